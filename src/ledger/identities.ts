import { createHash } from "node:crypto";
import type { Database } from "../database/database.ts";
import type { GroupCommit } from "./commit.ts";

/**
 * Who turned out to be who. Questions are kept as salted hashes, since they hold names and email addresses;
 * answers hold ids only.
 */
export class Identities {
  readonly #database: Database;
  readonly #commit: GroupCommit;
  readonly #salt: string;

  constructor(database: Database, commit: GroupCommit, salt: string) {
    this.#database = database;
    this.#commit = commit;
    this.#salt = salt;
  }

  /** The id that an earlier look-up, not before `since`, found for exactly this question. */
  async recall(lookupSource: string, query: string, since: number): Promise<string | undefined> {
    const row = this.#database
      .prepare("SELECT answer FROM identity WHERE directory = ? AND question = ? AND found_at >= ?")
      .get(lookupSource, this.#hash(query), since);
    return row === undefined ? undefined : String(row["answer"]);
  }

  /** Keeps what look-ups found. */
  remember(
    lookupSource: string,
    answers: readonly { readonly query: string; readonly id: string }[],
    at: number,
  ): Promise<void> {
    if (answers.length === 0) return Promise.resolve();
    return this.#commit.write(() => {
      const statement = this.#database.prepare(
        "INSERT OR REPLACE INTO identity (directory, question, answer, found_at) VALUES (?, ?, ?, ?)",
      );
      for (const { query, id } of answers) statement.run(lookupSource, this.#hash(query), id, at);
    });
  }

  #hash(query: string): string {
    return createHash("sha256").update(this.#salt).update(query).digest("base64url");
  }
}
