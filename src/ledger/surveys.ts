import type { Database } from "../database/database.ts";
import type { GroupCommit } from "./commit.ts";

/** What is remembered of a list on a platform. */
export interface SurveyMemory {
  /** How many rows it had when it was last read. */
  readonly total: number | undefined;
  /** Every request known to the ledger then had its status read at this time or later. */
  readonly completeAt: number | undefined;
}

/** How long lists were and since when their statuses are known: what the planning of calls starts from. */
export class Surveys {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** What is remembered of a list; nothing of one that was never read. */
  async recall(name: string): Promise<SurveyMemory> {
    const row = this.#database.prepare("SELECT total, complete_at FROM survey WHERE name = ?").get(name);
    const number = (value: unknown) => (typeof value === "number" ? value : undefined);
    return { total: number(row?.["total"]), completeAt: number(row?.["complete_at"]) };
  }

  /** Keeps what is given; what is left out stays as it was. */
  remember(name: string, memory: Partial<SurveyMemory>): Promise<void> {
    return this.#commit.write(() => {
      this.#database
        .prepare(
          `INSERT INTO survey (name, total, complete_at) VALUES (?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET total = coalesce(excluded.total, total),
             complete_at = coalesce(excluded.complete_at, complete_at)`,
        )
        .run(name, memory.total ?? null, memory.completeAt ?? null);
    });
  }
}
