import type { Database } from "../database/database.ts";
import type { Facts, RemoteState } from "../ledger/entry.ts";

/** A request as a platform shows it, in one shape for all kinds. */
export interface Remote extends RemoteState {
  readonly remoteId: string;
  readonly subject: string;
  readonly facts: Facts;
  /** Milliseconds since the epoch; undefined when it cannot be read. */
  readonly createdAt: number | undefined;
  /** Neither ended without success nor, where requests are made again every few years, done. */
  readonly open: boolean;
}

/** What platforms list of the subjects that this run is interested in. */
export class Remotes {
  readonly #database: Database;
  readonly #gaps = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Requests about the subjects of the wants at these steps are worth keeping from now on. */
  takeInterest(kind: string, steps: readonly string[]): void {
    const places = steps.map(() => "?").join(", ");
    this.#database
      .prepare(
        `INSERT OR IGNORE INTO interest (kind, subject)
         SELECT DISTINCT kind, subject FROM want WHERE kind = ? AND step IN (${places})`,
      )
      .run(kind, ...steps);
  }

  /** Forgets what was of interest, and what was listed. */
  clear(kind: string): void {
    this.#database.prepare("DELETE FROM interest WHERE kind = ?").run(kind);
    this.#database.prepare("DELETE FROM remote WHERE kind = ?").run(kind);
  }

  /** Keeps the requests whose subjects are of interest. The newest reading of an id counts. */
  keep(kind: string, remotes: readonly Remote[]): void {
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO remote (kind, id, subject, record)
         SELECT ?1, value ->> 'remoteId', value ->> 'subject', value FROM json_each(?2)
         WHERE EXISTS (SELECT 1 FROM interest WHERE kind = ?1 AND subject = value ->> 'subject')`,
      )
      .run(kind, JSON.stringify(remotes));
  }

  /** The subjects of interest with wants at these steps, in order, a page at a time; start with the empty string. */
  subjectsAt(kind: string, steps: readonly string[], after: string, size: number): readonly string[] {
    const places = steps.map(() => "?").join(", ");
    return this.#database
      .prepare(
        `SELECT subject FROM interest WHERE kind = ? AND subject > ? AND EXISTS (
           SELECT 1 FROM want WHERE want.kind = interest.kind AND want.subject = interest.subject AND step IN (${places}))
         ORDER BY subject LIMIT ?`,
      )
      .all(kind, after, ...steps, size)
      .map(({ subject }) => String(subject));
  }

  /** Says whether the list of a kind, as it was last read, may have requests that it did not show. */
  setGap(kind: string, gap: boolean): void {
    if (gap) this.#gaps.add(kind);
    else this.#gaps.delete(kind);
  }

  /** What {@link setGap} said last. */
  hasGap(kind: string): boolean {
    return this.#gaps.has(kind);
  }

  /** How many subjects have wants at these steps and nothing listed about them. */
  unlistedCount(kind: string, steps: readonly string[]): number {
    const places = steps.map(() => "?").join(", ");
    const row = this.#database
      .prepare(
        `SELECT count(DISTINCT subject) AS n FROM want WHERE kind = ? AND step IN (${places})
         AND NOT EXISTS (SELECT 1 FROM remote WHERE remote.kind = want.kind AND remote.subject = want.subject)`,
      )
      .get(kind, ...steps);
    return Number(row?.["n"]);
  }

  /** How many subjects are of interest. */
  subjectCount(kind: string): number {
    return Number(
      this.#database.prepare("SELECT count(*) AS n FROM interest WHERE kind = ?").get(kind)?.["n"],
    );
  }

  /** What was listed about one subject. */
  ofSubject(kind: string, subject: string): readonly Remote[] {
    const found = this.#database
      .prepare(
        `SELECT group_concat(record) AS records FROM (
           SELECT record FROM remote WHERE kind = ? AND subject = ? ORDER BY id)`,
      )
      .get(kind, subject);
    return JSON.parse(`[${String(found?.["records"] ?? "")}]`) as readonly Remote[];
  }
}
