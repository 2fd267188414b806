import type { StatusAnswer } from "./answer.ts";
import type { CaqhColumn } from "./columns.ts";
import { attestationDue } from "./lifecycle.ts";
import { nextAction } from "./next-action.ts";
import type { CaqhResultColumn } from "./result-columns.ts";

/** The columns that CAQH's answer fills, and the provider's CAQH id. */
export type CaqhAnswerColumn = CaqhResultColumn | CaqhColumn;

/**
 * An answer as columns of the results. Status words stay as CAQH spells them.
 * @param nowMs milliseconds since the epoch
 */
export function caqhColumns(
  answer: StatusAnswer,
  nowMs: number,
): Readonly<Partial<Record<CaqhAnswerColumn, string>>> {
  const checkedAt = new Date(nowMs).toISOString();
  const { providerStatus, statusDate, practiceState, authorized } = answer;
  return {
    caqh_provider_id: answer.found ? (answer.caqhProviderId ?? "") : "",
    caqh_found: answer.found ? "Y" : "N",
    caqh_roster_status: answer.rosterStatus ?? "",
    caqh_authorization_flag: authorized === undefined ? "" : authorized ? "Y" : "N",
    caqh_provider_status: providerStatus ?? "",
    caqh_provider_status_date: statusDate ?? "",
    caqh_practice_state: practiceState ?? "",
    caqh_attestation_due: attestationDue(providerStatus, statusDate, practiceState) ?? "",
    caqh_next_action: nextAction(answer, checkedAt.slice(0, 10)),
    caqh_error: "",
    caqh_checked_at: checkedAt,
  };
}
