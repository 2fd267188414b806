import type { Fault } from "./faults/fault.ts";
import type { Limit } from "./http/rolling-window.ts";
import type { Quirks } from "./quirks.ts";
import type { SeenRequest } from "./seen-request.ts";
import type { SandboxState } from "./state/sandbox-state.ts";
import type { World } from "./world/world.ts";

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

/** A running imitation of the three platforms. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Settings, by the names of their environment variables, with which a client reaches this sandbox. */
  readonly env: SandboxEnv;
  /** The other way to sign in to Verifiable, instead of e-mail and password. */
  readonly clientCredentials: Readonly<Record<"VERIFIABLE_CLIENT_ID" | "VERIFIABLE_CLIENT_SECRET", string>>;
  /** Everything received, in order; a live list. */
  readonly requests: readonly SeenRequest[];
  readonly state: SandboxState;
  /**
   * Moves the statuses of all requests on, day by day and always the same way. The clock stays the
   * caller's: the changes are dated `now()`.
   */
  advanceDays(days: number): void;
  /** Ends the server and every connection, also those that wait for an answer. */
  close(): Promise<void>;
}

/** The settings that lead a client to a sandbox. */
export type SandboxEnv = Readonly<
  Record<
    | "MEDALLION_API_KEY"
    | "MEDALLION_ORGANIZATION_ID"
    | "MEDALLION_BASE_URL"
    | "VERIFIABLE_EMAIL"
    | "VERIFIABLE_PASSWORD"
    | "VERIFIABLE_BASE_URL"
    | "CAQH_USERNAME"
    | "CAQH_PASSWORD"
    | "CAQH_ORGANIZATION_ID"
    | "CAQH_BASE_URL",
    string
  >
>;
