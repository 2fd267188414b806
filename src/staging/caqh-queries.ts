import type { Database } from "../database/database.ts";
import { pairIn } from "./caqh-key.ts";
import type { Problem } from "../requests/problem.ts";

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
export class CaqhQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds a provider by its match key: `id:` or `npi:` and the digits, or a pair (caqh-match key.ts) that is to be aimed yet. */
  add(matchKey: string): void {
    const step = pairIn(matchKey) === undefined ? "open" : "pair";
    this.#database.prepare("INSERT OR IGNORE INTO caqh (match_key, step) VALUES (?, ?)").run(matchKey, step);
  }

  /** Pairs of which it is not said yet by which number they are asked about, a page at a time. */
  unaimed(after: string, size: number): readonly string[] {
    return this.#database
      .prepare("SELECT match_key FROM caqh WHERE step = 'pair' AND match_key > ? ORDER BY match_key LIMIT ?")
      .all(after, size)
      .map(({ match_key: matchKey }) => String(matchKey));
  }

  /** Says by which number a pair is asked about; undefined when by none. */
  aim(matchKey: string, target: string | undefined): void {
    this.#database
      .prepare("UPDATE caqh SET step = 'aimed', target = ? WHERE match_key = ?")
      .run(target ?? null, matchKey);
    if (target !== undefined) this.add(target);
  }

  /** Pairs whose NPI could not be asked about, or is that of nobody at CAQH. */
  unfound(): readonly { readonly matchKey: string; readonly isUnavailable: boolean }[] {
    return this.#database
      .prepare(
        `SELECT pair.match_key, asked.code FROM caqh AS pair JOIN caqh AS asked ON asked.match_key = pair.target
         WHERE pair.target LIKE 'npi:%'
           AND (asked.code = 'npi_lookup_unavailable' OR asked.columns ->> 'caqh_found' = 'N') ORDER BY pair.match_key`,
      )
      .all()
      .map(({ match_key: matchKey, code }) => ({ matchKey: String(matchKey), isUnavailable: code !== null }));
  }

  /** Pairs that were asked about and found, with what was answered, a page at a time. */
  answeredPairs(
    after: string,
    size: number,
  ): readonly { readonly matchKey: string; readonly columns: NonNullable<CaqhResult["columns"]> }[] {
    return this.#database
      .prepare(
        `SELECT pair.match_key, asked.columns FROM caqh AS pair JOIN caqh AS asked ON asked.match_key = pair.target
         WHERE asked.columns IS NOT NULL AND pair.match_key > ? ORDER BY pair.match_key LIMIT ?`,
      )
      .all(after, size)
      .map(({ match_key: matchKey, columns }) => ({
        matchKey: String(matchKey),
        columns: JSON.parse(String(columns)) as Record<string, string>,
      }));
  }

  /** Providers not asked about yet, a page at a time; start with the empty string. */
  open(after: string, size: number): readonly string[] {
    return this.#database
      .prepare("SELECT match_key FROM caqh WHERE step = 'open' AND match_key > ? ORDER BY match_key LIMIT ?")
      .all(after, size)
      .map(({ match_key: matchKey }) => String(matchKey));
  }

  /** How many providers are not asked about yet. */
  openCount(): number {
    return Number(this.#database.prepare("SELECT count(*) AS n FROM caqh WHERE step = 'open'").get()?.["n"]);
  }

  /** The first few rows that name a provider; for the log, since it takes its time. */
  rowsOf(matchKey: string): readonly number[] {
    return this.#database
      .prepare(
        `SELECT row FROM staged WHERE caqh_key = ?1 OR caqh_key IN (SELECT match_key FROM caqh WHERE target = ?1)
         ORDER BY row LIMIT 10`,
      )
      .all(matchKey)
      .map(({ row }) => Number(row));
  }

  /** How many rows name a provider that is asked about. */
  rowCount(): number {
    const row = this.#database
      .prepare("SELECT count(*) AS n FROM staged WHERE caqh_key IN (SELECT match_key FROM caqh)")
      .get();
    return Number(row?.["n"]);
  }

  /** Keeps what came of asking. */
  settle(matchKey: string, { columns, problem }: CaqhResult): void {
    this.#database
      .prepare("UPDATE caqh SET step = 'done', columns = ?, code = ?, problem = ? WHERE match_key = ?")
      .run(
        columns === undefined ? null : JSON.stringify(columns),
        problem?.code ?? null,
        problem?.message ?? null,
        matchKey,
      );
  }

  /** What came of asking; undefined while nobody has asked. */
  result(matchKey: string): CaqhRowResult | undefined {
    const row = this.#database.prepare("SELECT * FROM caqh WHERE match_key = ?").get(matchKey);
    if (row?.["step"] === "aimed") {
      const { target } = row;
      if (typeof target === "string") return this.result(target);
      return { asked: undefined, columns: undefined, problem: undefined };
    }
    if (row?.["step"] !== "done") return undefined;
    const { columns, code, problem } = row;
    return {
      asked: matchKey,
      columns: typeof columns === "string" ? (JSON.parse(columns) as Record<string, string>) : undefined,
      problem: typeof code === "string" ? { code, message: String(problem ?? "") } : undefined,
    };
  }
}
