import type { When } from "../seeded.ts";
import type { LicenseKind } from "../state/sandbox-state.ts";

/** Everything that exists on the three platforms when a sandbox starts; plain data, safe to copy and change. */
export interface World {
  readonly medallion: MedallionWorld;
  readonly verifiable: VerifiableWorld;
  readonly caqh: CaqhWorld;
}

/** What a request that exists from the start may say about itself; the default age is ten days. */
export interface RequestSeed {
  readonly id?: string;
  readonly created?: When;
  /** Any word, also ones that no document knows; the default is the first stage. */
  readonly status?: string;
  readonly statusReason?: string;
  /** When it came to this status; the default is when it was created. */
  readonly statusSince?: When;
}

/** Medallion's side of an invented world. NPIs are text here and numbers on the wire. */
export interface MedallionWorld {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly providers: readonly MedallionProvider[];
  readonly groupProfiles: readonly GroupProfile[];
  readonly practices: readonly Practice[];
  readonly linesOfBusiness: readonly LineOfBusiness[];
  readonly licenses: readonly IssuedLicense[];
  /** Enrollments that are recorded, beside those that requests lead to. */
  readonly enrollmentsOnFile?: readonly RecordedEnrollment[];
  readonly licenseRequests: readonly LicenseSeed[];
  readonly enrollments: readonly EnrollmentSeed[];
  readonly credentialing: readonly MedallionCredentialingSeed[];
  /** Rows of other kinds on the generic service request list. */
  readonly otherServiceRequests: readonly ForeignSeed[];
}

/** A provider. The last three fields are there to be planted by tests that search for leaks. */
export interface MedallionProvider {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly npi: string | null;
  readonly profession: string;
  readonly licenseStates: readonly string[];
  readonly groupProfileIds?: readonly string[];
  readonly practiceIds?: readonly string[];
  readonly employmentStatus?: "active" | "inactive" | "onboarding";
  readonly caqhNumber?: string;
  /** How much of the profile there is; complete unless this says otherwise. */
  readonly profile?: { readonly percent: number; readonly todos: number };
  readonly ssnMasked?: string;
  readonly dateOfBirth?: string;
  /** Shows in clear text in single license requests, as it does in Medallion's own schema. */
  readonly stateBoardPassword?: string;
}

/** A group profile; the numbers are invented and there to be planted by tests that search for leaks. */
export interface GroupProfile {
  readonly id: string;
  readonly name: string;
  readonly npi: string | null;
  readonly dbaName?: string;
  readonly state: string;
  readonly taxIdNumber?: string;
  readonly routingNumber?: string;
  readonly accountNumber?: string;
}

/** A practice location; names need not be unique. */
export interface Practice {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly state: string;
  readonly line1: string;
  readonly postalCode: string;
  readonly npi?: string;
  readonly clientPracticeId?: string;
  readonly groupProfileIds: readonly string[];
  readonly status?: "active" | "inactive" | "requested";
}

/** A line of business. */
export interface LineOfBusiness {
  readonly id: string;
  readonly label: string;
}

/** A license on file. */
interface IssuedLicense {
  readonly id: string;
  readonly provider: string;
  readonly state: string;
  readonly certificateType: string;
  readonly registration: "state" | "dea" | "state_controlled";
  readonly licenseNumber: string;
  readonly status: "active" | "pending" | "inactive" | "superceded";
  readonly issued: When;
  /** Two years after it was issued, unless this says otherwise; null where nobody knows. */
  readonly expires?: When | null;
  readonly modified?: When;
  readonly durationType?: string;
  readonly rxAuthority?: string;
}

/** An enrollment on file. */
interface RecordedEnrollment {
  readonly id: string;
  readonly subject: string;
  readonly subjectKind?: "provider" | "group_profile";
  readonly payerName: string;
  readonly payerId?: string;
  readonly payerEntity?: string;
  readonly state: string;
  readonly linesOfBusiness?: readonly string[];
  readonly parStatus?: string | null;
  readonly effective: When | null;
  readonly ends?: When;
  readonly revalidation?: When;
  readonly updated?: When;
}

/** A new-license request that exists from the start. */
export interface LicenseSeed extends RequestSeed {
  readonly provider: string;
  readonly kind: LicenseKind;
  readonly state: string;
  readonly certificateType: string;
  readonly durationType?: string;
  readonly isMedallionOwned?: boolean;
}

/** A payer enrollment request that exists from the start. */
export interface EnrollmentSeed extends RequestSeed {
  readonly resourcetype?: string;
  readonly subject: string;
  readonly payerName: string;
  readonly payerId?: string;
  readonly payerEntity?: string;
  readonly state: string;
  readonly linesOfBusiness?: readonly string[];
  readonly practices?: readonly string[];
  readonly parGroup?: string;
  readonly isMedallionOwned?: boolean;
}

/** A Medallion credentialing request that exists from the start. */
export interface MedallionCredentialingSeed extends RequestSeed {
  readonly provider: string;
  readonly resourcetype?: "InitialCredentialingServiceRequest" | "ReCredentialingServiceRequest";
  readonly credentialingStatus?: "clear" | "needs_attention" | "incomplete";
}

/** A renewal, a letter of qualification, an intake and the like. */
export interface ForeignSeed {
  readonly id?: string;
  readonly resourcetype: string;
  readonly provider: string;
  readonly status: string;
  readonly created?: When;
  readonly state?: string;
  readonly certificateType?: string;
}

/** Verifiable's side of an invented world. NPIs are text here and numbers on the wire. */
export interface VerifiableWorld {
  readonly providerTypes: readonly NamedId[];
  readonly providers: readonly VerifiableProvider[];
  readonly facilities: readonly Facility[];
  readonly facilityTaxonomies: readonly FacilityTaxonomy[];
  readonly facilitySpecialties: readonly FacilitySpecialty[];
  readonly credentialingRequests: readonly VerifiableCredentialingSeed[];
  readonly licenses?: readonly VerifiableLicense[];
}

/** A license that the organization has attached to a provider. */
export interface VerifiableLicense {
  readonly id: string;
  readonly provider: string;
  readonly typeName: string;
  readonly state: string;
  readonly number: string | null;
  /** As the board writes it. */
  readonly status: string;
  readonly issued: When;
  readonly expires: When | null;
}

/** An id with its name. */
interface NamedId {
  readonly id: string;
  readonly name: string;
}

/** A provider; `dateOfBirth` may be planted by tests that search for leaks. */
export interface VerifiableProvider {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly npi: string | null;
  readonly email?: string;
  readonly primaryPracticeState?: string;
  readonly credentialingStatus?: string;
  readonly providerTypeId?: string;
  readonly aliases?: readonly { readonly firstName: string; readonly lastName: string }[];
  readonly deactivated?: boolean;
  /** When the provider is to be credentialed again; three years after a completed request. */
  readonly nextCredentialing?: When;
  readonly dateOfBirth?: string;
}

/** A facility. Its NPIs live in a sub-resource and serve the request list's NPI filter only. */
export interface Facility {
  readonly id: string;
  readonly name: string;
  readonly dba?: string;
  readonly addressLine1: string;
  readonly city: string;
  readonly state: string;
  readonly zipCode: string;
  readonly facilityTaxId?: string;
  readonly parentFacilityId?: string;
  readonly deactivated?: boolean;
  readonly npis?: readonly string[];
}

/** A kind of facility. */
export interface FacilityTaxonomy extends NamedId {
  readonly code: string;
}

/** A facility practising a taxonomy; requests are made for these ids. */
export interface FacilitySpecialty {
  readonly id: string;
  readonly facilityId: string;
  readonly taxonomyId: string;
}

/** A credentialing request that exists from the start. */
export interface VerifiableCredentialingSeed extends RequestSeed {
  readonly entityType?: "Provider" | "Facility";
  readonly entityId: string;
  readonly facilitySpecialtyIds?: readonly string[];
  readonly type?: string;
  readonly priority?: string;
  readonly isSelfManaged?: boolean;
}

/** CAQH's side of an invented world. */
export interface CaqhWorld {
  readonly organizationId: string;
  readonly profiles: readonly CaqhProfile[];
}

/**
 * What CAQH knows about one provider. Texts go out as they are, so a world can hold words and dates
 * that no document lists; a missing field is missing in the answer.
 */
export interface CaqhProfile {
  readonly caqhProviderId: string;
  readonly npi?: string;
  readonly poProviderId?: string;
  readonly rosterStatus: string;
  readonly authorizationFlag?: string;
  readonly providerStatus: string;
  /** Eight digits or any odd text; `daysAgo` counts back from the start of the sandbox. */
  readonly providerStatusDate: When;
  readonly practiceState: string;
  readonly anniversaryDate?: When;
}
