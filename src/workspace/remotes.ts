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

  /** The subjects of interest, in order, a page at a time; start with the empty string. */
  subjects(kind: string, after: string, size: number): readonly string[] {
    return this.#database
      .prepare("SELECT subject FROM interest WHERE kind = ? AND subject > ? ORDER BY subject LIMIT ?")
      .all(kind, after, size)
      .map(({ subject }) => String(subject));
  }

  /** The same, of the subjects with wants at these steps. */
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
