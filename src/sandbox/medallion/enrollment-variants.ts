import type { Path } from "../state/sandbox-state.ts";

/** What sets one kind of enrollment request apart from the others. */
export interface EnrollmentVariant {
  readonly subject: "provider" | "group_profile" | "facility";
  /** Changes to and revalidations of an enrollment must name it. */
  readonly needsEnrollment: boolean;
  readonly takesLines: boolean;
  readonly takesParGroup: boolean;
  readonly takesNameChanges: boolean;
  /** Statuses that other kinds know and this one does not. */
  readonly lacksStatuses: readonly string[];
}

const first = { needsEnrollment: false, takesLines: true, takesNameChanges: false } as const;
const change = { needsEnrollment: true, takesLines: true, takesNameChanges: false } as const;
const renewal = { needsEnrollment: true, takesLines: false, takesNameChanges: false } as const;
const ofProvider = { subject: "provider", takesParGroup: true } as const;
const ofGroup = { subject: "group_profile", takesParGroup: false } as const;
const ofFacility = { subject: "facility", takesParGroup: false } as const;
const askProvider = ["intake_pending_provider", "provider_input_requested"] as const;

/** The kinds of enrollment request by `resourcetype`, as in Medallion's schema. */
export const enrollmentVariants: Readonly<Record<string, EnrollmentVariant>> = {
  NewProviderPayerEnrollmentServiceRequest: { ...first, ...ofProvider, lacksStatuses: [] },
  NewGroupPayerEnrollmentServiceRequest: { ...first, ...ofGroup, lacksStatuses: askProvider },
  NewFacilityPayerEnrollmentServiceRequest: {
    ...first,
    ...ofFacility,
    lacksStatuses: [...askProvider, "dependencies_met", "roster_submitted"],
  },
  ProviderDemographicUpdateServiceRequest: {
    ...change,
    ...ofProvider,
    takesNameChanges: true,
    lacksStatuses: [],
  },
  GroupDemographicUpdateServiceRequest: { ...change, ...ofGroup, lacksStatuses: askProvider },
  FacilityDemographicUpdateServiceRequest: {
    ...change,
    ...ofFacility,
    lacksStatuses: [...askProvider, "pending_dependencies", "dependencies_met", "roster_submitted"],
  },
  ProviderRevalidationServiceRequest: {
    ...renewal,
    ...ofProvider,
    lacksStatuses: ["pending_contract", "roster_submitted"],
  },
  GroupRevalidationServiceRequest: {
    ...renewal,
    ...ofGroup,
    lacksStatuses: [...askProvider, "pending_contract", "roster_submitted"],
  },
  FacilityRevalidationServiceRequest: {
    ...renewal,
    ...ofFacility,
    lacksStatuses: [
      ...askProvider,
      "pending_contract",
      "pending_dependencies",
      "dependencies_met",
      "roster_submitted",
    ],
  },
};

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
