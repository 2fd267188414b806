import type { Database } from "../database/database.ts";
import type { GroupCommit } from "./commit.ts";
import type { StatusChange } from "./entry.ts";

/** Keeps a change until the results of a run have told of it. Call it inside a commit. */
export function recordChange(database: Database, change: StatusChange): void {
  database
    .prepare("INSERT INTO change (key, from_status, to_status, seen_at) VALUES (?, ?, ?, ?)")
    .run(change.key, change.from, change.to, change.seenAt);
}

/**
 * Which statuses moved. A change is new until results that tell of it have been written: a run that is killed
 * before that leaves it to the next one.
 */
export class Changes {
  readonly #database: Database;
  readonly #commit: GroupCommit;
  readonly #run: string;

  constructor(database: Database, commit: GroupCommit, run: string) {
    this.#database = database;
    this.#commit = commit;
    this.#run = run;
  }

  /** Whether anything has moved that was not told yet. */
  async anyUnreported(): Promise<boolean> {
    return (
      this.#database.prepare("SELECT 1 FROM change WHERE reported_by IS NULL LIMIT 1").get() !== undefined
    );
  }

  /** What moved on one request and has not been told yet, oldest first. */
  async unreported(key: string): Promise<readonly StatusChange[]> {
    const sql = "SELECT * FROM change WHERE key = ? AND reported_by IS NULL ORDER BY id";
    return this.#database
      .prepare(sql)
      .all(key)
      .map((row) => ({
        key,
        from: String(row["from_status"]),
        to: String(row["to_status"]),
        seenAt: Number(row["seen_at"]),
      }));
  }

  /** The results of this run tell of the changes on these requests. */
  markReported(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return Promise.resolve();
    return this.#commit.write(() => {
      const statement = this.#database.prepare(
        "UPDATE change SET reported_by = ? WHERE key = ? AND reported_by IS NULL",
      );
      for (const key of keys) statement.run(this.#run, key);
    });
  }
}
