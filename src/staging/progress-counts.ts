import type { Database } from "../database/database.ts";

/** How far the work staged has come, in numbers. */
export interface Standing {
  /** Rows with something that has not ended. */
  readonly openRows: number;
  /** Requests that were missing and are made. */
  readonly created: number;
  /** Requests that were there already. */
  readonly existing: number;
  /** Requests that ended with a problem. */
  readonly failed: number;
  /** Rows that cannot be worked on, whose requests nobody knows. */
  readonly faultyRows: number;
  /** Calls still to come on each platform, as far as can be told; at most so many. */
  readonly callsLeft: ReadonlyMap<string, number>;
}

/** How many requests one page of a list confirms. */
const confirmedPerCall = 100;

/** Counts what stands where. It takes a few milliseconds for each ten thousand requests. */
export class StandingCounts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * The numbers of this moment.
   * @param sends whether this run requests what is missing
   */
  read(sends: boolean): Standing {
    return {
      openRows: this.#number(
        `SELECT count(*) AS n FROM (
           SELECT spec.row FROM spec LEFT JOIN work_item ON work_item.key = spec.key
           WHERE spec.code IS NULL AND (work_item.state IS NULL OR work_item.state NOT IN ('confirm', 'done'))
           UNION SELECT row FROM row_status JOIN status_query AS asked USING (source, match_key)
             LEFT JOIN status_query AS aimed ON aimed.source = asked.source AND aimed.match_key = asked.target
             WHERE asked.step IN ('open', 'unaimed') OR aimed.step = 'open')`,
      ),
      created: this.#number(
        "SELECT count(*) AS n FROM work_item WHERE missing = 1 AND state IN ('confirm', 'done') AND code IS NULL",
      ),
      existing: this.#number(
        "SELECT count(*) AS n FROM work_item WHERE missing = 0 AND state = 'done' AND code IS NULL",
      ),
      failed: this.#number(
        `SELECT (SELECT count(*) FROM spec WHERE code IS NOT NULL)
           + (SELECT count(*) FROM work_item WHERE state = 'done' AND code IS NOT NULL) AS n`,
      ),
      faultyRows: this.#number("SELECT count(*) AS n FROM staged WHERE fault_code IS NOT NULL"),
      callsLeft: this.#callsLeft(sends),
    };
  }

  #callsLeft(sends: boolean): ReadonlyMap<string, number> {
    const left = new Map<string, number>();
    const add = (sql: string, callsFor: (count: number) => number): void => {
      for (const { name, n } of this.#database.prepare(sql).all()) {
        const platform = String(name).split(".")[0] ?? "";
        left.set(platform, (left.get(platform) ?? 0) + callsFor(Number(n)));
      }
    };
    const each = (count: number): number => count;
    add("SELECT lookup_source AS name, count(*) AS n FROM query WHERE standing = 'open' GROUP BY 1", each);
    add(
      "SELECT source AS name, count(*) AS n FROM status_query WHERE step IN ('open', 'unaimed') GROUP BY 1",
      each,
    );
    add(
      "SELECT kind AS name, count(*) AS n FROM work_item WHERE state IN ('refresh', 'poll', 'doubt', 'confirm') GROUP BY 1",
      (count) => Math.ceil(count / confirmedPerCall),
    );
    if (sends) {
      // before anybody is known, requests that differ in the roster are taken for requests that differ
      add(
        "SELECT kind AS name, count(DISTINCT draft) AS n FROM spec WHERE key IS NULL AND code IS NULL AND previous_id IS NULL GROUP BY 1",
        each,
      );
      add(
        "SELECT kind AS name, count(DISTINCT batch) AS n FROM work_item WHERE state IN ('look', 'send') GROUP BY 1",
        each,
      );
    }
    return left;
  }

  #number(sql: string): number {
    return Number(this.#database.prepare(sql).get()?.["n"]);
  }
}
