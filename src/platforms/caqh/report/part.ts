import { filled } from "../../../text/filled.ts";
import { reportPart, type ReportPart, type Step } from "../../report-part.ts";
import type { StatusAnswer } from "../../status-source.ts";
import { dueDayOf } from "../due.ts";
import { dueIn } from "./due-counts.ts";
import { CaqhGathering, type CaqhFacts } from "./gather.ts";
import { isForSomebody } from "./next-actions.ts";
import type { ReportCaqh } from "./person.ts";
import { caqhSection } from "./section.ts";

/** The run ended before it came to this provider. */
const notAsked = "Not read in this run. Run again: it picks up where it stopped.";

/** CAQH on the page for people. */
export const caqhReport: ReportPart = reportPart<ReportCaqh, CaqhFacts>({
  itemOf: ({ answers: known }: StatusAnswer, answers, person) => ({
    ...person,
    caqhId: known["caqh_provider_id"] ?? answers["caqh_provider_id"],
    found: known["caqh_found"],
    rosterStatus: known["caqh_roster_status"],
    authorizationFlag: known["caqh_authorization_flag"],
    providerStatus: known["caqh_provider_status"],
    providerStatusDate: known["caqh_provider_status_date"],
    practiceState: known["caqh_practice_state"],
    attestationDue: known["caqh_attestation_due"],
    nextAction: known["caqh_next_action"],
    error: Object.keys(known).length === 0 ? notAsked : known["caqh_error"],
  }),
  deadlineOf: (person) => {
    const due = dueDayOf(person);
    return due === undefined ? undefined : { ...due, who: filled(person.caqhId) };
  },
  gatherer: (today) => new CaqhGathering(today),
  section: caqhSection,
  steps,
});

function steps({ dueDays, facets, unread }: CaqhFacts, today: number): readonly Step[] {
  return [
    {
      count: dueIn(dueDays, "overdue", today),
      one: "CAQH attestation is overdue.",
      many: "CAQH attestations are overdue.",
      section: "due",
      link: "Whose",
    },
    {
      count: dueIn(dueDays, "within30", today),
      one: "CAQH attestation is due within 30 days.",
      many: "CAQH attestations are due within 30 days.",
      section: "due",
      link: "Whose, and when",
    },
    {
      count: facets.action.reduce(
        (sum, { item, count }) => sum + (isForSomebody(filled(item.nextAction)) ? count : 0),
        0,
      ),
      one: "provider needs something else at CAQH.",
      many: "providers need something else at CAQH.",
      section: "caqh-standing",
      link: "What",
    },
    {
      count: unread.count,
      one: "CAQH status could not be read.",
      many: "CAQH statuses could not be read.",
      section: "unread",
      link: "Why not",
    },
  ];
}
