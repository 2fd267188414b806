import type { RowCells } from "../../cells/cells.ts";
import { booleanOf } from "../../cells/values.ts";
import type { RemoteState } from "../../ledger/entry.ts";
import { foldStatus, standingsOf, type Party, type Standing } from "../../requests/party.ts";
import { filled } from "../../text/plain-text.ts";
import { ownerByStatus, type Told } from "../next-step.ts";
import type { ParseRules } from "../request-kind.ts";

/**
 * Statuses of a license request (its published API description of November 2024). The vendor's meanings stand behind a
 * login; the groups are read from the words. Misspelt words are the vendor's.
 */
const licenseStatuses = standingsOf([
  ["requested", "platform", "requested"],
  ["intake", "platform", "intake_prep ready_for_intake intake intake_in_progress intake_complete"],
  [
    "needs provider or client",
    "provider",
    `intake_pending_provider info_needed_from_provider applciation_sent_to_provider_for_review
     paper_app_mailed_to_provider psv_pending_provider`,
  ],
  ["needs provider or client", "us", "intake_over_21_days tasks_over_21_days"],
  [
    "Medallion working",
    "platform",
    `application_assigned application_ready application_qc_required application_qc_completed
     application_qc_returned psv_assigned psv_qc_required psv_qc_completed psv_qc_returned psv_request_pending
     psv_review backlog license_issued_pending_qc license_issued_qc_failed`,
  ],
  [
    "with the board or a third party",
    "outside",
    `application_sent renewal_in_process_with_the_board application_in_process_with_state_board psv_submitted
     loq_in_process pending_imlc_approval pending_imlc_loq imlc_issued_addendums_required`,
  ],
  [
    "waiting on another item",
    "another",
    `pending pending_state_license_issuance pending_csr pending_rn pending_prescriptive_authority
     pending_autonomous_registration pending_renewal_window`,
  ],
  ["on hold", "hold", "on_hold intake_on_hold external_block"],
  ["done", "done", "completed"],
  ["ended", "ended", "inactive"],
]);

/** Medallion's own categories of an enrollment status, which it sends beside the status. */
export const enrollmentCategories: Readonly<Record<string, Party>> = {
  requested: "platform",
  medallion_processing: "platform",
  needs_client_attention: "us",
  on_hold: "hold",
  pending: "another",
  payer_processing: "outside",
  request_completed: "done",
  request_denied: "ended",
  request_stopped: "ended",
};

/** The statuses by category, for answers that come without one. */
const enrollmentStatuses = standingsOf([
  ["requested", "platform", "requested"],
  [
    "medallion_processing",
    "platform",
    `intake_prep ready_for_intake intake intake_in_progress intake_complete assigned backlog dependencies_met
     application_qc_required application_qc_returned application_qc_completed ready_for_medallion_review`,
  ],
  [
    "needs_client_attention",
    "us",
    "intake_pending_admin intake_over_21_days task_over_21_days pending_customer_response",
  ],
  ["needs_client_attention", "provider", "intake_pending_provider provider_input_requested"],
  ["on_hold", "hold", "intake_on_hold on_hold external_block"],
  ["pending", "another", "pending_contract pending_dependencies"],
  [
    "payer_processing",
    "outside",
    `sent_request_for_enrollment application_submitted roster_submitted follow_up_in_progress
     application_resubmitted`,
  ],
  ["request_completed", "done", "active"],
  ["request_denied", "ended", "enrollment_denied panel_closed"],
  ["request_stopped", "ended", "enrollment_stopped"],
]);

/** Request statuses of credentialing; the shorter words are those of the older list of service requests. */
const credentialingStatuses = standingsOf([
  ["scheduled", "platform", "scheduled requested"],
  ["intake and verification", "platform", "intake_inprogress verification_inprogress in_progress"],
  ["committee", "outside", "ready_for_committee ready in_committee"],
  ["closed, done", "done", "committee_approved closed"],
  ["closed, not done", "ended", "committee_rejected file_expired"],
]);

/** Whose move a license request is. */
export function ownerOfLicense(told: Told): Standing {
  return ownerByStatus(told.status, licenseStatuses);
}

/** Whose move an enrollment is. The platform's own category comes first, where it sends one. */
export function ownerOfEnrollment({ status, statusCategory }: Told): Standing {
  const byStatus = ownerByStatus(status, enrollmentStatuses);
  const category = filled(statusCategory);
  if (category === undefined) return byStatus;
  const party = Object.hasOwn(enrollmentCategories, category) ? enrollmentCategories[category] : undefined;
  // the category does not tell us from the provider; the status does
  if (party === "us" && byStatus.party === "provider") return { party: "provider", category };
  if (party !== undefined) return { party, category };
  return byStatus.party === "unclear" ? { party: "unclear", category } : byStatus;
}

/** Whose move credentialing is; a file that somebody on our side has to look at is marked. */
export function ownerOfCredentialing({ status, fileStatus }: Told): Standing {
  const byStatus = ownerByStatus(status, credentialingStatuses);
  const isOver = byStatus.party === "done" || byStatus.party === "ended" || byStatus.party === "unclear";
  const isMarked = foldStatus(fileStatus ?? "") === "needsattention";
  return isMarked && !isOver ? { party: "us", category: "needs_attention" } : byStatus;
}

/** `inactive` is the only status that ends a request without a license (API description, license service requests). */
export function isOpenLicense(status: string | undefined): boolean {
  return status !== "inactive";
}

const endedCategories = new Set(["request_denied", "request_stopped"]);
const endedEnrollments = new Set(["enrollment_denied", "panel_closed", "enrollment_stopped"]);

/** Neither denied nor stopped, its panel open. The category is the surer sign where there is one (API description, PESRs). */
export function isOpenEnrollment({ status, details }: Pick<RemoteState, "status" | "details">): boolean {
  const category = details?.["status_category"];
  return !(category === undefined ? endedEnrollments.has(status ?? "") : endedCategories.has(category));
}

/** Statuses that end a request (API description, credentialing service requests). */
const endedCredentialing = new Set(["closed", "committee_approved", "committee_rejected", "file_expired"]);

/** Neither closed nor decided, and its file not expired. */
export function isOpenCredentialing(status: string | undefined): boolean {
  return !endedCredentialing.has(status ?? "");
}

/** The column that says whether Medallion works licenses and enrollments. */
export const workerColumn = { column: "is_medallion_owned", oursIs: "no" } as const;

/** Whether Medallion works the row's requests, as the row or the configuration says. Never guessed. */
export function isMedallionOwned(cells: RowCells, { defaults }: ParseRules): boolean | undefined {
  const { column } = workerColumn;
  const said = booleanOf(cells, column) ?? defaults[column];
  if (said !== undefined || cells.text(column) !== "") return said;
  return cells.fault(
    column,
    "missing_value",
    "is blank, but it decides who works the request",
    "Write yes when Medallion works it, no when your own team does; or set it in the config file.",
  );
}
