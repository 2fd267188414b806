import type { Track } from "./sandbox-state.ts";

/** A status and when the request came to it. */
export interface Mark {
  readonly status: string;
  readonly reason: string | null;
  readonly atMs: number;
}

/** What every request on every platform has. */
export interface RequestRecord {
  readonly id: string;
  /** `world` was there from the start, `posted` was created through the API. */
  readonly origin: "world" | "posted";
  readonly createdMs: number;
  /** Lists leave the request out before this moment. */
  readonly visibleFromMs: number;
  readonly status: string;
  /** Every status so far, oldest first; the last one is `status`. */
  readonly history: readonly Mark[];
  readonly track: Track;
}

/** The kinds of license that one license POST can ask for: its body fields without `_states`. */
export type LicenseKind =
  | "license"
  | "dea"
  | "csr"
  | "rn"
  | "prescriptive_authority"
  | "autonomous_registration"
  | "prescriptive_authority_checkbox_selected";

/** A new-license request: one state and one kind. */
export interface LicenseRequest extends RequestRecord {
  readonly provider: string;
  readonly kind: LicenseKind;
  readonly state: string;
  readonly certificateType: string;
  readonly durationType: string;
  readonly isMedallionOwned: boolean;
  /** The creation time that the row shows; a POST may ask for another one than the real one. */
  readonly shownCreatedMs: number;
  /** The id that the creating POST answered; it need not be the id of this request. */
  readonly repliedId: string | null;
}

/** A payer enrollment request. */
export interface Enrollment extends RequestRecord {
  readonly resourcetype: string;
  /** The id of the provider, group profile or facility that is to be enrolled. */
  readonly subject: string;
  readonly payerName: string;
  readonly payerId: string | null;
  readonly payerEntity: string | null;
  readonly state: string;
  readonly linesOfBusiness: readonly string[];
  readonly practices: readonly string[];
  readonly parGroup: string | null;
  readonly isMedallionOwned: boolean;
  readonly parStatus: string | null;
  readonly trackingNumber: string;
  readonly payerEnrollment: string | null;
}

/** A Medallion credentialing request. */
export interface MedallionCredentialing extends RequestRecord {
  readonly provider: string;
  readonly resourcetype: "InitialCredentialingServiceRequest" | "ReCredentialingServiceRequest";
  readonly fileId: string;
  /** What the file says once it is ready; null before. */
  readonly credentialingStatus: string | null;
}

/** A Verifiable credentialing request. */
export interface VerifiableCredentialing extends RequestRecord {
  readonly entityType: "Provider" | "Facility";
  readonly entityId: string;
  readonly facilitySpecialtyIds: readonly string[];
  readonly type: string;
  readonly priority: string;
  readonly isSelfManaged: boolean;
  readonly applicationReceivedDate: string;
}

/** A row of another kind on Medallion's generic service request list; nothing ever changes it. */
export interface ForeignServiceRequest {
  readonly id: string;
  readonly resourcetype: string;
  readonly provider: string;
  readonly status: string;
  readonly createdMs: number;
  readonly state: string | null;
  readonly certificateType: string | null;
}
