/** The variants of the request body that this program sends, by their subject (API description, PESRs). */
export const newEnrollments = {
  provider: "NewProviderPayerEnrollmentServiceRequest",
  group: "NewGroupPayerEnrollmentServiceRequest",
} as const;

/** Every kind of enrollment request that a list may hold; all but two are others than those that this program makes. */
export const enrollmentKinds: readonly string[] = [
  newEnrollments.provider,
  newEnrollments.group,
  "NewFacilityPayerEnrollmentServiceRequest",
  "ProviderDemographicUpdateServiceRequest",
  "ProviderRevalidationServiceRequest",
  "GroupDemographicUpdateServiceRequest",
  "GroupRevalidationServiceRequest",
  "FacilityDemographicUpdateServiceRequest",
  "FacilityRevalidationServiceRequest",
];
