import { basename, dirname, extname, join } from "node:path";
import { OutputError } from "../errors.ts";
import { placeOf } from "../outputs/place.ts";
import type { Session } from "./session.ts";
import { layOut } from "../results/layout.ts";
import { excelDialect, openSink } from "../results/open-results.ts";
import { reportRow, type ReportedRow } from "../results/reported-row.ts";

/** A row of the canary with its own cells. */
export interface CanaryRow {
  readonly cells: readonly string[];
  readonly reported: ReportedRow;
}

/** All there is to say of some rows while the run is still at work. */
export async function canaryRows(
  rows: readonly number[],
  { source, places, staging, ledger, mode, runId, runtime, settings }: Session,
): Promise<readonly CanaryRow[]> {
  const last = rows.at(-1) ?? 0;
  const wanted = new Set(rows);
  const tools = {
    places,
    layout: layOut(places),
    staging,
    ledger,
    run: { mode, runId },
    anyChange: false,
    only: settings.only,
    statuses: [],
    absent: [],
    syncedAt: new Date(runtime.clock.now()).toISOString(),
  };
  const found: CanaryRow[] = [];
  for await (const { row, cells } of source.rows()) {
    if (row > last) break;
    if (!wanted.has(row)) continue;
    const [staged] = staging.rows.page(row, 1);
    found.push({ cells, reported: await reportRow({ row, cells, staged }, tools) });
  }
  return found;
}

/** Beside the results, and named after the run, so that it takes nobody's place: `NAME.canary.RUN.csv`. */
export function canaryFile({ results, roster, runId }: Session): string {
  const { kind } = placeOf(results);
  const beside = kind === "file" || kind === "missing" ? results : roster;
  const name = basename(beside, extname(beside)).replace(/\.results$/, "");
  return join(dirname(beside), `${name}.canary.${runId}.csv`);
}

/** Writes the canary's rows as a CSV of their own. Answers its path; undefined when it cannot be written. */
export async function writeCanaryFile(
  path: string,
  rows: readonly CanaryRow[],
  { source, places, outputs }: Session,
): Promise<string | undefined> {
  const layout = layOut(places);
  const dialect = source.format.kind === "csv" ? source.format.dialect : excelDialect;
  try {
    const sink = await openSink(await outputs.begin(path, "canary"), dialect);
    try {
      await sink.row(layout.header);
      for (const { cells, reported } of rows) await sink.row(layout.rowOf(cells, reported.answers));
      await sink.finish();
      return path;
    } finally {
      await sink.abandon();
    }
  } catch (error) {
    if (error instanceof OutputError) return undefined;
    throw error;
  }
}
