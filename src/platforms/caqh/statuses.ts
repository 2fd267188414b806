import type { Deadline, DeadlineWords, StatusKind } from "../status-source.ts";
import { dueDayOf } from "./due.ts";
import { queryOf } from "./match-key.ts";

/** The statuses of providers at CAQH, as people see them. */
export const caqhStatuses: StatusKind = {
  name: "caqh",
  doing: "asking CAQH",
  queryOf,
  failures: { field: "caqh_failures", one: "CAQH status", many: "CAQH statuses" },
  absence: {
    column: "caqh_error",
    names: ["caqh_provider_id", "npi", "email", "provider_id", "last_name"],
  },
  deadlineIn: (answers) => {
    const due = dueDayOf({
      providerStatus: answers["caqh_provider_status"],
      providerStatusDate: answers["caqh_provider_status_date"],
      attestationDue: answers["caqh_attestation_due"],
    });
    return due === undefined ? undefined : { ...due, who: answers["caqh_provider_id"] };
  },
  deadlines: "attestations",
  deadlineWords,
  purpose: { name: "caqh", summary: "statuses", report: "reading CAQH statuses" },
  report: async () => (await import("./report/part.ts")).caqhReport,
};

function deadlineWords({ lapsed, who }: Deadline): DeadlineWords {
  return {
    key: `caqh|attestation|${who ?? ""}`,
    summary: `CAQH attestation${lapsed ? " lapsed" : ""}`,
    description: lapsed ? "The attestation lapsed on this day." : "To attest again at CAQH by this day.",
    category: "CAQH attestation",
  };
}
