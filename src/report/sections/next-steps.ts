import { number, html, type Html } from "../../page/html.ts";
import type { Step } from "../../platforms/report-part.ts";
import type { Reason, Trouble } from "../reasons/reasons.ts";
import type { ReportData } from "../report-data.ts";
import { lapsesIn } from "./lapses.ts";

/** What the reader should do, the most urgent first, each with the place where it is told. */
export function nextSteps(data: ReportData, today: number): Html {
  const steps = [
    ...troubleSteps(data.reasons),
    ...planSteps(data),
    ...lapseSteps(data),
    {
      count: data.work.lists.ended.count,
      one: `request ended without success${sinceLastRun(data.work.endedNow)}.`,
      many: `requests ended without success${sinceLastRun(data.work.endedNow)}.`,
      section: "ended",
      link: "Which, and why",
    },
    {
      count: data.work.lists.us.count,
      one: "request is waiting for us.",
      many: "requests are waiting for us.",
      section: "waiting-us",
      link: "What we must supply",
    },
    {
      count: data.work.lists.provider.count,
      one: "request is waiting for the provider.",
      many: "requests are waiting for the provider.",
      section: "waiting-provider",
      link: "Who must supply what",
    },
    {
      count: data.lapses.waitingRequests,
      one: "request is waiting for a profile to be completed.",
      many: "requests are waiting for a profile to be completed.",
      section: "lapses-profiles",
      link: "Whose",
    },
    ...data.statuses.flatMap(({ part, facts }) => part.steps(facts, today)),
  ].filter(({ count }) => count > 0);
  if (steps.length === 0) return html`<p class="nothing">Nothing needs your attention.</p> `;
  return html`<ul class="steps">
    ${steps.map(stepMarkup)}
  </ul> `;
}

function sinceLastRun(count: number): string {
  return count === 0 ? "" : ` (${number(count)} since the last run)`;
}

function stepMarkup({ count, one, many, section, link }: Step): Html {
  return html`<li>
    <strong>${number(count)}</strong>
    <span>${count === 1 ? one : many} <a href="#${section}">${link}</a></span>
  </li> `;
}

function troubleSteps(reasons: readonly Reason[]): readonly Step[] {
  const count = (trouble: Trouble): number =>
    reasons.reduce((sum, reason) => sum + (reason.trouble === trouble ? reason.cases.count : 0), 0);
  return [
    {
      count: count("failed"),
      one: "failure to fix.",
      many: "failures to fix.",
      section: "failed",
      link: "What went wrong",
    },
    {
      count: count("unknown"),
      one: "request not confirmed yet: run again to settle it.",
      many: "requests not confirmed yet: run again to settle them.",
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

function planSteps({ work }: ReportData): readonly Step[] {
  return [
    {
      count: work.lines.reduce((sum, { outcomes }) => sum + outcomes.planned, 0),
      one: "request would be made by roster-sync sync.",
      many: "requests would be made by roster-sync sync.",
      section: "asked",
      link: "What they are",
    },
  ];
}

function lapseSteps({ lapses }: ReportData): readonly Step[] {
  return [
    {
      count: lapsesIn(lapses, "overdue"),
      one: "license, enrollment or recredentialing has lapsed or is overdue.",
      many: "licenses, enrollments or recredentialings have lapsed or are overdue.",
      section: "lapses-overdue",
      link: "Which",
    },
    {
      count: lapsesIn(lapses, "within30"),
      one: "license, enrollment or recredentialing lapses within 30 days.",
      many: "licenses, enrollments or recredentialings lapse within 30 days.",
      section: "lapses-within30",
      link: "Which, and when",
    },
  ];
}
