import type { Database, SqlRow } from "../database/database.ts";
import { textIn } from "../database/row-text.ts";
import type { GroupCommit } from "./commit.ts";

/** Who works with a ledger. */
export interface RunRecord {
  readonly id: string;
  readonly command: string;
  readonly pid: number;
  readonly host: string;
  readonly startedAt: number;
}

/** What a run over a roster came to, by names such as `open license`; kept so that runs can be compared. */
export type RunCounts = Readonly<Record<string, number>>;

/** A run as the ledger remembers it. Times are milliseconds since the epoch. */
export interface PastRun extends RunRecord {
  /** Undefined while it is at work, or when it was killed. */
  readonly endedAt: number | undefined;
  readonly exitCode: number | undefined;
  /** Undefined for runs that counted nothing. */
  readonly counts: RunCounts | undefined;
}

/** The runs that worked with this ledger. */
export class Runs {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** Puts a run on record. */
  begin(run: RunRecord): Promise<void> {
    return this.#commit.write(() => {
      this.#database
        .prepare("INSERT INTO run (id, command, pid, host, started_at) VALUES (?, ?, ?, ?, ?)")
        .run(run.id, run.command, run.pid, run.host, run.startedAt);
    });
  }

  /** Puts on record what it came to. */
  recordCounts(id: string, counts: RunCounts): Promise<void> {
    return this.#commit.write(() => {
      this.#database.prepare("UPDATE run SET counts = ? WHERE id = ?").run(JSON.stringify(counts), id);
    });
  }

  /** Whether a run of this id worked with this ledger; only one at a time does. */
  has(id: string): boolean {
    return this.#database.prepare("SELECT 1 FROM run WHERE id = ?").get(id) !== undefined;
  }

  /** Puts its end on record. */
  end(id: string, exitCode: number, at: number): Promise<void> {
    return this.#commit.write(() => {
      this.#database.prepare("UPDATE run SET ended_at = ?, exit_code = ? WHERE id = ?").run(at, exitCode, id);
    });
  }

  /** Those that began at or after a time, oldest first. */
  async since(at: number): Promise<readonly PastRun[]> {
    return [...runsSince(this.#database, at)];
  }
}

const together = 500;

/** The runs that began at or after a time, oldest first. */
export function* runsSince(database: Database, at: number): Generator<PastRun> {
  const statement = database.prepare(
    "SELECT *, rowid AS place FROM run WHERE (started_at, rowid) > (?, ?) ORDER BY started_at, rowid LIMIT ?",
  );
  for (let after: readonly [number, number] = [at, -1]; ;) {
    const rows = statement.all(...after, together);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = [Number(last["started_at"]), Number(last["place"])];
    for (const row of rows) yield pastRunOf(row);
  }
}

function pastRunOf(row: SqlRow): PastRun {
  const counts = textIn(row, "counts");
  const number = (name: string): number | undefined =>
    typeof row[name] === "number" ? row[name] : undefined;
  return {
    ...recordOf(row),
    endedAt: number("ended_at"),
    exitCode: number("exit_code"),
    counts: counts === undefined ? undefined : (JSON.parse(counts) as RunCounts),
  };
}

function recordOf(row: SqlRow): RunRecord {
  return {
    id: String(row["id"]),
    command: String(row["command"]),
    pid: Number(row["pid"]),
    host: String(row["host"]),
    startedAt: Number(row["started_at"]),
  };
}

/** The run that has not ended, if there is one; the newest when several died. */
export function unfinishedRun(database: Database): RunRecord | undefined {
  const row = database
    .prepare("SELECT * FROM run WHERE ended_at IS NULL ORDER BY started_at DESC, rowid DESC LIMIT 1")
    .get();
  return row === undefined ? undefined : recordOf(row);
}
