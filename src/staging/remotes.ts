import type { Database } from "../database/database.ts";
import type { Remote } from "../platforms/resource.ts";
import type { Look } from "../requests/events.ts";

/** What platforms list of the subjects that this run is interested in. */
export class Remotes {
  readonly #database: Database;
  readonly #looks = new Map<string, Look>();
  readonly #asked = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Requests about the subjects of the work items in these states are worth keeping from now on. */
  takeInterest(kind: string, states: readonly string[]): void {
    const places = states.map(() => "?").join(", ");
    this.#database
      .prepare(
        `INSERT OR IGNORE INTO interest (kind, subject)
         SELECT DISTINCT kind, subject FROM work_item WHERE kind = ? AND state IN (${places})`,
      )
      .run(kind, ...states);
  }

  /** Forgets what was of interest, and what was listed. */
  clear(kind: string): void {
    this.#database.prepare("DELETE FROM interest WHERE kind = ?").run(kind);
    this.#database.prepare("DELETE FROM remote WHERE kind = ?").run(kind);
    this.#database.prepare("DELETE FROM unreadable WHERE kind = ?").run(kind);
  }

  /** Keeps the requests whose subjects are of interest. The newest reading of an id counts. */
  keep(kind: string, remotes: readonly Remote[]): void {
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO remote (kind, id, subject, record)
         SELECT ?1, value ->> 'remoteId', value ->> 'subject', value FROM json_each(?2)
         WHERE value ->> 'unreadable' IS NULL
           AND EXISTS (SELECT 1 FROM interest WHERE kind = ?1 AND subject = value ->> 'subject')`,
      )
      .run(kind, JSON.stringify(remotes));
    const unreadable = remotes.filter((remote) => remote.unreadable === true && remote.open);
    if (unreadable.length === 0) return;
    this.#database
      .prepare(
        `INSERT OR IGNORE INTO unreadable (kind, subject, record)
         SELECT ?1, value ->> 'subject', value FROM json_each(?2)
         WHERE value ->> 'subject' = ''
           OR EXISTS (SELECT 1 FROM interest WHERE kind = ?1 AND subject = value ->> 'subject')`,
      )
      .run(kind, JSON.stringify(unreadable));
  }

  /** What was listed, open and unreadable, about one subject or about nobody that can be told. */
  unreadableOf(kind: string, subject: string): readonly Remote[] {
    return this.#database
      .prepare(
        "SELECT record FROM unreadable WHERE kind = ? AND subject IN (?, '') ORDER BY record LIMIT 200",
      )
      .all(kind, subject)
      .map(({ record }) => JSON.parse(String(record)) as Remote);
  }

  /** The subjects of interest with work items in these states, in order, a page at a time; start with the empty string. */
  subjectsAt(kind: string, states: readonly string[], after: string, size: number): readonly string[] {
    const places = states.map(() => "?").join(", ");
    return this.#database
      .prepare(
        `SELECT subject FROM interest WHERE kind = ? AND subject > ? AND EXISTS (
           SELECT 1 FROM work_item WHERE work_item.kind = interest.kind AND work_item.subject = interest.subject AND state IN (${places}))
         ORDER BY subject LIMIT ?`,
      )
      .all(kind, after, ...states, size)
      .map(({ subject }) => String(subject));
  }

  /** Says how the requests of a kind were just looked at. */
  setLook(kind: string, look: Look): void {
    this.#looks.set(kind, look);
    this.#asked.clear();
  }

  /** What {@link setLook} said last; undefined before that. */
  lastLook(kind: string): Look | undefined {
    return this.#looks.get(kind);
  }

  /** Whether it is the first time since the last look that somebody is about to ask about this alone. */
  askOnce(kind: string, state: string, subject: string): boolean {
    const before = this.#asked.size;
    return this.#asked.add(JSON.stringify([kind, state, subject])).size > before;
  }

  /** How many subjects have work items in these states and nothing listed about them. */
  unlistedCount(kind: string, states: readonly string[]): number {
    const places = states.map(() => "?").join(", ");
    const row = this.#database
      .prepare(
        `SELECT count(DISTINCT subject) AS n FROM work_item WHERE kind = ? AND state IN (${places})
         AND NOT EXISTS (SELECT 1 FROM remote WHERE remote.kind = work_item.kind AND remote.subject = work_item.subject)`,
      )
      .get(kind, ...states);
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
