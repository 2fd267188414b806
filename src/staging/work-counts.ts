import type { Database } from "../database/database.ts";
import type { Verb } from "../requests/operation.ts";
import type { State } from "../requests/state.ts";

/** More than any batch has. */
const anyNumber = 1_000_000_000;

/** What there is to count of the requests that a roster asks for. */
export class WorkCounts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The first few rows that ask for something to be created about a subject; for the log. */
  rowsToCreate(subject: string): readonly number[] {
    return this.#database
      .prepare(
        "SELECT DISTINCT row FROM work_item WHERE subject = ? AND state = 'send' ORDER BY row LIMIT 10",
      )
      .all(subject)
      .map(({ row }) => Number(row));
  }

  /** How many work items of a kind are held already. */
  heldCount(kind: string): number {
    const sql = "SELECT count(*) AS n FROM work_item WHERE kind = ? AND held IS NOT NULL";
    return Number(this.#database.prepare(sql).get(kind)?.["n"]);
  }

  /** The row by which this many rows have something to be created; undefined when all rows together are fewer. */
  rowOfNthCreate(rows: number): number | undefined {
    const found = this.#database
      .prepare("SELECT DISTINCT row FROM work_item WHERE state = 'send' ORDER BY row LIMIT 1 OFFSET ?")
      .get(rows - 1);
    return found === undefined ? undefined : Number(found["row"]);
  }

  /** What is to be created for this row and those further up: how many requests of which row, and their keys. */
  createsUpTo(row: number): { readonly rows: readonly number[]; readonly keys: ReadonlySet<string> } {
    const found = this.#database
      .prepare("SELECT row, key FROM work_item WHERE state = 'send' AND row <= ? ORDER BY row, key")
      .all(row);
    return {
      rows: [...new Set(found.map((workItem) => Number(workItem["row"])))],
      keys: new Set(found.map((workItem) => String(workItem["key"]))),
    };
  }

  /** What has become so far of the work items of a kind that were found missing: how many in which state, with which problem. */
  fates(
    kind: string,
  ): readonly { readonly state: State; readonly code: string | undefined; readonly count: number }[] {
    return this.#database
      .prepare(
        "SELECT state, code, count(*) AS n FROM work_item WHERE kind = ? AND missing = 1 GROUP BY state, code",
      )
      .all(kind)
      .map((row) => ({
        state: row["state"] as State,
        code: typeof row["code"] === "string" ? row["code"] : undefined,
        count: Number(row["n"]),
      }));
  }

  /** How many work items of a kind have ended with nobody knowing what became of them. */
  unknownCount(kind: string): number {
    const sql =
      "SELECT count(*) AS n FROM work_item WHERE kind = ? AND state = 'done' AND code IN ('outcome_unknown', 'not_listed')";
    return Number(this.#database.prepare(sql).get(kind)?.["n"]);
  }

  /** How many work items of these kinds were found missing on the platform in this run, whatever became of them since. */
  missingCount(kinds: readonly string[]): number {
    const places = kinds.map(() => "?").join(", ");
    const sql = `SELECT count(*) AS n FROM work_item WHERE missing = 1 AND kind IN (${places})`;
    return Number(this.#database.prepare(sql).get(...kinds)?.["n"]);
  }

  /** Whether a platform could not be read for some of the work items, or shows less than is known of them. */
  anyUnread(): boolean {
    return (
      this.#database
        .prepare(
          "SELECT 1 FROM work_item WHERE code IN ('platform_unavailable', 'list_incomplete', 'removal_not_shown') LIMIT 1",
        )
        .get() !== undefined
    );
  }

  /**
   * What is to be sent of a kind that does the same: how many work items, in how many calls, about how many subjects.
   * @param mostTogether how many may travel in one call; undefined for all of a batch
   */
  toSend(
    kind: string,
    verb: Verb,
    mostTogether: number | undefined,
  ): { readonly workItems: number; readonly calls: number; readonly subjects: number } {
    const batches = this.#database
      .prepare(
        `SELECT sum(n) AS n, sum((n + CAST(?1 AS INTEGER) - 1) / CAST(?1 AS INTEGER)) AS calls FROM (
           SELECT count(*) AS n FROM work_item WHERE kind = ?2 AND state = 'send' AND verb = ?3 GROUP BY batch)`,
      )
      .get(mostTogether ?? anyNumber, kind, verb);
    const about = this.#database
      .prepare(
        "SELECT count(DISTINCT subject) AS n FROM work_item WHERE kind = ? AND state = 'send' AND verb = ?",
      )
      .get(kind, verb);
    return {
      workItems: Number(batches?.["n"] ?? 0),
      calls: Number(batches?.["calls"] ?? 0),
      subjects: Number(about?.["n"]),
    };
  }

  /** How many work items of a kind are in a state, in how many batches, about how many subjects. */
  count(
    kind: string,
    state: State,
  ): { readonly workItems: number; readonly batches: number; readonly subjects: number } {
    const row = this.#database
      .prepare(
        `SELECT count(*) AS n, count(DISTINCT batch) AS bundles, count(DISTINCT subject) AS subjects
         FROM work_item WHERE kind = ? AND state = ?`,
      )
      .get(kind, state);
    return {
      workItems: Number(row?.["n"]),
      batches: Number(row?.["bundles"]),
      subjects: Number(row?.["subjects"]),
    };
  }
}
