import { standingsOf, type Party } from "./party.ts";

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
export const enrollmentStandings = standingsOf([
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
