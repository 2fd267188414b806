/** The coarse state behind each status of an enrollment request, as Medallion's schema groups them. */
export const statusCategories: Readonly<Record<string, string>> = {
  requested: "requested",
  ...category(
    "medallion_processing",
    "intake_prep ready_for_intake intake intake_in_progress intake_complete assigned backlog",
  ),
  ...category(
    "medallion_processing",
    "dependencies_met application_qc_required application_qc_returned application_qc_completed",
  ),
  ready_for_medallion_review: "medallion_processing",
  ...category(
    "needs_client_attention",
    "intake_pending_provider intake_pending_admin intake_over_21_days task_over_21_days",
  ),
  ...category("needs_client_attention", "pending_customer_response provider_input_requested"),
  ...category("on_hold", "intake_on_hold on_hold external_block"),
  ...category("pending", "pending_contract pending_dependencies"),
  ...category(
    "payer_processing",
    "sent_request_for_enrollment application_submitted roster_submitted follow_up_in_progress",
  ),
  application_resubmitted: "payer_processing",
  active: "request_completed",
  ...category("request_denied", "enrollment_denied panel_closed"),
  enrollment_stopped: "request_stopped",
};

/** Why an enrollment request of a provider stands where it stands. */
export const providerReasons: readonly string[] = [
  "duplicate_request",
  "client_request",
  "client_is_not_pursuing_a_group_contract",
  "provider_has_been_terminated_from_group",
  "provider_is_a_supervisor",
  "prerequisite_enrollment_stopped",
  "prerequisite_enrollment_denied",
  "prerequisite_panel_closed",
  "enrollment_stopped_other",
  "outside_of_time_and_distance_standards",
  "credentials_not_up_to_standards",
  "enrollment_denied_other",
  "application_not_received",
  "error_on_application",
  "application_timeout",
  "unspecified_requirements",
  "internal_review",
  "payer_requested_info",
  "corrections_needed",
  "client_tasks_completed",
  "portal_access_requested",
  "domain_access_requested",
  "intake_on_hold_pending_caqh",
  "intake_on_hold_client_hold",
  "intake_on_hold_provider_on_leave",
  "intake_on_hold_other",
];

const onlyOfProviders: readonly string[] = [
  "provider_has_been_terminated_from_group",
  "provider_is_a_supervisor",
  "outside_of_time_and_distance_standards",
  "credentials_not_up_to_standards",
  "intake_on_hold_pending_caqh",
  "intake_on_hold_provider_on_leave",
];

/** The same for groups and facilities. */
export const groupReasons: readonly string[] = providerReasons.filter(
  (reason) => !onlyOfProviders.includes(reason),
);

function category(name: string, statuses: string): Record<string, string> {
  return Object.fromEntries(statuses.split(" ").map((status) => [status, name]));
}
