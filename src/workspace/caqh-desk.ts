import type { Database } from "../database/database.ts";
import type { Problem } from "./staged-rows.ts";

/** What CAQH says of one provider, or why it does not. */
export interface CaqhResult {
  readonly columns: Readonly<Record<string, string>> | undefined;
  readonly problem: Problem | undefined;
}

/** The providers whose CAQH status is to be read, each once however many rows name it. */
export class CaqhDesk {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds a provider by its handle: `id:` or `npi:` and the digits. */
  add(handle: string): void {
    this.#database.prepare("INSERT OR IGNORE INTO caqh (handle, step) VALUES (?, 'open')").run(handle);
  }

  /** Providers not asked about yet, a page at a time; start with the empty string. */
  open(after: string, size: number): readonly string[] {
    return this.#database
      .prepare("SELECT handle FROM caqh WHERE step = 'open' AND handle > ? ORDER BY handle LIMIT ?")
      .all(after, size)
      .map(({ handle }) => String(handle));
  }

  /** How many providers are not asked about yet. */
  openCount(): number {
    return Number(this.#database.prepare("SELECT count(*) AS n FROM caqh WHERE step = 'open'").get()?.["n"]);
  }

  /** The first few rows that name a provider; for the log, since it takes its time. */
  rowsOf(handle: string): readonly number[] {
    return this.#database
      .prepare("SELECT row FROM staged WHERE caqh_handle = ? ORDER BY row LIMIT 10")
      .all(handle)
      .map(({ row }) => Number(row));
  }

  /** How many rows name a provider that is asked about. */
  rowCount(): number {
    const row = this.#database
      .prepare("SELECT count(*) AS n FROM staged WHERE caqh_handle IN (SELECT handle FROM caqh)")
      .get();
    return Number(row?.["n"]);
  }

  /** Keeps what came of asking. */
  settle(handle: string, { columns, problem }: CaqhResult): void {
    this.#database
      .prepare("UPDATE caqh SET step = 'done', columns = ?, code = ?, problem = ? WHERE handle = ?")
      .run(
        columns === undefined ? null : JSON.stringify(columns),
        problem?.code ?? null,
        problem?.problem ?? null,
        handle,
      );
  }

  /** What came of asking; undefined while nobody has asked. */
  result(handle: string): CaqhResult | undefined {
    const row = this.#database.prepare("SELECT * FROM caqh WHERE handle = ? AND step = 'done'").get(handle);
    if (row === undefined) return undefined;
    const { columns, code, problem } = row;
    return {
      columns: typeof columns === "string" ? (JSON.parse(columns) as Record<string, string>) : undefined,
      problem: typeof code === "string" ? { code, problem: String(problem ?? "") } : undefined,
    };
  }
}
