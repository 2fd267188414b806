import type { Path } from "../state/sandbox-state.ts";

/** The ways of an enrollment request; statuses and reasons are Medallion's, their order is invented. */
export const enrollmentPaths: readonly [Path, ...Path[]] = [
  [
    { status: "requested" },
    { status: "intake_in_progress" },
    { status: "intake_complete" },
    { status: "application_submitted" },
    { status: "follow_up_in_progress", reason: "internal_review" },
    { status: "active" },
  ],
  [
    { status: "requested" },
    { status: "intake_on_hold", reason: "intake_on_hold_client_hold" },
    { status: "assigned", reason: "client_tasks_completed" },
    { status: "application_submitted" },
    { status: "active" },
  ],
  [
    { status: "requested" },
    { status: "intake_pending_admin" },
    { status: "pending_contract" },
    { status: "roster_submitted" },
    { status: "active" },
  ],
  [
    { status: "requested" },
    { status: "intake_complete" },
    { status: "application_submitted" },
    { status: "follow_up_in_progress", reason: "payer_requested_info" },
    { status: "application_resubmitted", reason: "corrections_needed" },
    { status: "active" },
  ],
  [
    { status: "requested" },
    { status: "intake_complete" },
    { status: "application_submitted" },
    { status: "enrollment_denied", reason: "enrollment_denied_other" },
  ],
  [{ status: "requested" }, { status: "assigned" }, { status: "panel_closed" }],
  [
    { status: "requested" },
    { status: "pending_customer_response" },
    { status: "enrollment_stopped", reason: "client_request" },
  ],
];
