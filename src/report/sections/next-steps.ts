import { caqhPeople } from "../caqh/caqh-people.ts";
import { attestationsDue } from "../caqh/due.ts";
import { filled, number } from "../counted.ts";
import { html, type Html } from "../html.ts";
import type { Reason, Trouble } from "../reasons/reasons.ts";
import type { ReportData } from "../report-data.ts";
import { waitingFor, type PlacedRequest } from "../waiting/placed-requests.ts";
import type { Section } from "./section.ts";

/** Something to do for so many of a kind. */
interface Step {
  readonly count: number;
  readonly one: string;
  readonly many: string;
  /** Where it is told, and what the link to there says. */
  readonly section: string;
  readonly link: string;
}

/** What the reader should do, the most urgent first, each with the place where it is told. */
export function nextSteps(
  data: ReportData,
  placed: readonly PlacedRequest[],
  reasons: readonly Reason[],
  today: number,
): Section {
  const steps = [
    ...troubleSteps(reasons),
    ...planSteps(data),
    {
      count: waitingFor(placed, "us").length,
      one: "request waits for us or the provider.",
      many: "requests wait for us or the provider.",
      section: "waiting-us",
      link: "Who must supply what",
    },
    ...caqhSteps(data, today),
  ].filter(({ count }) => count > 0);
  const nothing = html`<p class="nothing">Nothing needs you at the moment.</p> `;
  const list = html`<ul class="steps">
    ${steps.map(stepMarkup)}
  </ul> `;
  return { id: "next", title: "What to do next", body: steps.length === 0 ? nothing : list };
}

function stepMarkup({ count, one, many, section, link }: Step): Html {
  return html`<li>
    <strong>${number(count)}</strong>
    <span>${count === 1 ? one : many} <a href="#${section}">${link}</a></span>
  </li> `;
}

function troubleSteps(reasons: readonly Reason[]): readonly Step[] {
  const count = (trouble: Trouble): number =>
    reasons.filter((reason) => reason.trouble === trouble).reduce((sum, { cases }) => sum + cases.length, 0);
  return [
    {
      count: count("failed"),
      one: "failure to correct.",
      many: "failures to correct.",
      section: "failed",
      link: "What went wrong",
    },
    {
      count: count("unknown"),
      one: "request in doubt: run again to settle it.",
      many: "requests in doubt: run again to settle them.",
      section: "unknown",
      link: "Which",
    },
    {
      count: count("notReached"),
      one: "request not made yet.",
      many: "requests not made yet.",
      section: "notReached",
      link: "Why not",
    },
  ];
}

function planSteps({ requests }: ReportData): readonly Step[] {
  return [
    {
      count: requests.filter(({ outcome }) => outcome === "planned").length,
      one: "request would be made by roster-sync sync.",
      many: "requests would be made by roster-sync sync.",
      section: "asked",
      link: "What they are",
    },
  ];
}

function caqhSteps({ caqh }: ReportData, today: number): readonly Step[] {
  const due = attestationsDue(caqh, today);
  return [
    {
      count: due.filter(({ span }) => span === "overdue").length,
      one: "CAQH attestation overdue.",
      many: "CAQH attestations overdue.",
      section: "due",
      link: "Whose",
    },
    {
      count: due.filter(({ span }) => span === "within30").length,
      one: "CAQH attestation due within 30 days.",
      many: "CAQH attestations due within 30 days.",
      section: "due",
      link: "Whose, and when",
    },
    {
      count: caqhPeople(caqh).filter((person) => filled(person.caqh.error) !== undefined).length,
      one: "CAQH status not read.",
      many: "CAQH statuses not read.",
      section: "unread",
      link: "Why not",
    },
  ];
}
