import { UsageError } from "../errors.ts";
import type { Proxies } from "../http/proxy.ts";
import type { LogSettings } from "../log/log.ts";
import type { Environment } from "../options/account-spec.ts";
import { platforms } from "../platforms/index.ts";
import type { ColumnMap } from "../roster/headers.ts";
import type { Rate } from "../text/counts.ts";
import { type Accounts, standardConfigFile } from "./environment.ts";
import {
  type Value,
  configurableColumns,
  rateFlag,
  settingFor,
  settingNamed,
  type RawOptions,
  type SettingName,
} from "./flags.ts";
import { proxiesOf } from "./proxies.ts";

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
interface PlatformSettings {
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
interface Holds {
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
export function platformSettings(all: Pick<Settings, "platforms">, name: string): PlatformSettings {
  const settings = all.platforms[name];
  if (settings === undefined) throw new Error(`there is no platform ${name}`);
  return settings;
}

/** What the settings are made from, the stronger first. */
export interface SettingSources {
  readonly flags: RawOptions;
  readonly file: RawOptions;
  readonly accounts: Accounts;
  readonly env: Environment;
  readonly cwd: string;
}

/** The value of one setting. Throws UsageError when it is wrong. */
type ValueOf = <Name extends SettingName>(name: Name) => Value<Name>;

/** The same of any setting, also of those that platforms bring along. */
type AnyValueOf = (name: string) => unknown;

/** Makes the settings complete. Throws UsageError at the first that is wrong. */
export function resolveSettings({ accounts, ...sources }: SettingSources): Settings {
  const { flags, env } = sources;
  const [value, setting] = [valuesIn(sources), settingsIn(sources)];
  // read when the run began, by which nobody could be told what is wrong with it
  value("sandbox");
  const { outputs, ...end } = endOf(value);
  const timeout = value("request-timeout");
  const concurrency = value("concurrency");
  return {
    accounts,
    ledger: value("ledger"),
    waitMs: value("wait"),
    config: value("config"),
    only: value("only"),
    // a column that the file leaves alone stays so when another one is named on the command line
    map: new Map(
      [{ flags: { config: flags.config } }, { file: {} }].flatMap((alone) => [
        ...(valuesIn({ ...sources, ...alone })("map") ?? []),
      ]),
    ),
    defaults: Object.fromEntries(
      configurableColumns.map((column) => [column, setting(settingFor(column)) as boolean | undefined]),
    ),
    delimiter: value("delimiter"),
    encoding: value("encoding"),
    sheet: value("sheet"),
    headerRow: value("header-row"),
    proxies: proxiesOf(env),
    platforms: Object.fromEntries(
      platforms.map(({ name, concurrency: usual, flags: own = {} }) => [
        name,
        {
          rate: setting(rateFlag(name)) as Rate,
          concurrency: concurrency ?? usual,
          options: Object.fromEntries(Object.keys(own).map((flag) => [flag, setting(flag)])),
        },
      ]),
    ),
    readTimeoutMs: timeout ?? 30_000,
    writeTimeoutMs: timeout ?? 60_000,
    settleMs: value("settle"),
    held: { request: value("request-held"), renewWithinMs: value("renew-within") },
    selection: { onlyFailed: value("only-failed"), limit: value("limit"), where: value("where") },
    holds: {
      maxCreates: value("max-creates"),
      maxFailures: value("max-failures"),
      canary: value("canary"),
      yes: value("yes"),
    },
    outputs: {
      results: value("output"),
      requests: value("requests"),
      changes: value("changes"),
      report: value("report"),
      reportBy: value("report-by"),
      calendar: value("calendar"),
      ...outputs,
    },
    failOn: value("fail-on"),
    ...end,
  };
}

/**
 * Whether a run is a rehearsal in the sandbox, by flags and configuration file. What is neither true nor false is not;
 * {@link resolveSettings} refuses it.
 */
export function isRehearsal({ flags, file }: Pick<SettingSources, "flags" | "file">): boolean {
  try {
    return valuesIn({ flags, file, env: {}, cwd: "" })("sandbox");
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/** What the end of a run needs, of flags and configuration file. Throws UsageError at the first that is wrong. */
export function resolveEnd(sources: Pick<SettingSources, "flags" | "file" | "cwd">): EndSettings {
  return endOf(valuesIn({ ...sources, env: {} }));
}

function endOf(value: ValueOf): EndSettings {
  const quiet = value("quiet");
  const logFile = value("log-file");
  // the one line that --quiet allows is not the log's
  const level: LogSettings["level"] = quiet && logFile === undefined ? "silent" : "info";
  return {
    outputs: { summary: value("summary"), metrics: value("metrics") },
    log: { file: logFile, format: value("log-format"), level: value("log-level") ?? level },
    progress: value("progress"),
    quiet,
    onEnd: value("on-end"),
  };
}

function valuesIn(sources: Omit<SettingSources, "accounts">): ValueOf {
  return settingsIn(sources) as ValueOf;
}

/** Reads settings one by one: the flag, else the file's, else the environment's, else what counts initially. */
function settingsIn({ flags, file, env, cwd }: Omit<SettingSources, "accounts">): AnyValueOf {
  const fileName = typeof flags.config === "string" ? flags.config : standardConfigFile;
  return (name) => {
    const { read, initial, variable } = settingNamed(name);
    const places: readonly (readonly [name: string, value: unknown])[] = [
      [`--${name}`, flags[name]],
      [`${fileName}: ${name}`, file[name]],
      ...(variable === undefined ? [] : [[variable, setIn(env, variable)] as const]),
      [name, initial],
    ];
    const [place, value] = places.find(([, each]) => each !== undefined) ?? [];
    return place === undefined ? undefined : read(value, { name: place, cwd, env });
  };
}

function setIn(env: Environment, variable: string): string | undefined {
  const value = env[variable];
  return value === undefined || value.trim() === "" ? undefined : value;
}
