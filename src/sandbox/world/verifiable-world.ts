import type { When } from "../when.ts";
import type { RequestSeed } from "./request-seed.ts";

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
export interface NamedId {
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
