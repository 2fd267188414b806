import type { Fault } from "./faults/fault.ts";
import type { PlatformName } from "./http/platform.ts";
import { RollingWindow, type Limit } from "./http/rolling-window.ts";
import { plainQuirks, type Quirks } from "./quirks.ts";
import { uuidOf } from "./seeded.ts";
import type { SeenRequest } from "./seen-request.ts";
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
  Store,
} from "./state/sandbox-state.ts";
import { stockedStores } from "./state/stock.ts";
import { demoWorld } from "./world/demo-world.ts";
import type { MedallionProvider, World } from "./world/world.ts";

/** What the platforms of one sandbox work with, from its options and their defaults. */
export function makeContext(options: SandboxOptions, origin: () => string): SandboxContext {
  const world = options.world ?? demoWorld();
  const startedMs = options.now();
  const counts = new Map<string, number>();
  return {
    world,
    quirks: { ...plainQuirks, ...options.quirks },
    now: options.now,
    startedMs,
    pageSize: options.pageSize ?? 100,
    listLagMs: options.listLagMs ?? 0,
    newId: (kind) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return uuidOf(`${options.seed ?? 1} ${kind} ${count}`);
    },
    origin,
    providers: new Map(world.medallion.providers.map((provider) => [provider.id, provider])),
    stores: stockedStores(world, startedMs),
  };
}

/** Medallion's and Verifiable's pages on rate limits; CAQH has none. */
const documentedLimits: Readonly<Record<PlatformName, Limit | null>> = {
  medallion: { calls: 240, perMs: 60_000 },
  verifiable: { calls: 10_000, perMs: 300_000 },
  caqh: null,
  files: { calls: 30, perMs: 60_000 },
};

/** One window for each limited platform. */
export function windowsOf(limits: Limits): ReadonlyMap<PlatformName, RollingWindow> {
  const windows = new Map<PlatformName, RollingWindow>();
  for (const name of ["medallion", "verifiable", "caqh", "files"] as const) {
    const asked = limits[name];
    const limit = asked === undefined ? documentedLimits[name] : asked;
    if (limit !== null) windows.set(name, new RollingWindow(limit));
  }
  return windows;
}

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

/** The invented credentials that the sandbox takes; nothing else opens it. */
export const credentials = {
  MEDALLION_API_KEY: "sandbox-medallion-key-7f3d1c",
  VERIFIABLE_EMAIL: "roster.bot@example.test",
  VERIFIABLE_PASSWORD: "sandbox-verifiable-password-41b9",
  VERIFIABLE_CLIENT_ID: "5a0dbf5e-3c3e-4c0b-9d53-1f6b0c2a7e11",
  VERIFIABLE_CLIENT_SECRET: "sandbox-verifiable-secret-c87e",
  CAQH_USERNAME: "sandbox-caqh-user",
  CAQH_PASSWORD: "sandbox-caqh-password-90aa",
} as const;

/** How a sandbox is to behave. It takes time and waiting from here and never looks elsewhere. */
export interface SandboxOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** What exists at the start; default `demoWorld()`. */
  readonly world?: World;
  /** For ids and dice; default 1. */
  readonly seed?: number;
  /** How long every call takes before anything is done; default 0. */
  readonly latencyMs?: number;
  /** How long lists leave out what was created; default 0. */
  readonly listLagMs?: number;
  readonly limits?: Limits;
  /** The largest page of every list; default 100. */
  readonly pageSize?: number;
  readonly faults?: readonly Fault[];
  /** Called when a request has ended, and for one that is never answered when it falls silent. */
  readonly onRequest?: (seen: SeenRequest) => void;
  readonly quirks?: Quirks;
}

/**
 * The limits of the platforms; null takes one away. The defaults are the documented ones: Medallion
 * 240 calls a minute and 30 file downloads a minute, Verifiable 10,000 in five minutes, CAQH none.
 */
export interface Limits {
  readonly medallion?: Limit | null;
  readonly verifiable?: Limit | null;
  readonly caqh?: Limit | null;
  readonly files?: Limit | null;
}
