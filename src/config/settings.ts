import type { LogSettings } from "../log/log.ts";
import type { Rate } from "../text/rate.ts";
import type { Proxies } from "../http/proxy.ts";
import type { ColumnMap } from "../roster/headers.ts";
import type { Accounts } from "./accounts.ts";
import type { Value } from "./flags.ts";

/** Everything that a run is told, checked and complete. Made once, never changed. */
export interface Settings {
  readonly accounts: Accounts;
  readonly ledger: Value<"ledger">;
  /** How long to wait for another run to end that holds it. */
  readonly waitMs: Value<"wait">;
  /** The configuration file that was named. */
  readonly config: Value<"config">;
  readonly only: Value<"only">;
  readonly map: ColumnMap;
  /** What counts where a yes-or-no cell of the roster is blank, by its column. */
  readonly defaults: Readonly<Record<string, boolean | undefined>>;
  readonly delimiter: Value<"delimiter">;
  readonly encoding: Value<"encoding">;
  readonly sheet: Value<"sheet">;
  /** The row of the headers, from 1; undefined when nobody has said which. */
  readonly headerRow: Value<"header-row">;

  /** How connections leave this network. */
  readonly proxies: Proxies;
  /** By the names of the platforms. */
  readonly platforms: Readonly<Record<string, PlatformSettings>>;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  /** How long to keep checking before a request counts as not received. */
  readonly settleMs: Value<"settle">;
  readonly held: HeldSettings;

  readonly selection: Selection;
  readonly holds: Holds;
  readonly outputs: Outputs;
  readonly log: LogSettings;
  readonly progress: Value<"progress">;
  readonly quiet: Value<"quiet">;
  /** The program to start when the run has ended, and its arguments. */
  readonly onEnd: Value<"on-end">;
  /** Whether rows that failed or are unknown make the exit code 1. */
  readonly failOn: Value<"fail-on">;
}

/** How one platform is to be treated. */
export interface PlatformSettings {
  readonly rate: Rate;
  /** Calls in flight. */
  readonly concurrency: number;
  /** The values of the flags that it has of its own, by their names. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What the end of a run needs, also one that ends before its other settings are known. */
export type EndSettings = Pick<Settings, "log" | "progress" | "quiet" | "onEnd"> & {
  readonly outputs: Pick<Outputs, "summary" | "metrics">;
};

/** What becomes of a request for something that the provider holds already. */
export interface HeldSettings {
  /** It is requested all the same. */
  readonly request: Value<"request-held">;
  /** What ends within this time counts as not held. */
  readonly renewWithinMs: Value<"renew-within">;
}

/** Which rows are worked on; all of them come out. */
export interface Selection {
  readonly onlyFailed: Value<"only-failed">;
  readonly limit: Value<"limit">;
  readonly where: Value<"where">;
}

/** What stops a run before or while it changes things. */
export interface Holds {
  readonly maxCreates: Value<"max-creates">;
  readonly maxFailures: Value<"max-failures">;
  readonly canary: Value<"canary">;
  readonly yes: Value<"yes">;
}

/** The files that a run writes; `-` is stdout. */
export interface Outputs {
  readonly results: Value<"output">;
  readonly requests: Value<"requests">;
  readonly changes: Value<"changes">;
  readonly report: Value<"report">;
  /** The header of the roster's own column that the report is grouped by. */
  readonly reportBy: Value<"report-by">;
  /** Due dates for calendars. */
  readonly calendar: Value<"calendar">;
  readonly summary: Value<"summary">;
  /** Figures for Prometheus. */
  readonly metrics: Value<"metrics">;
}

/** How a platform is to be treated. Throws for a name that no platform has. */
export function platformSettings({ platforms }: Pick<Settings, "platforms">, name: string): PlatformSettings {
  const settings = platforms[name];
  if (settings === undefined) throw new Error(`there is no platform ${name}`);
  return settings;
}
