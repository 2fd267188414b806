/** A flag as the command line and the configuration file know it. */
export interface Flag {
  readonly describe: string;
  readonly type: "string" | "boolean" | "list";
  readonly alias?: string;
  readonly group: "Files" | "Rows" | "Platforms" | "Safety" | "Log";
  /** As the documentation says it; what happens is in config/resolve.ts. */
  readonly standard?: string;
}

/** The flags of the commands that work on a roster. docs/reference.md lists the same; a test keeps them in step. */
export const flags = {
  output: {
    alias: "o",
    type: "string",
    group: "Files",
    describe: "Results file; - is stdout",
    standard: "NAME.results.csv beside NAME.csv",
  },
  requests: { type: "string", group: "Files", describe: "Also a long table: one line per request" },
  changes: { type: "string", group: "Files", describe: "Also a table of statuses that moved" },
  report: { type: "string", group: "Files", describe: "Also a page for people, as HTML" },
  "report-by": {
    type: "string",
    group: "Files",
    describe: "The report groups and filters by this column of the roster",
  },
  summary: { type: "string", group: "Files", describe: "Also the summary, as JSON" },
  ledger: {
    type: "string",
    group: "Files",
    describe: "Where requests and ids are remembered",
    standard: "roster-sync.db",
  },
  config: {
    type: "string",
    group: "Files",
    describe: "JSON file with any of these settings, secrets aside",
    standard: "roster-sync.config.json if there",
  },
  delimiter: {
    type: "string",
    group: "Files",
    describe: "What parts the roster's cells",
    standard: "detected",
  },
  encoding: { type: "string", group: "Files", describe: "How the roster is encoded", standard: "detected" },
  sheet: { type: "string", group: "Files", describe: "Which sheet of a workbook", standard: "the first" },

  only: {
    type: "string",
    group: "Rows",
    describe: "Of licenses, enrollments, credentialing, caqh",
    standard: "all",
  },
  map: {
    type: "list",
    group: "Rows",
    describe:
      'A header that means one of our columns: "Header=column"; "Header=" leaves the column alone; repeatable',
  },
  "only-failed": {
    type: "boolean",
    group: "Rows",
    describe: "Work only on rows that failed, are unknown or were skipped in an earlier results file",
  },
  limit: { type: "string", group: "Rows", describe: "Work only on the first so many rows" },
  where: { type: "string", group: "Rows", describe: 'Work only on rows with this value: "column=value"' },

  sandbox: {
    type: "boolean",
    group: "Platforms",
    describe: "Run against an imitation of the platforms started for this run",
  },
  "medallion-rate": { type: "string", group: "Platforms", describe: "Calls per time", standard: "240/min" },
  "verifiable-rate": { type: "string", group: "Platforms", describe: "Calls per time", standard: "1500/min" },
  "caqh-rate": { type: "string", group: "Platforms", describe: "Calls per time", standard: "5/s" },
  concurrency: {
    type: "string",
    group: "Platforms",
    describe: "Calls in flight per platform",
    standard: "8; CAQH 4",
  },
  "request-timeout": {
    type: "string",
    group: "Platforms",
    describe: "Deadline of one call",
    standard: "30s for reads, 60s for writes",
  },
  settle: {
    type: "string",
    group: "Platforms",
    describe: 'How long a list may lag before "it is not there" is believed',
    standard: "60s",
  },
  "one-request-per-state": { type: "boolean", group: "Platforms", describe: "No grouping of license states" },
  "caqh-max-age": {
    type: "string",
    group: "Platforms",
    describe: "Reuse a CAQH status that the ledger knows and that is younger",
    standard: "off",
  },

  "max-failures": {
    type: "string",
    group: "Safety",
    describe: "Stop early past so many failed rows: N or N%",
  },
  "max-creates": {
    type: "string",
    group: "Safety",
    describe: "Refuse to start when more than N requests would be created",
  },
  canary: { type: "string", group: "Safety", describe: "Send for the first N rows, then ask or stop" },
  yes: { type: "boolean", group: "Safety", describe: "Do not ask before the first write" },

  "log-file": { type: "string", group: "Log", describe: "The log there instead of stderr" },
  "log-format": {
    type: "string",
    group: "Log",
    describe: "pretty or json",
    standard: "pretty on a terminal, else json",
  },
  "log-level": {
    type: "string",
    group: "Log",
    describe: "debug, info, warn, error or silent",
    standard: "info",
  },
  quiet: { type: "boolean", group: "Log", describe: "Nothing on stderr but errors" },
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
