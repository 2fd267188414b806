import type { ColumnPlaces } from "../cells/cells.ts";
import type { Settings } from "../config/resolve.ts";
import { type UserError, OutputError } from "../errors.ts";
import type { Problem } from "../faults/problem.ts";
import { lapsesOf } from "../holdings/lapse.ts";
import type { Finished } from "../outputs/output-file.ts";
import { platforms } from "../platforms/index.ts";
import { plainDialect } from "../results/csv-text.ts";
import { lenient, type LenientSink, openResults, openSink } from "../results/open-results.ts";
import { writeResults } from "../results/write-results.ts";
import { unescapeFormula } from "../roster/columns.ts";
import { cellUnder, rowFilter } from "../staging/selection.ts";
import { trimmed } from "../text/plain-text.ts";
import type { RunEnd, FinishTools, Takers } from "./run-summary.ts";

/** Every other stop is told of each request that met it; a ledger that fails ends the work at one blow. */
function ledgerStop({ stop }: RunEnd): Problem | undefined {
  if (stop?.code !== "ledger_failed") return undefined;
  return { code: stop.code, message: stop.reason };
}

/** The tables of a run once they have their names. */
interface WrittenTables {
  /** The keys of the changes that were told. */
  readonly reported: readonly string[];
  /** Where the results are. */
  readonly results: string;
  readonly written: readonly Finished[];
  readonly problem: UserError | undefined;
}

export async function writeFiles(
  end: RunEnd,
  tools: FinishTools,
  { tally, standings, lapses, report, today }: Takers,
): Promise<WrittenTables> {
  const { settings, runtime, source, places, outputs } = tools;
  const beside = async (name: "requests" | "changes"): Promise<LenientSink | undefined> => {
    const file = outputs.sides.get(name);
    return file === undefined ? undefined : lenient(await openSink(file, plainDialect));
  };
  const sinks = {
    results: await openResults(outputs.results, { ...source, places }),
    requests: await beside("requests"),
    changes: await beside("changes"),
  };
  const open = [sinks.results, sinks.requests, sinks.changes].filter((each) => each !== undefined);
  try {
    const group = cellUnder("--report-by", settings.outputs.reportBy, places);
    const ics = outputs.sides.get("calendar");
    const syncedAt = new Date(runtime.clock.now()).toISOString();
    const calendar =
      ics === undefined
        ? undefined
        : new (await import("../calendar/calendar-file.ts")).CalendarFile(ics, syncedAt);
    const reported = await writeResults(source.rows(), {
      places,
      staging: tools.staging,
      ledger: tools.ledger,
      run: { mode: end.mode, runId: end.runId, stop: ledgerStop(end) },
      sinks,
      tally,
      onRow: async (row, cells) => {
        standings.add(row);
        const soon = lapsesOf(row.dates?.holdings ?? [], today);
        lapses.add(soon);
        report?.add(row, group(cells), soon);
        await calendar?.add(row, soon);
      },
      only: settings.only,
      statuses: tools.connected
        .flatMap(({ platform }) => platform.statuses)
        .filter(({ kind }) => settings.only.has(kind.name)),
      absent: platforms
        .filter(({ name }) => settings.accounts[name] === undefined)
        .flatMap(({ statuses = [] }) => statuses)
        .filter(({ name }) => settings.only.has(name)),
      isSelected: selectionOf(settings, places),
      syncedAt,
      unasked: { sync_result: "skipped", synced_at: syncedAt },
    });
    const results = await sinks.results.finish();
    const others = [await sinks.requests?.finish(), await sinks.changes?.finish(), await calendar?.finish()];
    const { conflict } = results;
    const problem = conflict === undefined ? undefined : new OutputError(conflict, takeBoth);
    return {
      reported,
      results: results.path,
      written: [results, ...others].filter((each) => each !== undefined),
      problem: problem ?? sinks.requests?.problem() ?? sinks.changes?.problem() ?? calendar?.problem,
    };
  } finally {
    for (const each of open) await each.abandon();
  }
}

const takeBoth =
  "Keep what you need from the two files, and run the same command again; nothing is requested twice.";

/** The same choice of rows as when they were read. */
function selectionOf(settings: Settings, places: ColumnPlaces): (cells: readonly string[]) => boolean {
  const filter = rowFilter(settings.selection, places);
  const index = places.indexOf.get("sync_result");
  return (cells) => {
    const previous = index === undefined ? "" : trimmed(unescapeFormula(cells[index] ?? ""));
    return filter(cells, previous === "" ? undefined : previous);
  };
}
