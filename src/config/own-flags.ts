import { inGroup, words, type Flag } from "../options/option.ts";
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
  text,
  yesNo,
} from "../options/readers.ts";
import { works } from "../platforms/catalog.ts";
import { platforms } from "../platforms/index.ts";
import { encodings } from "../roster/dialect.ts";
import { columnMap, delimiter, encoding, headerAndValue, kindsOfWork } from "./roster-readers.ts";

const aFile = { type: "string", takes: "FILE", file: true, read: path } as const;
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
export const ownFlags = {
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
