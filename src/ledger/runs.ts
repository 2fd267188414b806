import type { Database } from "../database/database.ts";
import type { GroupCommit } from "./commit.ts";

/** Who works with a ledger. */
export interface RunRecord {
  readonly id: string;
  readonly command: string;
  readonly pid: number;
  readonly host: string;
  readonly startedAt: number;
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

  /** Puts its end on record. */
  end(id: string, exitCode: number, at: number): Promise<void> {
    return this.#commit.write(() => {
      this.#database.prepare("UPDATE run SET ended_at = ?, exit_code = ? WHERE id = ?").run(at, exitCode, id);
    });
  }
}

/** The run that has not ended, if there is one; the newest when several died. */
export function unfinishedRun(database: Database): RunRecord | undefined {
  const row = database
    .prepare("SELECT * FROM run WHERE ended_at IS NULL ORDER BY started_at DESC, rowid DESC LIMIT 1")
    .get();
  if (row === undefined) return undefined;
  return {
    id: String(row["id"]),
    command: String(row["command"]),
    pid: Number(row["pid"]),
    host: String(row["host"]),
    startedAt: Number(row["started_at"]),
  };
}
