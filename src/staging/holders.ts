import type { Database } from "../database/database.ts";
import type { Problem } from "../faults/problem.ts";
import type { Holding, HoldingKind } from "../ledger/entry.ts";
import type { Holder } from "../platforms/holding-source.ts";
import type { Named } from "../roster/columns.ts";

/** A row whose dates are told: what it names, and who it is about on each platform. */
export interface DatedRow {
  readonly named: Named;
  readonly who: Readonly<Record<string, string>>;
}

/** Why a list of what people have could not be read. */
export interface UnreadList {
  readonly platform: string;
  readonly kind: HoldingKind;
  /** What the list is called in sentences. */
  readonly title: string;
  /** Requests are compared with it as a rule. */
  readonly spares: boolean;
  readonly problem: Problem;
}

/** Whose licenses, enrollments and dates this run is interested in, and what was seen of them on the way. */
export class Holders {
  readonly #database: Database;
  readonly #unread: UnreadList[] = [];
  #anyRow = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Puts a row whose dates are wanted staged, with the numbers of the queries after its provider. */
  addRow(row: number, named: Named, who: readonly (readonly [platform: string, query: number])[]): void {
    this.#anyRow = true;
    this.#database.prepare("INSERT INTO dated (row, named) VALUES (?, ?)").run(row, JSON.stringify(named));
    for (const [platform, query] of who) {
      this.#database
        .prepare("INSERT INTO dated_person (row, platform, query) VALUES (?, ?, ?)")
        .run(row, platform, query);
    }
  }

  /** The row, once its queries are answered; undefined when its dates are not wanted. */
  rowOf(row: number): DatedRow | undefined {
    const found = this.#database.prepare("SELECT named FROM dated WHERE row = ?").get(row);
    if (found === undefined) return undefined;
    const who = this.#database
      .prepare(
        `SELECT platform, answer FROM dated_person JOIN query ON query.id = dated_person.query
         WHERE row = ? AND answer IS NOT NULL`,
      )
      .all(row);
    return {
      named: JSON.parse(String(found["named"])) as Named,
      who: Object.fromEntries(who.map(({ platform, answer }) => [String(platform), String(answer)])),
    };
  }

  /** Keeps what a look-up showed beside ids, in case that it is wanted. */
  glimpse(holding: Holding): void {
    if (!this.#anyRow) return;
    const { platform, kind, subject } = holding;
    this.#database
      .prepare("INSERT OR REPLACE INTO glimpsed (platform, kind, subject, record) VALUES (?, ?, ?, ?)")
      .run(platform, kind, subject, JSON.stringify(holding));
  }

  /** What look-ups showed of these subjects. */
  glimpsed(platform: string, kind: HoldingKind, subjects: readonly string[]): readonly Holding[] {
    return this.#database
      .prepare(
        `SELECT record FROM glimpsed WHERE platform = ? AND kind = ?
         AND subject IN (SELECT value FROM json_each(?))`,
      )
      .all(platform, kind, JSON.stringify(subjects))
      .map(({ record }) => JSON.parse(String(record)) as Holding);
  }

  /** Takes an interest in everybody whom rows with dates are about, now that it is known who they are. */
  addDated(platform: string): void {
    this.#database
      .prepare(
        `INSERT OR IGNORE INTO holder (platform, subject, what)
         SELECT ?1, answer, 'provider' FROM dated_person JOIN query ON query.id = dated_person.query
         WHERE platform = ?1 AND answer IS NOT NULL`,
      )
      .run(platform);
  }

  /**
   * Takes an interest in those whom work items of a kind are about.
   * @param states only of work items in these states
   */
  addWanted(platform: string, kind: string, states: readonly string[]): void {
    this.#database
      .prepare(
        `INSERT OR IGNORE INTO holder (platform, subject, what)
         SELECT DISTINCT ?1, subject, CASE attributes ->> 'subject' WHEN 'group' THEN 'group' ELSE 'provider' END
         FROM work_item WHERE kind = ?2 AND state IN (SELECT value FROM json_each(?3))`,
      )
      .run(platform, kind, JSON.stringify(states));
  }

  /** Those of interest, in the order of their ids, a page at a time; start with the empty string. */
  page(platform: string, what: readonly Holder["what"][], after: string, size: number): readonly Holder[] {
    return this.#database
      .prepare(
        `SELECT subject, what FROM holder WHERE platform = ? AND what IN (SELECT value FROM json_each(?))
         AND subject > ? ORDER BY subject LIMIT ?`,
      )
      .all(platform, JSON.stringify(what), after, size)
      .map((row) => ({
        subject: String(row["subject"]),
        what: row["what"] === "group" ? "group" : "provider",
      }));
  }

  /** Those of these subjects that are of interest. */
  among(platform: string, subjects: readonly string[]): ReadonlySet<string> {
    return new Set(
      this.#database
        .prepare(
          "SELECT subject FROM holder WHERE platform = ? AND subject IN (SELECT value FROM json_each(?))",
        )
        .all(platform, JSON.stringify(subjects))
        .map(({ subject }) => String(subject)),
    );
  }

  /** Why people could not be looked up for their dates, if it was not their own words. */
  lookupProblem(platform: string): Problem | undefined {
    const found = this.#database
      .prepare(
        `SELECT code, problem FROM dated_person JOIN query ON query.id = dated_person.query
         WHERE platform = ? AND code IN ('forbidden', 'refused', 'platform_unavailable', 'list_incomplete', 'bad_response') LIMIT 1`,
      )
      .get(platform);
    return found === undefined
      ? undefined
      : { code: String(found["code"]), message: String(found["problem"]) };
  }

  /** Says that a list could not be read. */
  setUnread(list: UnreadList): void {
    this.#unread.push(list);
  }

  /** The lists that could not be read. */
  get unread(): readonly UnreadList[] {
    return this.#unread;
  }
}
