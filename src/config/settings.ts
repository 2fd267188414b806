import type { Rate } from "../http/pace.ts";
import type { Proxies } from "../http/proxy.ts";
import type { Work } from "../roster/ask.ts";
import type { ColumnMap } from "../roster/headers.ts";
import type { Delimiter, Encoding } from "../roster/dialect.ts";
import type { Accounts } from "./accounts.ts";
import type { FailureLimit } from "./measures.ts";

/** Everything that a run is told, checked and complete. Made once, never changed. */
export interface Settings {
  readonly accounts: Accounts;
  readonly ledger: string;
  /** The configuration file that was named. */
  readonly config: string | undefined;
  readonly only: ReadonlySet<Work>;
  readonly map: ColumnMap;
  readonly isMedallionOwned: boolean | undefined;
  readonly isSelfManaged: boolean | undefined;
  readonly delimiter: Delimiter | undefined;
  readonly encoding: Encoding | undefined;
  readonly sheet: string | undefined;
  /** The row of the headers, from 1; undefined when nobody has said which. */
  readonly headerRow: number | undefined;

  /** How connections leave this network. */
  readonly proxies: Proxies;
  readonly rates: { readonly medallion: Rate; readonly verifiable: Rate; readonly caqh: Rate };
  /** Calls in flight for each platform. */
  readonly concurrency: { readonly medallion: number; readonly verifiable: number; readonly caqh: number };
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  /** How long a list may lag before "it is not there" is believed. */
  readonly settleMs: number;
  readonly caqhMaxAgeMs: number | undefined;
  readonly oneRequestPerState: boolean;
  readonly held: HeldSettings;

  readonly selection: Selection;
  readonly holds: Holds;
  readonly outputs: Outputs;
  readonly log: LogSettings;
  readonly progress: boolean;
  readonly quiet: boolean;
  /** The program to start when the run has ended, and its arguments. */
  readonly onEnd: readonly string[] | undefined;
  /** Whether rows that failed or are unknown make the exit code 1. */
  readonly failOn: "rows" | "run";
}

/** What the end of a run needs, also one that ends before its other settings are known. */
export type EndSettings = Pick<Settings, "log" | "progress" | "quiet" | "onEnd"> & {
  readonly outputs: Pick<Outputs, "summary" | "metrics">;
};

/** What becomes of a request for something that the provider holds already. */
export interface HeldSettings {
  /** It is requested all the same. */
  readonly request: boolean;
  /** What ends within this time counts as not held. */
  readonly renewWithinMs: number;
}

/** Which rows are worked on; all of them come out. */
export interface Selection {
  readonly onlyFailed: boolean;
  readonly limit: number | undefined;
  readonly where: { readonly header: string; readonly value: string } | undefined;
}

/** What stops a run before or while it changes things. */
export interface Holds {
  readonly maxCreates: number | undefined;
  readonly maxFailures: FailureLimit | undefined;
  readonly canary: number | undefined;
  readonly yes: boolean;
}

/** The files that a run writes; `-` is stdout. */
export interface Outputs {
  readonly results: string | undefined;
  readonly requests: string | undefined;
  readonly changes: string | undefined;
  readonly report: string | undefined;
  /** The header of the roster's own column that the report is grouped by. */
  readonly reportBy: string | undefined;
  /** Due dates for calendars. */
  readonly calendar: string | undefined;
  readonly summary: string | undefined;
  /** Figures for Prometheus. */
  readonly metrics: string | undefined;
}

/** Where the log goes and how much of it. */
export interface LogSettings {
  readonly file: string | undefined;
  readonly format: "pretty" | "json" | undefined;
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
}
