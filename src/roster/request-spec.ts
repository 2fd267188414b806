import type { licenseFields } from "./columns.ts";

/** The state lists of a license request, by the name of their body field. */
export type LicenseField = (typeof licenseFields)[number];

/** What a kind of license is called in a results cell: `CA license`, `NY dea`. */
export function licenseWord(field: LicenseField): string {
  return field.replace(/_states$/, "");
}

/** One license or registration in one state. */
export interface LicenseSpec {
  readonly kind: "medallion.license";
  readonly field: LicenseField;
  readonly state: string;
  readonly certificateType: string;
  readonly durationType?: string | undefined;
  readonly viaImlc?: boolean | undefined;
  readonly supportingNlc?: boolean | undefined;
  /** `YYYY-MM-DD` */
  readonly created?: string | undefined;
  readonly medallionOwned: boolean;
}

/** One enrollment with one payer in one state. */
export interface EnrollmentSpec {
  readonly kind: "medallion.enrollment";
  readonly subject: "provider" | "group";
  readonly state: string;
  readonly payerName: string;
  readonly payerId?: string | undefined;
  readonly payerEntity?: string | undefined;
  /** Labels or ids. */
  readonly linesOfBusiness: readonly string[];
  /** Names or ids. */
  readonly practices: readonly string[];
  /** Name or id of a group profile. */
  readonly parGroup?: string | undefined;
  readonly medallionOwned: boolean;
}

/** Credentialing by Medallion; there is nothing to choose. */
export interface MedallionCredentialingSpec {
  readonly kind: "medallion.credentialing";
}

/** Credentialing through Verifiable. */
export interface VerifiableCredentialingSpec {
  readonly kind: "verifiable.credentialing";
  readonly subject: "provider" | "facility";
  readonly type?: "Initial" | "ReCredentialing" | "OffCycle" | undefined;
  readonly priority?: "Low" | "Medium" | "High" | "Urgent" | undefined;
  readonly selfManaged: boolean;
  /** `YYYY-MM-DD` */
  readonly applicationReceivedDate?: string | undefined;
  /** A taxonomy code, or the id of a facility's specialty: each is asked for by itself. Empty for a provider. */
  readonly facilitySpecialties: readonly string[];
}

/** One request that a row asks for. */
export type RequestSpec =
  | LicenseSpec
  | EnrollmentSpec
  | MedallionCredentialingSpec
  | VerifiableCredentialingSpec;

/** The kinds of request, each a line of work of its own. */
export type RequestKind = RequestSpec["kind"];

/** The platform that a kind of request is made on. */
export function platformOf(kind: RequestKind): "medallion" | "verifiable" {
  return kind === "verifiable.credentialing" ? "verifiable" : "medallion";
}

/** Which of the row's requests this is, as results cells name it; one row never holds the same label twice. */
export function requestLabel(spec: RequestSpec): string {
  switch (spec.kind) {
    case "medallion.license":
      return `${spec.state} ${licenseWord(spec.field)}`;
    case "medallion.enrollment":
      return spec.state;
    case "medallion.credentialing":
      return "credentialing";
    case "verifiable.credentialing":
      return spec.facilitySpecialties[0]?.toUpperCase() ?? "credentialing";
  }
}

/** Who a row is about: what the roster says, nothing looked up. Blank cells are absent. */
export interface Identity {
  readonly provider_id?: string;
  readonly email?: string;
  readonly npi?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly caqh_provider_id?: string;
  readonly verifiable_provider_id?: string;
  readonly group_profile_id?: string;
  readonly group_name?: string;
  readonly verifiable_facility_id?: string;
  readonly facility_name?: string;
}

/** The kinds of work that `--only` names. */
export type Work = (typeof works)[number];

/** Every {@link Work}. */
export const works = ["licenses", "enrollments", "credentialing", "caqh", "dates"] as const;

/** The work that a request belongs to. */
export function workOf(kind: RequestKind): Work {
  switch (kind) {
    case "medallion.license":
      return "licenses";
    case "medallion.enrollment":
      return "enrollments";
    case "medallion.credentialing":
    case "verifiable.credentialing":
      return "credentialing";
  }
}
