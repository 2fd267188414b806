import type {
  Enrollment,
  LicenseRequest,
  MedallionCredentialing,
  VerifiableCredentialing,
} from "./records.ts";

/** What exists on the platforms now; the lists are live and count what lists over HTTP may still hide. */
export interface SandboxState {
  /** Days by which the statuses were moved on since the start. */
  readonly day: number;
  readonly licenseRequests: readonly LicenseRequest[];
  readonly enrollments: readonly Enrollment[];
  /** Credentialing requests on Medallion. */
  readonly credentialing: readonly MedallionCredentialing[];
  /** Credentialing requests on Verifiable. */
  readonly credentialingRequests: readonly VerifiableCredentialing[];
}
