import { works } from "../roster/ask.ts";
import { encodings } from "../roster/dialect.ts";

/** A flag as the command line and the configuration file know it. */
export interface Flag {
  readonly describe: string;
  readonly type: "string" | "boolean" | "list";
  readonly alias?: string;
  readonly group: "Files" | "Rows" | "Platforms" | "Safety" | "Log";
  /** As the documentation says it; what happens is in config/resolve.ts. */
  readonly standard?: string;
  /** What people need on ordinary days; help shows it first. */
  readonly everyday?: true;
  /** The words that it takes, for completion. */
  readonly values?: readonly string[];
  /** It names a file, for completion. */
  readonly file?: true;
}

/** The flags of the commands that work on a roster. docs/reference.md lists the same; a test keeps them in step. */
export const flags = {
  output: {
    alias: "o",
    type: "string",
    group: "Files",
    describe: "Results file; - is stdout",
    standard: "beside NAME.csv: NAME.results.csv, NAME.plan.csv, NAME.sandbox.csv",
    file: true,
    everyday: true,
  },
  requests: { type: "string", group: "Files", describe: "Also write one line per request", file: true },
  changes: {
    type: "string",
    group: "Files",
    describe: "Also write one line per status that changed",
    file: true,
  },
  report: {
    type: "string",
    group: "Files",
    describe: "Also write an HTML report",
    file: true,
    everyday: true,
  },
  "report-by": {
    type: "string",
    group: "Files",
    describe: "The report groups and filters by this column of the roster",
  },
  calendar: {
    type: "string",
    group: "Files",
    describe: "Also write due dates as a calendar: expirations, revalidation, recredentialing, attestation",
    file: true,
  },
  summary: {
    type: "string",
    group: "Files",
    describe: "Also write the summary, as JSON",
    file: true,
    everyday: true,
  },
  ledger: {
    type: "string",
    group: "Files",
    describe: "The ledger file: the history of every request",
    standard: "roster-sync.db",
    file: true,
    everyday: true,
  },
  config: {
    type: "string",
    group: "Files",
    describe: "JSON config file (no secrets)",
    standard: "roster-sync.config.json if there",
    file: true,
  },
  delimiter: {
    type: "string",
    group: "Files",
    describe: "Column delimiter of the roster",
    standard: "detected",
    values: ["comma", "semicolon", "tab", "pipe"],
  },
  encoding: {
    type: "string",
    group: "Files",
    describe: "Encoding of the roster",
    standard: "detected",
    values: encodings,
  },
  sheet: {
    type: "string",
    group: "Files",
    describe: "Sheet of a workbook",
    standard: "the first, or the only one that is a roster",
  },

  only: {
    type: "string",
    group: "Rows",
    describe: "Only this kind of work: licenses, enrollments, credentialing, caqh, dates",
    standard: "all",
    values: works,
  },
  map: {
    type: "list",
    group: "Rows",
    describe:
      'A header that means a roster-sync column: "Header=column"; "Header=" leaves the column alone; repeatable',
  },
  "header-row": {
    type: "string",
    group: "Rows",
    describe: "The row number of the headers; the rows above it are copied unchanged",
    standard: "1",
  },
  "only-failed": {
    type: "boolean",
    group: "Rows",
    describe: "Only rows that failed, are unknown or were skipped in the results file",
    everyday: true,
  },
  limit: { type: "string", group: "Rows", describe: "Only the first N rows" },
  where: { type: "string", group: "Rows", describe: 'Only rows with this value: "column=value"' },

  sandbox: {
    type: "boolean",
    group: "Platforms",
    describe: "Run against simulated platforms started for this run",
    everyday: true,
  },
  "medallion-rate": {
    type: "string",
    group: "Platforms",
    describe: "Rate limit, for example 240/min",
    standard: "240/min",
  },
  "verifiable-rate": {
    type: "string",
    group: "Platforms",
    describe: "Rate limit, for example 240/min",
    standard: "1500/min",
  },
  "caqh-rate": {
    type: "string",
    group: "Platforms",
    describe: "Rate limit, for example 240/min",
    standard: "5/s",
  },
  concurrency: {
    type: "string",
    group: "Platforms",
    describe: "Calls in flight per platform",
    standard: "8; CAQH 4",
  },
  "request-timeout": {
    type: "string",
    group: "Platforms",
    describe: "Time limit for one call",
    standard: "30s for reads, 60s for writes",
  },
  settle: {
    type: "string",
    group: "Platforms",
    describe: "How long to keep checking before treating a request as not received",
    standard: "60s",
  },
  "one-request-per-state": {
    type: "boolean",
    group: "Platforms",
    describe: "Send each license state as a request of its own",
  },
  "request-held": {
    type: "boolean",
    group: "Platforms",
    describe: "Also request what the provider already holds",
  },
  "renew-within": {
    type: "string",
    group: "Platforms",
    describe: "Request again what ends within this time, for example 90d",
    standard: "0",
  },
  "caqh-max-age": {
    type: "string",
    group: "Platforms",
    describe: "Reuse a CAQH status in the ledger that is newer than this",
    standard: "off",
  },

  "max-failures": {
    type: "string",
    group: "Safety",
    describe: "Stop early after this many failed rows: N or N%",
    everyday: true,
  },
  "max-creates": {
    type: "string",
    group: "Safety",
    describe: "Send nothing when more than N requests would be created",
    everyday: true,
  },
  canary: {
    type: "string",
    group: "Safety",
    describe: "Send for the first N rows, then ask or stop",
    everyday: true,
  },
  yes: { type: "boolean", group: "Safety", describe: "Do not ask before the first request", everyday: true },

  "fail-on": {
    type: "string",
    group: "Safety",
    describe: "run: rows that failed do not change the exit code (0 instead of 1)",
    standard: "rows",
    values: ["rows", "run"],
  },
  "on-end": {
    type: "string",
    group: "Log",
    describe: "Start this program when the run has ended, whatever its exit code; no shell",
  },
  metrics: {
    type: "string",
    group: "Log",
    describe: "Also write the run's figures for Prometheus' textfile collector",
    file: true,
  },
  "log-file": { type: "string", group: "Log", describe: "Write the log there instead of stderr", file: true },
  "log-format": {
    type: "string",
    group: "Log",
    describe: "pretty or json",
    standard: "pretty on a terminal, else json",
    values: ["pretty", "json"],
  },
  "log-level": {
    type: "string",
    group: "Log",
    describe: "debug, info, warn, error or silent",
    standard: "info",
    values: ["debug", "info", "warn", "error", "silent"],
  },
  quiet: {
    type: "boolean",
    group: "Log",
    describe: "Nothing on stderr but one line when the exit code is not 0",
    everyday: true,
  },
  progress: {
    type: "boolean",
    group: "Log",
    describe: "Show progress on a terminal (--no-progress: do not)",
  },
} as const satisfies Readonly<Record<string, Flag>>;

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof flags;

/** What was said on the command line or in the configuration file, not checked yet. */
export type RawOptions = Readonly<
  Partial<Record<FlagName | "is-medallion-owned" | "is-self-managed", unknown>>
>;
