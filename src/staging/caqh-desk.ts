import type { Database } from "../database/database.ts";
import { pairIn } from "./caqh-key.ts";
import type { Problem } from "./staged-rows.ts";

/** What CAQH says of one provider, or why it does not. */
export interface CaqhResult {
  readonly columns: Readonly<Record<string, string>> | undefined;
  readonly problem: Problem | undefined;
}

/** The same for a row, which may have an id and other words. */
export interface CaqhRowResult extends CaqhResult {
  /** The one number that was asked about; undefined when none of the row's could be. */
  readonly asked: string | undefined;
}

/** The providers whose CAQH status is to be read, each once however many rows name it. */
export class CaqhDesk {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds a provider by its handle: `id:` or `npi:` and the digits, or a pair (caqh-handle.ts) that is to be aimed yet. */
  add(handle: string): void {
    const step = pairIn(handle) === undefined ? "open" : "pair";
    this.#database.prepare("INSERT OR IGNORE INTO caqh (handle, step) VALUES (?, ?)").run(handle, step);
  }

  /** Pairs of which it is not said yet by which number they are asked about, a page at a time. */
  unaimed(after: string, size: number): readonly string[] {
    return this.#database
      .prepare("SELECT handle FROM caqh WHERE step = 'pair' AND handle > ? ORDER BY handle LIMIT ?")
      .all(after, size)
      .map(({ handle }) => String(handle));
  }

  /** Says by which number a pair is asked about; undefined when by none. */
  aim(handle: string, target: string | undefined): void {
    this.#database
      .prepare("UPDATE caqh SET step = 'aimed', target = ? WHERE handle = ?")
      .run(target ?? null, handle);
    if (target !== undefined) this.add(target);
  }

  /** Pairs whose NPI could not be asked about, or is that of nobody at CAQH. */
  unfound(): readonly { readonly handle: string; readonly isUnavailable: boolean }[] {
    return this.#database
      .prepare(
        `SELECT pair.handle, asked.code FROM caqh AS pair JOIN caqh AS asked ON asked.handle = pair.target
         WHERE pair.target LIKE 'npi:%'
           AND (asked.code = 'npi_lookup_unavailable' OR asked.columns ->> 'caqh_found' = 'N') ORDER BY pair.handle`,
      )
      .all()
      .map(({ handle, code }) => ({ handle: String(handle), isUnavailable: code !== null }));
  }

  /** Pairs that were asked about and found, with what was answered, a page at a time. */
  answeredPairs(
    after: string,
    size: number,
  ): readonly { readonly handle: string; readonly columns: NonNullable<CaqhResult["columns"]> }[] {
    return this.#database
      .prepare(
        `SELECT pair.handle, asked.columns FROM caqh AS pair JOIN caqh AS asked ON asked.handle = pair.target
         WHERE asked.columns IS NOT NULL AND pair.handle > ? ORDER BY pair.handle LIMIT ?`,
      )
      .all(after, size)
      .map(({ handle, columns }) => ({
        handle: String(handle),
        columns: JSON.parse(String(columns)) as Record<string, string>,
      }));
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
      .prepare(
        `SELECT row FROM staged WHERE caqh_handle = ?1 OR caqh_handle IN (SELECT handle FROM caqh WHERE target = ?1)
         ORDER BY row LIMIT 10`,
      )
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
  result(handle: string): CaqhRowResult | undefined {
    const row = this.#database.prepare("SELECT * FROM caqh WHERE handle = ?").get(handle);
    if (row?.["step"] === "aimed") {
      const { target } = row;
      if (typeof target === "string") return this.result(target);
      return { asked: undefined, columns: undefined, problem: undefined };
    }
    if (row?.["step"] !== "done") return undefined;
    const { columns, code, problem } = row;
    return {
      asked: handle,
      columns: typeof columns === "string" ? (JSON.parse(columns) as Record<string, string>) : undefined,
      problem: typeof code === "string" ? { code, problem: String(problem ?? "") } : undefined,
    };
  }
}
