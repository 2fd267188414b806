import type { Database, SqlRow } from "../database/database.ts";
import type { StatusResult, RowStatusResult, AimedQuery } from "../platforms/status-source.ts";

/**
 * The providers whose status one source is asked for, each once however many rows name them. A query has a match key; it is
 * `open` until it is asked, or `unaimed` until it is said under which other match key it is asked.
 */
export class StatusQueries {
  readonly #database: Database;
  readonly #source: string;

  /** @param source the name of the status source */
  constructor(database: Database, source: string) {
    this.#database = database;
    this.#source = source;
  }

  /** Adds a query; one that is there already stays as it is. */
  add(matchKey: string, step: "open" | "unaimed"): void {
    this.#database
      .prepare("INSERT OR IGNORE INTO status_query (source, match_key, step) VALUES (?, ?, ?)")
      .run(this.#source, matchKey, step);
  }

  /** Says by which query a row is asked about; undefined when it names nobody. */
  addRow(row: number, matchKey: string): void {
    this.#database
      .prepare("INSERT INTO row_status (row, source, match_key) VALUES (?, ?, ?)")
      .run(row, this.#source, matchKey);
  }

  /** The match key of a row; undefined when its status is not wanted. */
  matchKeyOf(row: number): string | undefined {
    const found = this.#database
      .prepare("SELECT match_key FROM row_status WHERE row = ? AND source = ?")
      .get(row, this.#source);
    return found === undefined ? undefined : String(found["match_key"]);
  }

  /** Queries of which it is not said yet under which match key they are asked, a page at a time. */
  unaimed(after: string, size: number): readonly string[] {
    return this.#page("unaimed", after, size);
  }

  /** Says under which match key a query is asked; undefined when under none. */
  aim(matchKey: string, target: string | undefined): void {
    this.#database
      .prepare("UPDATE status_query SET step = 'aimed', target = ? WHERE source = ? AND match_key = ?")
      .run(target ?? null, this.#source, matchKey);
    if (target !== undefined) this.add(target, "open");
  }

  /** Aimed queries whose target has been asked, with what came of that, a page at a time. */
  aimed(after: string, size: number): readonly AimedQuery[] {
    return this.#database
      .prepare(
        `SELECT one.match_key, one.target, asked.columns, asked.code, asked.problem
         FROM status_query AS one JOIN status_query AS asked
           ON asked.source = one.source AND asked.match_key = one.target AND asked.step = 'done'
         WHERE one.source = ? AND one.step = 'aimed' AND one.match_key > ? ORDER BY one.match_key LIMIT ?`,
      )
      .all(this.#source, after, size)
      .map((row) => ({
        matchKey: String(row["match_key"]),
        target: String(row["target"]),
        ...resultIn(row),
      }));
  }

  /** Queries that are not asked yet, a page at a time; start with the empty string. */
  open(after: string, size: number): readonly string[] {
    return this.#page("open", after, size);
  }

  #page(step: string, after: string, size: number): readonly string[] {
    return this.#database
      .prepare(
        "SELECT match_key FROM status_query WHERE source = ? AND step = ? AND match_key > ? ORDER BY match_key LIMIT ?",
      )
      .all(this.#source, step, after, size)
      .map(({ match_key: matchKey }) => String(matchKey));
  }

  /** The first few rows that a query is asked for; for the log, since it takes its time. */
  rowsOf(matchKey: string): readonly number[] {
    return this.#database
      .prepare(
        `SELECT row FROM row_status WHERE source = ?1 AND (match_key = ?2
           OR match_key IN (SELECT match_key FROM status_query WHERE source = ?1 AND target = ?2))
         ORDER BY row LIMIT 10`,
      )
      .all(this.#source, matchKey)
      .map(({ row }) => Number(row));
  }

  /** How many rows name a provider that is asked about. */
  rowCount(): number {
    const row = this.#database
      .prepare(
        `SELECT count(*) AS n FROM row_status JOIN status_query USING (source, match_key) WHERE source = ?`,
      )
      .get(this.#source);
    return Number(row?.["n"]);
  }

  /** Keeps what came of asking. */
  settle(matchKey: string, { columns, problem }: StatusResult): void {
    this.#database
      .prepare(
        "UPDATE status_query SET step = 'done', columns = ?, code = ?, problem = ? WHERE source = ? AND match_key = ?",
      )
      .run(
        columns === undefined ? null : JSON.stringify(columns),
        problem?.code ?? null,
        problem?.message ?? null,
        this.#source,
        matchKey,
      );
  }

  /** What came of asking; undefined while nobody has asked. */
  result(matchKey: string): RowStatusResult | undefined {
    const row = this.#database
      .prepare("SELECT * FROM status_query WHERE source = ? AND match_key = ?")
      .get(this.#source, matchKey);
    if (row === undefined) return undefined;
    if (row["step"] === "aimed") {
      const { target } = row;
      if (typeof target === "string") return this.result(target);
      return { asked: undefined, columns: undefined, problem: undefined };
    }
    return row["step"] === "done" ? { asked: matchKey, ...resultIn(row) } : undefined;
  }
}

function resultIn({ columns, code, problem }: SqlRow): StatusResult {
  return {
    columns: typeof columns === "string" ? (JSON.parse(columns) as Record<string, string>) : undefined,
    problem: typeof code === "string" ? { code, message: String(problem ?? "") } : undefined,
  };
}
