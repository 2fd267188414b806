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
