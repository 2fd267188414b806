import { works } from "../platforms/catalog.ts";
import { platforms } from "../platforms/index.ts";
import { encodings } from "../roster/dialect.ts";
import {
  command,
  count,
  duration,
  durationOrOff,
  durationOrZero,
  failures,
  ledgerAddress,
  ledgerVariable,
  path,
  rate,
  text,
  yesNo,
} from "../options/readers.ts";
import { columnMap, delimiter, encoding, headerAndValue, kindsOfWork } from "./roster-readers.ts";
import { inGroup, words, type Flag, type Setting } from "../options/option.ts";

const aFile = { type: "string", takes: "FILE", file: true, read: path } as const;
const aRate = {
  type: "string",
  takes: "RATE",
  describe: "Rate limit, for example 240/min",
  read: rate,
} as const;
const aTime = { type: "string", takes: "TIME" } as const;
/** What counts on most platforms, and those on which another number does. */
function standardConcurrency(): string {
  const [most = 1] = platforms.map(({ concurrency }) => concurrency);
  const others = platforms.filter(({ concurrency }) => concurrency !== most);
  return [String(most), ...others.map(({ title, concurrency }) => `${title} ${concurrency}`)].join("; ");
}
const aNumber = { type: "string", takes: "N" } as const;
const aSwitch = { type: "boolean", read: yesNo, initial: false } as const;

/** The flags that have nothing to do with single platforms. */
const ownFlags = {
  ...inGroup("Files", {
    output: {
      ...aFile,
      alias: "o",
      describe: "Results file; - is stdout",
      standard: "beside NAME.csv: NAME.results.csv, NAME.plan.csv, NAME.sandbox.csv",
      everyday: true,
      // where it goes depends on the roster
      read: text,
    },
    requests: { ...aFile, describe: "Also write one line per request" },
    changes: { ...aFile, describe: "Also write one line per status that changed" },
    report: { ...aFile, describe: "Also write an HTML report", everyday: true },
    "report-by": {
      type: "string",
      takes: '"Header"',
      describe: "The report groups and filters by this column of the roster",
      read: text,
    },
    calendar: {
      ...aFile,
      describe: "Also write due dates as a calendar: expirations, revalidation, recredentialing, attestation",
    },
    summary: { ...aFile, describe: "Also write the summary, as JSON", everyday: true },
    ledger: {
      ...aFile,
      describe: "The ledger: the history of every request, a file or postgres://HOST/DATABASE?ledger=NAME",
      read: ledgerAddress,
      initial: "roster-sync.db",
      variable: ledgerVariable,
      everyday: true,
    },
    wait: {
      type: "string",
      takes: "TIME",
      describe: "Wait this long for a ledger that another run holds",
      standard: "off",
      read: durationOrOff,
    },
    config: {
      ...aFile,
      describe: "JSON config file (no secrets)",
      standard: "roster-sync.config.json if there",
    },
    delimiter: {
      type: "string",
      takes: "WORD",
      describe: "Column delimiter of the roster",
      standard: "detected",
      values: ["comma", "semicolon", "tab", "pipe"],
      read: delimiter,
    },
    encoding: {
      type: "string",
      takes: "NAME",
      describe: "Encoding of the roster",
      standard: "detected",
      values: encodings,
      read: encoding,
    },
    sheet: {
      type: "string",
      takes: "NAME",
      describe: "Sheet of a workbook",
      standard: "the first, or the only one that is a roster",
      read: text,
    },
  }),

  ...inGroup("Rows", {
    only: {
      type: "string",
      takes: "LIST",
      describe: `Only this kind of work: ${works.join(", ")}`,
      initial: works.join(","),
      standard: "all",
      values: works,
      read: kindsOfWork,
    },
    map: {
      type: "list",
      takes: '"Header=column"',
      describe:
        'A header that means a roster-sync column: "Header=column"; "Header=" leaves the column alone; repeatable',
      read: columnMap,
    },
    "header-row": {
      ...aNumber,
      describe: "The row number of the headers; the rows above it are copied unchanged",
      standard: "1",
      read: count(1),
    },
    "only-failed": {
      ...aSwitch,
      describe: "Only rows that failed, are unknown or were skipped in the results file",
      everyday: true,
    },
    limit: { ...aNumber, describe: "Only the first N rows", read: count(1) },
    where: {
      type: "string",
      takes: '"column=value"',
      describe: 'Only rows with this value: "column=value"',
      read: headerAndValue,
    },
  }),

  ...inGroup("Platforms", {
    sandbox: {
      ...aSwitch,
      describe: "Run against simulated platforms started for this run",
      everyday: true,
    },
    concurrency: {
      ...aNumber,
      describe: "Calls in flight per platform",
      standard: standardConcurrency(),
      read: count(1),
    },
    "request-timeout": {
      ...aTime,
      describe: "Time limit for one call",
      standard: "30s for reads, 60s for writes",
      read: duration,
    },
    settle: {
      ...aTime,
      describe: "How long to keep checking before treating a request as not received",
      initial: "60s",
      read: duration,
    },
    "request-held": { ...aSwitch, describe: "Also request what the provider already holds" },
    "renew-within": {
      ...aTime,
      describe: "Request again what ends within this time, for example 90d",
      initial: "0",
      read: durationOrZero,
    },
  }),

  ...inGroup("Safety", {
    "max-failures": {
      ...aNumber,
      describe: "Stop early after more failed rows than this: N or N%",
      everyday: true,
      read: failures,
    },
    "max-creates": {
      ...aNumber,
      describe: "Send nothing when more than N requests would be created",
      everyday: true,
      read: count(0),
    },
    canary: {
      ...aNumber,
      describe: "Send for the first N rows, then ask or stop",
      everyday: true,
      read: count(1),
    },
    yes: { ...aSwitch, describe: "Do not ask before the first request", everyday: true },
    "fail-on": {
      ...words(["rows", "run"]),
      takes: "rows",
      describe: "run: rows that failed do not change the exit code (0 instead of 1)",
      initial: "rows",
    },
  }),

  ...inGroup("Log", {
    "on-end": {
      type: "string",
      takes: "COMMAND",
      describe: "Start this program when the run has ended, whatever its exit code; no shell",
      read: command,
    },
    metrics: { ...aFile, describe: "Also write the run's figures for Prometheus' textfile collector" },
    "log-file": { ...aFile, describe: "Write the log there instead of stderr" },
    "log-format": {
      ...words(["pretty", "json"]),
      takes: "WORD",
      describe: "pretty or json",
      standard: "pretty on a terminal, else json",
    },
    "log-level": {
      ...words(["debug", "info", "warn", "error", "silent"]),
      takes: "WORD",
      describe: "debug, info, warn, error or silent",
      standard: "info",
    },
    quiet: {
      ...aSwitch,
      describe: "Nothing on stderr but one line when the exit code is not 0",
      everyday: true,
    },
    progress: {
      ...aSwitch,
      describe: "Show progress on a terminal (--no-progress: do not)",
      initial: true,
    },
  }),
} as const satisfies Readonly<Record<string, Flag>>;

/** The name of a flag that a platform brings along, without its dashes. */
export type PlatformFlagName = string & { readonly broughtBy: "platform" };

/** The flag for the rate limit of a platform. */
export function rateFlag(platform: string): PlatformFlagName {
  return `${platform}-rate` as PlatformFlagName;
}

/** The flags that platforms bring along, each with the one behind which it is listed. */
const platformFlags: readonly (readonly [name: string, flag: Flag, after: string])[] = [
  ...platforms.map(
    ({ name, rate: initial }) =>
      [rateFlag(name), { ...aRate, initial, group: "Platforms" }, "sandbox"] as const,
  ),
  ...platforms.flatMap(({ flags: own = {} }) =>
    Object.entries(own).map(
      ([name, { after, ...flag }]) => [name, { ...flag, group: "Platforms" }, after] as const,
    ),
  ),
];

/** The flags of the commands that work on a roster. */
export const flags: Readonly<Record<string, Flag>> = Object.fromEntries(
  Object.entries<Flag>(ownFlags).flatMap(([name, flag]) => [
    [name, flag] as const,
    ...platformFlags.flatMap(([added, theirs, after]) => (after === name ? [[added, theirs] as const] : [])),
  ]),
);

/** The columns for whose blank cells a yes or no of the configuration file counts. */
export const configurableColumns: readonly string[] = platforms
  .flatMap(({ columns }) => columns)
  .filter(({ configurable }) => configurable === true)
  .map(({ name }) => name);

/** What only the configuration file takes: it counts where a cell of the roster is blank. */
export const fileSettings: Readonly<Record<string, Setting<boolean>>> = Object.fromEntries(
  configurableColumns.map((name) => [
    settingFor(name),
    { describe: `\`true\` or \`false\` for \`${name}\``, read: yesNo },
  ]),
);

/** The setting of the configuration file that counts where a cell of a column is blank. */
export function settingFor(column: string): string {
  return column.replaceAll("_", "-");
}

/** Every setting. */
export const settings: Readonly<Record<string, Setting>> = { ...flags, ...fileSettings };

/** A setting by its name. Throws for a name that no setting has. */
export function settingNamed(name: string): Setting {
  const setting = settings[name];
  if (setting === undefined) throw new Error(`there is no setting ${name}`);
  return setting;
}

/** A flag by its name. Throws for a name that no flag has. */
export function flagNamed(name: FlagName): Flag {
  const flag = flags[name];
  if (flag === undefined) throw new Error(`there is no flag ${name}`);
  return flag;
}

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof ownFlags | PlatformFlagName;

/** The name of a setting that has nothing to do with single platforms. */
export type SettingName = keyof typeof ownFlags;

/** What a setting is once it has been read. */
export type Value<Name extends SettingName> =
  | ReturnType<(typeof ownFlags)[Name]["read"]>
  | ((typeof ownFlags)[Name] extends { readonly initial: unknown } ? never : undefined);

/** What was said on the command line or in the configuration file, not checked yet. */
export type RawOptions = Readonly<Partial<Record<SettingName, unknown>>> & Readonly<Record<string, unknown>>;
