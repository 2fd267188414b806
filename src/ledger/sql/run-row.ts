import type { PastRun, RunCounts, RunRecord } from "../run-record.ts";
import { ledgerTables } from "../rows.ts";
import type { SqlRow, SqlValue } from "./engine.ts";
import { textIn, timeIn } from "./row-values.ts";

/** The columns of the run table. */
export const runColumns = Object.keys(ledgerTables.run.columns);

/** A row of the run table as a run. */
export function pastRunOf(row: SqlRow): PastRun {
  const counts = textIn(row, "counts");
  return {
    ...recordOf(row),
    endedAt: timeIn(row, "ended_at"),
    exitCode: timeIn(row, "exit_code"),
    counts: counts === undefined ? undefined : (JSON.parse(counts) as RunCounts),
  };
}

/** Who it was, of a row of the run table. */
export function recordOf(row: SqlRow): RunRecord {
  return {
    id: String(row["id"]),
    command: String(row["command"]),
    pid: Number(row["pid"]),
    host: String(row["host"]),
    startedAt: Number(row["started_at"]),
  };
}

/** A run as a record of its columns. */
export function runRecord({
  id,
  command,
  pid,
  host,
  startedAt,
  endedAt,
  exitCode,
  counts,
}: PastRun): Record<string, SqlValue> {
  return {
    id,
    command,
    pid,
    host,
    started_at: startedAt,
    ended_at: endedAt ?? null,
    exit_code: exitCode ?? null,
    counts: counts === undefined ? null : JSON.stringify(counts),
  };
}
