import { resolve } from "node:path";
import type { RawOptions } from "./flags.ts";
import { wordsOf } from "../ending/hook-command.ts";
import { UsageError } from "../errors.ts";
import { works, type Work } from "../roster/ask.ts";
import { columnOfHeader, inputColumns, isResultColumn, type RosterColumn } from "../roster/columns.ts";
import { delimiters, encodings, type Delimiter, type Encoding } from "../roster/dialect.ts";
import type { ColumnMap } from "../roster/headers.ts";
import { nearest } from "../roster/nearest.ts";
import type { Accounts } from "./accounts.ts";
import { durationMs, failureLimit, rateOf, wholeNumber } from "./measures.ts";
import { proxiesOf } from "./proxies.ts";
import type { EndSettings, LogSettings, Selection, Settings } from "./settings.ts";

const levels = ["debug", "info", "warn", "error", "silent"] as const;

/** What the settings are made from, the stronger first. */
export interface SettingSources {
  readonly flags: RawOptions;
  readonly file: RawOptions;
  readonly accounts: Accounts;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Makes the settings complete. Throws UsageError at the first that is wrong. */
export function resolveSettings({ flags, file, accounts, env, cwd }: SettingSources): Settings {
  const raw = { ...file, ...dropUndefined(flags) };
  const text = (name: keyof RawOptions): string | undefined => textOf(raw[name], name);
  const flag = (name: keyof RawOptions): boolean => booleanOf(raw[name], name) ?? false;
  const count = (name: keyof RawOptions): number | undefined =>
    raw[name] === undefined
      ? undefined
      : wholeNumber(
          raw[name],
          `--${name}`,
          name === "limit" || name === "canary" || name === "header-row" ? 1 : 0,
        );
  const duration = (name: keyof RawOptions): number | undefined => {
    const value = text(name);
    return value === undefined ? undefined : durationMs(value, `--${name}`);
  };
  const path = (name: keyof RawOptions): string | undefined => pathIn(cwd, text(name));
  const { outputs, ...rest } = resolveEnd({ flags, file, cwd });
  const timeout = duration("request-timeout");
  const concurrency =
    raw.concurrency === undefined ? undefined : wholeNumber(raw.concurrency, "--concurrency", 1);
  const maxFailures = text("max-failures");
  return {
    accounts,
    ledger: resolve(cwd, text("ledger") ?? set(env["ROSTER_SYNC_LEDGER"]) ?? "roster-sync.db"),
    config: path("config"),
    only: onlyOf(text("only")),
    // a column that the file leaves alone stays so when another one is named on the command line
    map: new Map([...mapOf(file.map), ...mapOf(flags.map)]),
    isMedallionOwned: booleanOf(raw["is-medallion-owned"], "is-medallion-owned"),
    isSelfManaged: booleanOf(raw["is-self-managed"], "is-self-managed"),
    delimiter: delimiterOf(text("delimiter")),
    encoding: encodingOf(text("encoding")),
    sheet: text("sheet"),
    headerRow: count("header-row"),
    proxies: proxiesOf(env),
    rates: {
      medallion: rateOf(text("medallion-rate") ?? "240/min", "--medallion-rate"),
      verifiable: rateOf(text("verifiable-rate") ?? "1500/min", "--verifiable-rate"),
      caqh: rateOf(text("caqh-rate") ?? "5/s", "--caqh-rate"),
    },
    concurrency: { medallion: concurrency ?? 8, verifiable: concurrency ?? 8, caqh: concurrency ?? 4 },
    readTimeoutMs: timeout ?? 30_000,
    writeTimeoutMs: timeout ?? 60_000,
    settleMs: duration("settle") ?? 60_000,
    caqhMaxAgeMs: text("caqh-max-age") === "off" ? undefined : duration("caqh-max-age"),
    oneRequestPerState: flag("one-request-per-state"),
    held: {
      request: flag("request-held"),
      renewWithinMs: /^0*$/.test(text("renew-within") ?? "0") ? 0 : (duration("renew-within") ?? 0),
    },
    selection: { onlyFailed: flag("only-failed"), limit: count("limit"), where: whereOf(text("where")) },
    holds: {
      maxCreates: count("max-creates"),
      maxFailures: maxFailures === undefined ? undefined : failureLimit(maxFailures, "--max-failures"),
      canary: count("canary"),
      yes: flag("yes"),
    },
    outputs: {
      results: text("output"),
      requests: path("requests"),
      changes: path("changes"),
      report: path("report"),
      reportBy: text("report-by"),
      calendar: path("calendar"),
      ...outputs,
    },
    failOn: failOnOf(text("fail-on")),
    ...rest,
  };
}

/** What the end of a run needs, of flags and configuration file. Throws UsageError at the first that is wrong. */
export function resolveEnd({
  flags,
  file,
  cwd,
}: Pick<SettingSources, "flags" | "file" | "cwd">): EndSettings {
  const raw = { ...file, ...dropUndefined(flags) };
  const text = (name: keyof RawOptions): string | undefined => textOf(raw[name], name);
  const quiet = booleanOf(raw.quiet, "quiet") ?? false;
  return {
    outputs: {
      summary: pathIn(cwd, text("summary")),
      metrics: pathIn(cwd, text("metrics")),
    },
    log: logOf(pathIn(cwd, text("log-file")), text("log-format"), text("log-level"), quiet),
    progress: booleanOf(raw.progress, "progress") ?? true,
    quiet,
    onEnd: onEndOf(raw["on-end"]),
  };
}

function pathIn(cwd: string, value: string | undefined): string | undefined {
  return value === undefined || value === "-" ? value : resolve(cwd, value);
}

/** One text, as it stands on a command line, or in the configuration file a list of words. */
function onEndOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const words = Array.isArray(value) ? value.map(String) : wordsOf(textOf(value, "on-end") ?? "");
  if (words.length === 0) throw new UsageError("--on-end names no program.");
  return words;
}

function failOnOf(text: string | undefined): Settings["failOn"] {
  if (text === undefined || text === "rows") return "rows";
  if (text === "run") return "run";
  throw new UsageError(`--fail-on "${text}" is not valid.`, "Use rows or run.");
}

function dropUndefined(options: RawOptions): RawOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function set(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}

function textOf(value: unknown, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(String).join(",");
  throw new UsageError(`--${name} needs a value.`);
}

function booleanOf(value: unknown, name: string): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (word === "yes" || word === "true") return true;
  if (word === "no" || word === "false") return false;
  throw new UsageError(`"${name}" is true or false, not ${JSON.stringify(value)}.`);
}

function onlyOf(text: string | undefined): ReadonlySet<Work> {
  if (text === undefined) return new Set(works);
  const wanted = text.split(",").map((word) => word.trim().toLowerCase());
  const found = wanted.map((word) => works.find((work) => work === word || work === `${word}s`));
  const wrong = wanted.find((_, index) => found[index] === undefined);
  if (wrong !== undefined) {
    const meant = nearest(wrong, works);
    const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
    throw new UsageError(`--only does not accept "${wrong}".`, `Use any of ${works.join(", ")}.${hint}`);
  }
  return new Set(found.filter((work) => work !== undefined));
}

function mapOf(value: unknown): ColumnMap {
  const pairs =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(
          ([header, column]) => [header, column === null ? "" : String(column)] as const,
        )
      : [value ?? []].flat().map((pair) => splitPair(typeof pair === "string" ? pair : JSON.stringify(pair)));
  return new Map(pairs.map(([header, name]) => [header, name.trim() === "" ? null : mappedColumn(name)]));
}

function mappedColumn(name: string): RosterColumn {
  const column = columnOfHeader(name);
  if (column !== undefined) return column;
  if (isResultColumn(name)) {
    throw new UsageError(
      `--map names "${name}", which roster-sync writes itself.`,
      `It adds that column at the right; --map "Header=" leaves a column alone.`,
    );
  }
  const meant = nearest(name, inputColumns);
  throw new UsageError(
    `--map names "${name}", which is not a roster-sync column.`,
    meant === undefined ? "roster-sync columns lists them." : `Did you mean ${meant}?`,
  );
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.lastIndexOf("=");
  if (at <= 0)
    throw new UsageError(
      `--map "${pair}" has no header and column.`,
      'Write it as --map "Header=column", or --map "Header=" to leave a column alone.',
    );
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

function whereOf(text: string | undefined): Selection["where"] {
  if (text === undefined) return undefined;
  const at = text.indexOf("=");
  if (at <= 0)
    throw new UsageError(`--where "${text}" has no column and value.`, 'Write it as --where "column=value".');
  return { header: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

const delimiterNames: ReadonlyMap<string, Delimiter> = new Map([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
  ["\\t", "\t"],
  ["pipe", "|"],
]);

function delimiterOf(text: string | undefined): Delimiter | undefined {
  if (text === undefined) return undefined;
  const found = delimiters.find((known) => known === text) ?? delimiterNames.get(text.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(`--delimiter "${text}" is not valid.`, "Use comma, semicolon, tab or pipe.");
}

const encodingNames: ReadonlyMap<string, Encoding> = new Map([
  ["utf8bom", "utf-8"],
  ["utf16", "utf-16le"],
  ["cp1252", "windows-1252"],
  ["latin1", "windows-1252"],
  ["ansi", "windows-1252"],
  ["mac", "macintosh"],
  ["macroman", "macintosh"],
]);

function encodingOf(text: string | undefined): Encoding | undefined {
  if (text === undefined) return undefined;
  const fold = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]/g, "");
  const found = encodings.find((known) => fold(known) === fold(text)) ?? encodingNames.get(fold(text));
  if (found !== undefined) return found;
  throw new UsageError(`--encoding "${text}" is not valid.`, `Use one of ${encodings.join(", ")}.`);
}

function logOf(
  file: string | undefined,
  format: string | undefined,
  level: string | undefined,
  quiet: boolean,
): LogSettings {
  if (format !== undefined && format !== "pretty" && format !== "json") {
    throw new UsageError(`--log-format "${format}" is not valid.`, "Use pretty or json.");
  }
  // the one line that --quiet allows is not the log's
  const standard = quiet && file === undefined ? "silent" : "info";
  const found = levels.find((known) => known === (level ?? standard));
  if (found === undefined) {
    throw new UsageError(`--log-level "${level}" is not valid.`, `Use one of ${levels.join(", ")}.`);
  }
  return { file, format, level: found };
}
