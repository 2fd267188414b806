import type { RawOptions } from "../../config/flags.ts";
import type { Settings } from "../../config/resolve.ts";
import { UsageError, type ExitCode } from "../../errors.ts";
import { openLog } from "../../log/log.ts";
import { beginOwnOutput, tellOfKept } from "../../outputs/run-outputs.ts";
import type { ExportTable } from "../../platforms/exports.ts";
import { eventSentence } from "../../progress/lines.ts";
import { plainDialect } from "../../results/csv-text.ts";
import { openSink } from "../../results/open-results.ts";
import { openRunPace, connect, type Connected } from "../../run/clients.ts";
import type { Runtime } from "../../runtime.ts";
import { pathOf } from "../path.ts";
import { checkSomePlatform, settingsOf } from "../settings.ts";
import { expirationOrder, writeExpirations } from "./expirations.ts";
import { exportTable, type LineSink } from "./export.ts";
import { exporters, exportFilters } from "./filters.ts";

/** Exports what a command line names. */
export async function exportList(
  args: Readonly<Record<string, unknown>>,
  options: RawOptions,
  runtime: Runtime,
): Promise<ExitCode> {
  const settings = settingsOf(options, runtime, ["output"]);
  checkSomePlatform(settings);
  const write = writerOf(args, settings);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort({ code: "interrupted", reason: "the export was interrupted" });
  runtime.interrupted.addEventListener("abort", stop, { once: true });
  const runId = runtime.randomHex(6);
  const sharedPace = await openRunPace(settings.ledger, { run: runId, clock: runtime.clock });
  try {
    const connected = await connect({
      settings,
      runtime,
      calls: undefined,
      sharedPace,
      log: openLog(settings.log, runtime, runId, eventSentence),
      runId,
      signal: stopping.signal,
    });
    const { results } = settings.outputs;
    const path = pathOf(results ?? "-", runtime.cwd);
    const sink = await openSink(await beginOwnOutput(path, { settings, runtime }), plainDialect);
    try {
      const code = await write(connected, sink, (sentence) => runtime.stderr.write(`${sentence}\n`));
      tellOfKept(await sink.finish(), runtime);
      return code;
    } finally {
      await sink.abandon();
      await Promise.all(connected.map(({ client }) => client.close()));
    }
  } finally {
    await sharedPace?.close();
  }
}

/** Writes what was asked for, and answers with the exit code. */
type Writer = (
  connected: readonly Connected[],
  sink: LineSink,
  warn: (sentence: string) => void,
) => Promise<ExitCode>;

function writerOf(args: Readonly<Record<string, unknown>>, settings: Settings): Writer {
  if (args["what"] === "expirations") {
    const order = expirationOrder(args, settings);
    return (...how) => writeExpirations(order, ...how);
  }
  const table = tableOf(String(args["what"]), args["platform"], settings);
  const query = queryOf(table, args);
  return (connected, sink, warn) => {
    const client = connected.find(({ name }) => name === table.platform)?.client;
    if (client === undefined) throw new Error(`${table.platform} is not connected`);
    return exportTable(table, query, client, sink, warn);
  };
}

function tableOf(what: string, wanted: unknown, { accounts }: Settings): ExportTable {
  const standard = exporters.find(({ name }) => accounts[name] !== undefined) ?? exporters.at(-1);
  const { name: platform = "", exports } = exporters.find(({ name }) => name === wanted) ?? standard ?? {};
  const account = accounts[platform];
  if (account === undefined) {
    throw new UsageError(`${platform} is not configured.`, "Set its credentials (see docs/reference.md).");
  }
  const tables = exports?.(account) ?? [];
  const table = tables.find((each) => each.what === what);
  if (table !== undefined) return table;
  const known = tables.map((each) => each.what).join(", ");
  throw new UsageError(`${platform} has no ${what} to export.`, `It has ${known}.`);
}

/** A filter that the platform does not know would be ignored by it, and everything come out. */
function queryOf(
  table: ExportTable,
  args: Readonly<Record<string, unknown>>,
): readonly (readonly [string, string])[] {
  return Object.keys(exportFilters).flatMap((flag) => {
    const value = args[flag];
    if (typeof value !== "string") return [];
    const name = table.filters[flag];
    if (name !== undefined) return [[name, value] as const];
    const known = Object.keys(table.filters).map((each) => `--${each}`);
    throw new UsageError(`--${flag} does not filter ${table.what}.`, `These do: ${known.join(", ")}.`);
  });
}
