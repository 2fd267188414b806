import type { LicenseKind } from "../state/records.ts";
import type { When } from "../when.ts";
import type { RequestSeed } from "./request-seed.ts";

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
export interface IssuedLicense {
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
export interface RecordedEnrollment {
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
