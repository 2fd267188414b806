import type { Database } from "../database/database.ts";
import type { GroupCommit } from "./commit.ts";

/** How much of an account's allowance the runs before have used up. */
export class Spending {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** When calls were made on an account after a time, oldest first; milliseconds since the epoch. */
  async since(account: string, at: number): Promise<readonly number[]> {
    return this.#database
      .prepare("SELECT at FROM spent WHERE account = ? AND at > ? ORDER BY at")
      .all(account, at)
      .map((row) => Number(row["at"]));
  }

  /** Adds a call that is about to be made. */
  add(account: string, at: number): Promise<void> {
    return this.#commit.writeSoon(() => {
      this.#database.prepare("INSERT INTO spent (account, at) VALUES (?, ?)").run(account, at);
    });
  }

  /** Drops what is too old to matter. */
  forget(account: string, before: number): Promise<void> {
    return this.#commit.write(() => {
      this.#database.prepare("DELETE FROM spent WHERE account = ? AND at < ?").run(account, before);
    });
  }
}
