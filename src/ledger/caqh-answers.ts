import type { Database } from "../database/database.ts";
import { recordChange } from "./changes.ts";
import type { GroupCommit } from "./commit.ts";

/** An answer of CAQH as columns, and when it was given. */
export interface KnownCaqhAnswer {
  readonly columns: Readonly<Record<string, string>>;
  readonly checkedAt: number;
}

/** What CAQH last said of each provider: the words of its answer, no names. */
export class CaqhAnswers {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** The last answer for a provider, whatever its age. */
  async last(handle: string): Promise<KnownCaqhAnswer | undefined> {
    const row = this.#database
      .prepare("SELECT answer, checked_at FROM caqh_answer WHERE handle = ?")
      .get(handle);
    if (row === undefined) return undefined;
    return {
      columns: JSON.parse(String(row["answer"])) as Record<string, string>,
      checkedAt: Number(row["checked_at"]),
    };
  }

  /** Keeps an answer, and the moves of its two statuses as changes of the keys `HANDLE status` and `HANDLE roster`. */
  keep(handle: string, columns: Readonly<Record<string, string>>, at: number): Promise<void> {
    return this.#commit.write(() => {
      const before = this.#database.prepare("SELECT answer FROM caqh_answer WHERE handle = ?").get(handle);
      if (before !== undefined) {
        const old = JSON.parse(String(before["answer"])) as Record<string, string>;
        for (const [what, column] of caqhStatusColumns) {
          const [from, to] = [old[column] ?? "", columns[column] ?? ""];
          if (from !== to && from !== "" && to !== "") {
            recordChange(this.#database, { key: `${handle} ${what}`, from, to, seenAt: at });
          }
        }
      }
      this.#database
        .prepare("INSERT OR REPLACE INTO caqh_answer (handle, answer, checked_at) VALUES (?, ?, ?)")
        .run(handle, JSON.stringify(columns), at);
    });
  }
}

/** The two statuses whose moves are told, and the columns that hold them. */
export const caqhStatusColumns = [
  ["status", "caqh_provider_status"],
  ["roster", "caqh_roster_status"],
] as const;
