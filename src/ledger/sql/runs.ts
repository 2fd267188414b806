import type { PastRun, RunCounts, RunRecord } from "../entry.ts";
import { ledgerTables } from "../rows.ts";
import { jsonText, type LedgerChange } from "../store.ts";
import type { RunReader } from "../stores.ts";
import {
  type SqlRow,
  type SqlValue,
  type Program,
  type Statement,
  textIn,
  timeIn,
  paged,
  rowsOf,
  write,
} from "./engine.ts";
import type { Reading } from "./store.ts";

/** The columns of the run table. */
const runColumns = Object.keys(ledgerTables.run.columns);

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
function recordOf(row: SqlRow): RunRecord {
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

const selected = `SELECT ${runColumns.join(", ")} FROM run`;

/** What can be asked about runs in their order. */
export function runReads({ select }: Reading): Pick<RunReader, "since" | "unfinished"> {
  return {
    since: async function* (at) {
      const sql = `${selected} WHERE started_at > ?1 OR (started_at = ?1 AND id > ?2) ORDER BY started_at, id LIMIT ?3`;
      const page = (last: SqlRow | undefined, size: number) =>
        select(rowsOf(runColumns, sql, last?.["started_at"] ?? at, last?.["id"] ?? "", size));
      for await (const row of paged(page)) yield pastRunOf(row);
    },
    unfinished: async () => {
      const sql = `${selected} WHERE ended_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1`;
      const [row] = await select(rowsOf(runColumns, sql));
      return row === undefined ? undefined : recordOf(row);
    },
  };
}

/** Changes of one row of a small table each. */
type SmallChange = Extract<
  LedgerChange,
  {
    readonly what:
      | "call"
      | "forget-calls"
      | "written"
      | "begin-run"
      | "run-counts"
      | "end-run"
      | "meta"
      | "forget-meta";
  }
>;

/** What is carried out by one statement, the same for all engines. */
export function* runRules(change: SmallChange): Program<undefined> {
  yield statementOf(change);
  return undefined;
}

function statementOf(change: SmallChange): Statement {
  switch (change.what) {
    case "call":
      return write("INSERT INTO call_made (account, at) VALUES (?1, ?2)", change.account, change.at);
    case "forget-calls":
      return write("DELETE FROM call_made WHERE account = ?1 AND at < ?2", change.account, change.before);
    case "written":
      return write(
        "INSERT INTO written (hash, run) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
        change.hash,
        change.run,
      );
    case "begin-run": {
      const { id, command, pid, host, startedAt } = change.run;
      return write(
        "INSERT INTO run (id, command, pid, host, started_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        id,
        command,
        pid,
        host,
        startedAt,
      );
    }
    case "run-counts":
      return write("UPDATE run SET counts = ?1 WHERE id = ?2", jsonText(change.counts), change.id);
    case "end-run":
      return write(
        "UPDATE run SET ended_at = ?1, exit_code = ?2 WHERE id = ?3",
        change.at,
        change.exitCode,
        change.id,
      );
    case "meta":
      return write(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
        change.name,
        change.value,
      );
    case "forget-meta":
      return write("DELETE FROM meta WHERE name = ?1", change.name);
  }
}
