import { type Database, type SqlRow, textIn } from "../database/database.ts";
import type { Problem } from "../faults/problem.ts";
import { textOf, type Query, type OpenQuery } from "../platforms/resource.ts";
import type { Reference } from "./staged-rows.ts";

interface Outcome {
  readonly answer: string | undefined;
  readonly problem: Problem | undefined;
  /** The id of an earlier run that stood beside the words, and is not what they mean. */
  readonly staleId: string | undefined;
}

/**
 * How a query ended without an answer: it could not be asked, nothing or several things were found, or what was
 * found contradicts it.
 */
export type Unanswered = "unread" | "open" | "contradicted";

/** A query that another one answers. */
export interface Redirected extends OpenQuery {
  /** What takes the place of an answer that the other one does not find. */
  readonly otherwise: string | undefined;
  readonly instead: {
    readonly answer: string | undefined;
    readonly problem: Problem | undefined;
    readonly ending: Unanswered;
    readonly believed: boolean;
  };
}

/** A reference with what came of its query. */
export interface AnsweredReference extends Reference, Outcome {}

const outcomesKept = 500;

const believedIds = `SELECT answer FROM query WHERE lookup_source = ? AND answer IS NOT NULL
  AND EXISTS (SELECT 1 FROM work_item WHERE work_item.subject = answer AND state = 'send')`;

/** The distinct queries of a run, what might answer them, and what did. */
export class Queries {
  readonly #database: Database;
  /** The requests of a row, and rows that follow each other, mostly refer to the same few things. */
  readonly #outcomes = new Map<number, Outcome>();
  #latest: { readonly lookupSource: string; readonly about: string; readonly id: number } | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The number of a query; the same query has the same number. */
  numberOf(query: Query): number {
    const about = textOf(query);
    const { lookupSource } = query;
    // the requests of a row mostly spec about the same person
    if (this.#latest?.lookupSource === lookupSource && this.#latest.about === about) return this.#latest.id;
    const known = this.#database
      .prepare("SELECT id FROM query WHERE lookup_source = ? AND about = ?")
      .get(lookupSource, about);
    const id =
      known === undefined
        ? this.#database
            .prepare("INSERT INTO query (lookup_source, about, standing, earlier) VALUES (?, ?, 'open', ?)")
            .run(lookupSource, about, query.about["earlier"] ?? null).lastId
        : Number(known["id"]);
    this.#latest = { lookupSource, about, id };
    return id;
  }

  /** Open queries of a lookup source, in order, a page at a time. */
  open(lookupSource: string, afterId: number, size: number): readonly OpenQuery[] {
    return this.#database
      .prepare(
        "SELECT * FROM query WHERE lookup_source = ? AND standing = 'open' AND id > ? ORDER BY id LIMIT ?",
      )
      .all(lookupSource, afterId, size)
      .map(queryOf);
  }

  /** Marks the open queries of a lookup source on whose answers no request depends. */
  markOptional(lookupSource: string): void {
    this.#database
      .prepare(
        `UPDATE query SET optional = 1 WHERE lookup_source = ? AND standing = 'open'
         AND id NOT IN (SELECT json_extract(value, '$.query') FROM spec, json_each(spec.refs))
         AND id NOT IN (SELECT instead FROM query WHERE instead IS NOT NULL)`,
      )
      .run(lookupSource);
  }

  /** Queries of a lookup source without requests that a look has ended without an answer, a page at a time. */
  endedOptional(lookupSource: string, afterId: number, size: number): readonly OpenQuery[] {
    return this.#database
      .prepare(
        `SELECT * FROM query WHERE lookup_source = ? AND optional = 1 AND standing = 'failed' AND ending <> 'unread'
         AND id > ? ORDER BY id LIMIT ?`,
      )
      .all(lookupSource, afterId, size)
      .map(queryOf);
  }

  /** How many queries of a lookup source are open. */
  openCount(lookupSource: string): number {
    const row = this.#database
      .prepare("SELECT count(*) AS n FROM query WHERE lookup_source = ? AND standing = 'open'")
      .get(lookupSource);
    return Number(row?.["n"]);
  }

  /** Says by which match keys entries of the lookup source can be recognised as possible answers. */
  setMatchKeys(query: OpenQuery, matchKeys: readonly string[]): void {
    this.#database
      .prepare(
        "INSERT OR IGNORE INTO match_key (lookup_source, match_key, query) SELECT ?, value, ? FROM json_each(?)",
      )
      .run(query.lookupSource, query.id, JSON.stringify(matchKeys));
  }

  /** Keeps an entry for every query that one of its match keys fits. */
  addCandidate(lookupSource: string, matchKeys: readonly string[], entryId: string, entry: string): void {
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO candidate (query, entry_id, entry)
         SELECT query, ?, ? FROM match_key WHERE lookup_source = ? AND match_key IN (SELECT value FROM json_each(?))`,
      )
      .run(entryId, entry, lookupSource, JSON.stringify(matchKeys));
  }

  /** The entries kept for a query. */
  candidates(queryId: number): readonly string[] {
    return this.#database
      .prepare("SELECT entry FROM candidate WHERE query = ? ORDER BY entry_id")
      .all(queryId)
      .map(({ entry }) => String(entry));
  }

  /** What came of some queries, in their order. */
  outcomes(references: readonly Reference[]): readonly AnsweredReference[] {
    return references.map((reference) => ({ ...reference, ...this.#outcome(reference.query) }));
  }

  #outcome(id: number): Outcome {
    const known = this.#outcomes.get(id);
    if (known !== undefined) return known;
    const row = this.#database.prepare("SELECT * FROM query WHERE id = ?").get(id) ?? {};
    const [answer, code, earlier] = [textIn(row, "answer"), textIn(row, "code"), textIn(row, "earlier")];
    const isStale =
      answer === undefined ? code !== undefined && row["ending"] !== "unread" : answer !== earlier;
    const outcome = {
      answer,
      problem: code === undefined ? undefined : { code, message: textIn(row, "problem") ?? "" },
      staleId: isStale ? earlier : undefined,
    };
    if (this.#outcomes.size >= outcomesKept) this.#outcomes.clear();
    this.#outcomes.set(id, outcome);
    return outcome;
  }

  /**
   * Answers a query.
   * @param believed nobody has looked in this run
   */
  answer(id: number, answer: string, believed = false): void {
    this.#outcomes.clear();
    this.#database
      .prepare("UPDATE query SET standing = 'found', answer = ?, believed = ? WHERE id = ?")
      .run(answer, Number(believed), id);
  }

  /** The ids of a lookup source that were believed by all who name them, and for which something is to be created, in order. */
  believed(lookupSource: string, after: string, size: number): readonly string[] {
    return this.#database
      .prepare(
        `${believedIds} AND answer > ? GROUP BY answer HAVING min(believed) = 1 ORDER BY answer LIMIT ?`,
      )
      .all(lookupSource, after, size)
      .map(({ answer }) => String(answer));
  }

  /** How many {@link believed} ids there are. */
  believedCount(lookupSource: string): number {
    const row = this.#database
      .prepare(`SELECT count(*) AS n FROM (${believedIds} GROUP BY answer HAVING min(believed) = 1)`)
      .get(lookupSource);
    return Number(row?.["n"]);
  }

  /** Somebody has looked at what has this id; whether it was only believed until now. */
  see(lookupSource: string, id: string): boolean {
    const { changes } = this.#database
      .prepare("UPDATE query SET believed = 0 WHERE lookup_source = ? AND answer = ? AND believed = 1")
      .run(lookupSource, id);
    return changes > 0;
  }

  /** Ends a query without an answer. */
  fail(id: number, { code, message }: Problem, ending: Unanswered): void {
    this.#outcomes.clear();
    this.#database
      // a query that waited for another one has kept what would answer it otherwise
      .prepare(
        "UPDATE query SET standing = 'failed', answer = NULL, code = ?, problem = ?, ending = ? WHERE id = ?",
      )
      .run(code, message, ending, id);
  }

  /** Has another query answer this one; if that is a new one, it waits to be opened. */
  redirect(id: number, query: Query, otherwise: string | undefined): void {
    this.#database
      .prepare("INSERT OR IGNORE INTO query (lookup_source, about, standing) VALUES (?, ?, 'waiting')")
      .run(query.lookupSource, textOf(query));
    const instead = this.numberOf(query);
    this.#database
      .prepare("UPDATE query SET standing = 'redirected', instead = ?, answer = ? WHERE id = ?")
      .run(instead, otherwise ?? null, id);
  }

  /** Opens the queries of a lookup source that wait; answers how many they are. */
  openWaiting(lookupSource: string): number {
    return this.#database
      .prepare("UPDATE query SET standing = 'open' WHERE lookup_source = ? AND standing = 'waiting'")
      .run(lookupSource).changes;
  }

  /** Queries of a lookup source that others have answered, a page at a time. */
  redirected(lookupSource: string, afterId: number, size: number): readonly Redirected[] {
    return this.#database
      .prepare(
        `SELECT query.*, other.answer AS other_answer, other.code AS other_code, other.problem AS other_problem,
           other.ending AS other_ending, other.believed AS other_believed
         FROM query JOIN query AS other ON other.id = query.instead
         WHERE query.lookup_source = ? AND query.standing = 'redirected' AND query.id > ?
         ORDER BY query.id LIMIT ?`,
      )
      .all(lookupSource, afterId, size)
      .map((row) => {
        const code = textIn(row, "other_code");
        return {
          ...queryOf(row),
          otherwise: textIn(row, "answer"),
          instead: {
            answer: textIn(row, "other_answer"),
            problem: code === undefined ? undefined : { code, message: textIn(row, "other_problem") ?? "" },
            ending: (textIn(row, "other_ending") ?? "unread") as Unanswered,
            believed: row["other_believed"] === 1,
          },
        };
      });
  }

  /** Ends all open queries of a lookup source without an answer. */
  failOpen(lookupSource: string, code: string, problem: string): void {
    this.#outcomes.clear();
    this.#database
      .prepare(
        "UPDATE query SET standing = 'failed', code = ?, problem = ?, ending = 'unread' WHERE lookup_source = ? AND standing = 'open'",
      )
      .run(code, problem, lookupSource);
  }
}

function queryOf(row: SqlRow): OpenQuery {
  const text = String(row["about"]);
  return {
    id: Number(row["id"]),
    optional: row["optional"] === 1,
    lookupSource: String(row["lookup_source"]),
    text,
    about: Object.fromEntries(JSON.parse(text) as [string, string][]),
  };
}
