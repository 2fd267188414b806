import type { Database } from "../database/database.ts";
import type { GroupCommit } from "./commit.ts";

/** The files that runs with this ledger wrote, by the hash of their content and nothing else. */
export class WrittenFiles {
  readonly #database: Database;
  readonly #commit: GroupCommit;
  readonly #run: string;

  constructor(database: Database, commit: GroupCommit, run: string) {
    this.#database = database;
    this.#commit = commit;
    this.#run = run;
  }

  /** Whether a file of just this content was written by a run. */
  has(hash: string): boolean {
    return this.#database.prepare("SELECT 1 FROM written WHERE hash = ?").get(hash) !== undefined;
  }

  /** Resolves once it is on record. */
  add(hash: string): Promise<void> {
    return this.#commit.write(() => {
      this.#database.prepare("INSERT OR IGNORE INTO written (hash, run) VALUES (?, ?)").run(hash, this.#run);
    });
  }
}
