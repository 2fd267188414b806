import type { RawOptions } from "../config/flags.ts";
import { durationMs } from "../config/measures.ts";
import { exitCodes, UsageError, type ExitCode } from "../errors.ts";
import { openLedger } from "../ledger/ledger.ts";
import { readLedger, type EntryFilter, type LedgerReading } from "../ledger/reading.ts";
import { ledgerColumns, ledgerLine } from "../results/ledger-table.ts";
import { briefRunColumns, briefRunLine, runColumns, runLine } from "../results/run-table.ts";
import { escapeFormula } from "../roster/escape.ts";
import type { Runtime } from "../runtime.ts";
import { recordedCommand } from "./recorded-command.ts";
import { settingsWithoutAccounts } from "./settings.ts";
import { writeTable, type TableFormat } from "./table.ts";

/** Lists, exports or resolves. */
export async function runLedgerAction(
  args: Readonly<Record<string, unknown>>,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const settings = settingsWithoutAccounts(options, runtime);
  if (args["action"] === "resolve") return resolve(settings.ledger, args, runtime, argv);
  const reading = readLedger(settings.ledger);
  try {
    const since = args["changed-since"];
    if (args["action"] === "runs") {
      await listRuns(reading, formatOf(args), settings.outputs.results, runtime);
    } else if (typeof since === "string") {
      await listChanges(
        reading,
        runtime.clock.now() - durationMs(since, "--changed-since"),
        formatOf(args),
        runtime,
      );
    } else {
      await listEntries(reading, args, settings.outputs.results, runtime);
    }
    return exitCodes.done;
  } finally {
    reading.close();
  }
}

function formatOf(args: Readonly<Record<string, unknown>>): TableFormat {
  const format = args["format"];
  if (format === "csv" || format === "json" || format === "table") return format;
  return args["action"] === "export" ? "csv" : "table";
}

function filterOf(args: Readonly<Record<string, unknown>>): EntryFilter {
  const text = (name: string): string | undefined =>
    typeof args[name] === "string" ? args[name] : undefined;
  return {
    platform: text("platform"),
    kind: text("kind"),
    standing: text("standing"),
    status: text("status"),
  };
}

async function listEntries(
  reading: LedgerReading,
  args: Readonly<Record<string, unknown>>,
  output: string | undefined,
  runtime: Runtime,
): Promise<void> {
  function* lines(): Generator<readonly string[]> {
    for (const entry of reading.entries(filterOf(args))) yield ledgerLine(entry);
  }
  await writeTable(ledgerColumns, lines(), formatOf(args), output, runtime);
}

async function listChanges(
  reading: LedgerReading,
  since: number,
  format: TableFormat,
  runtime: Runtime,
): Promise<void> {
  function* lines(): Generator<readonly string[]> {
    for (const { key, from, to, seenAt, entry } of reading.changesSince(since)) {
      yield [new Date(seenAt).toISOString(), key, entry?.remoteId ?? "", from, to];
    }
  }
  await writeTable(["seen_at", "key", "request_id", "from", "to"], lines(), format, undefined, runtime);
}

async function listRuns(
  reading: LedgerReading,
  format: TableFormat,
  output: string | undefined,
  runtime: Runtime,
): Promise<void> {
  const isBrief = format === "table";
  const lineOf = isBrief ? briefRunLine : runLine;
  function* lines(): Generator<readonly string[]> {
    for (const run of reading.runsSince(0)) yield lineOf(run);
  }
  await writeTable(isBrief ? briefRunColumns : runColumns, lines(), format, output, runtime);
}

async function resolve(
  path: string,
  args: Readonly<Record<string, unknown>>,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const { key, as, id } = args;
  if (typeof key !== "string" || (as !== "created" && as !== "absent")) {
    throw new UsageError(
      "resolve needs a key and what is true of it.",
      "roster-sync ledger resolve 'KEY' --as created --id ID, or --as absent. Keys are shown by ledger list.",
    );
  }
  readLedger(path).close();
  const now = runtime.clock.now();
  const run = {
    id: runtime.randomHex(6),
    command: recordedCommand(argv),
    pid: runtime.pid,
    host: runtime.host,
    startedAt: now,
  };
  const ledger = await openLedger(path, run, runtime.randomHex(16));
  try {
    const remoteId = typeof id === "string" ? id.toLowerCase() : undefined;
    const decision = as === "created" ? ({ exists: true, remoteId } as const) : ({ exists: false } as const);
    const before = await ledger.requests.resolve(key, decision, now);
    if (before === undefined) {
      throw new UsageError(
        `The ledger has no request "${key}".`,
        "Copy the key whole from roster-sync ledger list.",
      );
    }
    runtime.stdout.write(
      `${escapeFormula(key)}: was ${before.standing}, is ${as === "created" ? "accepted" : "released"}\n`,
    );
    return exitCodes.done;
  } finally {
    await ledger.close(exitCodes.done, runtime.clock.now());
  }
}
