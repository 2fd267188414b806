import { standingsOf } from "./party.ts";

/**
 * Medallion's statuses of a license request (its published API description of November 2024). The vendor's
 * meanings stand behind a login; the groups are read from the words. Misspelt words are the vendor's.
 */
export const licenseStandings = standingsOf([
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
