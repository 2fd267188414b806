import type { Quirks } from "./quirks.ts";
import type {
  EnrollmentOnFile,
  LicenseOnFile,
  ProfileOnFile,
  VerifiableLicenseOnFile,
} from "./state/on-file.ts";
import type {
  Enrollment,
  ForeignServiceRequest,
  LicenseRequest,
  MedallionCredentialing,
  VerifiableCredentialing,
} from "./state/records.ts";
import type { Store } from "./state/store.ts";
import type { MedallionProvider } from "./world/medallion-world.ts";
import type { World } from "./world/world.ts";

/** What every platform of one sandbox works with. */
export interface SandboxContext {
  readonly world: World;
  readonly quirks: Required<Quirks>;
  readonly now: () => number;
  /** When the sandbox was started; ages in the world count back from here. */
  readonly startedMs: number;
  readonly pageSize: number;
  readonly listLagMs: number;
  /** A fresh id; the sequence repeats for the same seed. */
  readonly newId: (kind: string) => string;
  /** Scheme, host and port of the running server. */
  readonly origin: () => string;
  /** Medallion's providers by id. */
  readonly providers: ReadonlyMap<string, MedallionProvider>;
  readonly stores: Stores;
}

/** The records of all kinds. */
export interface Stores {
  readonly licenseRequests: Store<LicenseRequest>;
  readonly enrollments: Store<Enrollment>;
  readonly credentialing: Store<MedallionCredentialing>;
  readonly credentialingRequests: Store<VerifiableCredentialing>;
  readonly licensesOnFile: Store<LicenseOnFile>;
  readonly enrollmentsOnFile: Store<EnrollmentOnFile>;
  readonly profiles: Store<ProfileOnFile>;
  readonly verifiableLicenses: Store<VerifiableLicenseOnFile>;
  readonly foreign: readonly ForeignServiceRequest[];
}
