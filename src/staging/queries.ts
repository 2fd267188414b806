import type { Database, SqlRow } from "../database/database.ts";
import { textIn } from "../database/row-text.ts";
import type { Problem, Reference } from "./staged-rows.ts";

/** Who or what is meant: the words of a roster, in one spelling, so that equal questions are asked once. */
export interface Question {
  readonly directory: string;
  readonly about: Readonly<Record<string, string>>;
}

/** A question on the desk. */
export interface OpenQuestion extends Question {
  readonly id: number;
  /** The question as one text; equal texts are equal questions. */
  readonly text: string;
  /** No request depends on its answer. */
  readonly optional?: boolean;
}

interface Outcome {
  readonly answer: string | undefined;
  readonly problem: Problem | undefined;
  /** The id of an earlier run that stood beside the words, and is not what they mean. */
  readonly staleId: string | undefined;
}

/**
 * How a question ended without an answer: it could not be asked, nothing or several things were found, or what was
 * found contradicts it.
 */
export type Unanswered = "unread" | "open" | "contradicted";

/** A question that another one answers. */
export interface Redirected extends OpenQuestion {
  /** What takes the place of an answer that the other one does not find. */
  readonly otherwise: string | undefined;
  readonly instead: {
    readonly answer: string | undefined;
    readonly problem: Problem | undefined;
    readonly ending: Unanswered;
    readonly believed: boolean;
  };
}

/** A reference with what came of its question. */
export interface AnsweredReference extends Reference, Outcome {}

const outcomesKept = 500;

const believedIds = `SELECT answer FROM question WHERE directory = ? AND answer IS NOT NULL
  AND EXISTS (SELECT 1 FROM want WHERE want.subject = answer AND step = 'create')`;

/** The distinct questions of a run, what might answer them, and what did. */
export class Questions {
  readonly #database: Database;
  /** The requests of a row, and rows that follow each other, mostly refer to the same few things. */
  readonly #outcomes = new Map<number, Outcome>();
  #latest: { readonly directory: string; readonly about: string; readonly id: number } | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The number of a question; the same question has the same number. */
  numberOf(question: Question): number {
    const about = textOf(question);
    const { directory } = question;
    // the requests of a row mostly ask about the same person
    if (this.#latest?.directory === directory && this.#latest.about === about) return this.#latest.id;
    const known = this.#database
      .prepare("SELECT id FROM question WHERE directory = ? AND about = ?")
      .get(directory, about);
    const id =
      known === undefined
        ? this.#database
            .prepare("INSERT INTO question (directory, about, standing, earlier) VALUES (?, ?, 'open', ?)")
            .run(directory, about, question.about["earlier"] ?? null).lastId
        : Number(known["id"]);
    this.#latest = { directory, about, id };
    return id;
  }

  /** Open questions of a directory, in order, a page at a time. */
  open(directory: string, afterId: number, size: number): readonly OpenQuestion[] {
    return this.#database
      .prepare(
        "SELECT * FROM question WHERE directory = ? AND standing = 'open' AND id > ? ORDER BY id LIMIT ?",
      )
      .all(directory, afterId, size)
      .map(questionOf);
  }

  /** Marks the open questions of a directory on whose answers no request depends. */
  markOptional(directory: string): void {
    this.#database
      .prepare(
        `UPDATE question SET optional = 1 WHERE directory = ? AND standing = 'open'
         AND id NOT IN (SELECT json_extract(value, '$.question') FROM ask, json_each(ask.refs))
         AND id NOT IN (SELECT instead FROM question WHERE instead IS NOT NULL)`,
      )
      .run(directory);
  }

  /** Questions of a directory without requests that a look has ended without an answer, a page at a time. */
  endedOptional(directory: string, afterId: number, size: number): readonly OpenQuestion[] {
    return this.#database
      .prepare(
        `SELECT * FROM question WHERE directory = ? AND optional = 1 AND standing = 'failed' AND ending <> 'unread'
         AND id > ? ORDER BY id LIMIT ?`,
      )
      .all(directory, afterId, size)
      .map(questionOf);
  }

  /** How many questions of a directory are open. */
  openCount(directory: string): number {
    const row = this.#database
      .prepare("SELECT count(*) AS n FROM question WHERE directory = ? AND standing = 'open'")
      .get(directory);
    return Number(row?.["n"]);
  }

  /** Says by which handles entries of the directory can be recognised as possible answers. */
  setHandles(question: OpenQuestion, handles: readonly string[]): void {
    this.#database
      .prepare(
        "INSERT OR IGNORE INTO handle (directory, handle, question) SELECT ?, value, ? FROM json_each(?)",
      )
      .run(question.directory, question.id, JSON.stringify(handles));
  }

  /** Keeps an entry for every question that one of its handles fits. */
  addCandidate(directory: string, handles: readonly string[], entryId: string, entry: string): void {
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO candidate (question, entry_id, entry)
         SELECT question, ?, ? FROM handle WHERE directory = ? AND handle IN (SELECT value FROM json_each(?))`,
      )
      .run(entryId, entry, directory, JSON.stringify(handles));
  }

  /** The entries kept for a question. */
  candidates(questionId: number): readonly string[] {
    return this.#database
      .prepare("SELECT entry FROM candidate WHERE question = ? ORDER BY entry_id")
      .all(questionId)
      .map(({ entry }) => String(entry));
  }

  /** What came of some questions, in their order. */
  outcomes(references: readonly Reference[]): readonly AnsweredReference[] {
    return references.map((reference) => ({ ...reference, ...this.#outcome(reference.question) }));
  }

  #outcome(id: number): Outcome {
    const known = this.#outcomes.get(id);
    if (known !== undefined) return known;
    const row = this.#database.prepare("SELECT * FROM question WHERE id = ?").get(id) ?? {};
    const [answer, code, earlier] = [textIn(row, "answer"), textIn(row, "code"), textIn(row, "earlier")];
    const isStale =
      answer === undefined ? code !== undefined && row["ending"] !== "unread" : answer !== earlier;
    const outcome = {
      answer,
      problem: code === undefined ? undefined : { code, problem: textIn(row, "problem") ?? "" },
      staleId: isStale ? earlier : undefined,
    };
    if (this.#outcomes.size >= outcomesKept) this.#outcomes.clear();
    this.#outcomes.set(id, outcome);
    return outcome;
  }

  /**
   * Answers a question.
   * @param believed nobody has looked in this run
   */
  answer(id: number, answer: string, believed = false): void {
    this.#outcomes.clear();
    this.#database
      .prepare("UPDATE question SET standing = 'found', answer = ?, believed = ? WHERE id = ?")
      .run(answer, Number(believed), id);
  }

  /** The ids of a directory that were believed by all who name them, and for which something is to be created, in order. */
  believed(directory: string, after: string, size: number): readonly string[] {
    return this.#database
      .prepare(
        `${believedIds} AND answer > ? GROUP BY answer HAVING min(believed) = 1 ORDER BY answer LIMIT ?`,
      )
      .all(directory, after, size)
      .map(({ answer }) => String(answer));
  }

  /** How many {@link believed} ids there are. */
  believedCount(directory: string): number {
    const row = this.#database
      .prepare(`SELECT count(*) AS n FROM (${believedIds} GROUP BY answer HAVING min(believed) = 1)`)
      .get(directory);
    return Number(row?.["n"]);
  }

  /** Somebody has looked at what has this id; whether it was only believed until now. */
  see(directory: string, id: string): boolean {
    const { changes } = this.#database
      .prepare("UPDATE question SET believed = 0 WHERE directory = ? AND answer = ? AND believed = 1")
      .run(directory, id);
    return changes > 0;
  }

  /** Ends a question without an answer. */
  fail(id: number, { code, problem }: Problem, ending: Unanswered): void {
    this.#outcomes.clear();
    this.#database
      .prepare("UPDATE question SET standing = 'failed', code = ?, problem = ?, ending = ? WHERE id = ?")
      .run(code, problem, ending, id);
  }

  /** Has another question answer this one; if that is a new one, it waits to be opened. */
  redirect(id: number, question: Question, otherwise: string | undefined): void {
    this.#database
      .prepare("INSERT OR IGNORE INTO question (directory, about, standing) VALUES (?, ?, 'waiting')")
      .run(question.directory, textOf(question));
    const instead = this.numberOf(question);
    this.#database
      .prepare("UPDATE question SET standing = 'redirected', instead = ?, answer = ? WHERE id = ?")
      .run(instead, otherwise ?? null, id);
  }

  /** Opens the questions of a directory that wait; answers how many they are. */
  openWaiting(directory: string): number {
    return this.#database
      .prepare("UPDATE question SET standing = 'open' WHERE directory = ? AND standing = 'waiting'")
      .run(directory).changes;
  }

  /** Questions of a directory that others have answered, a page at a time. */
  redirected(directory: string, afterId: number, size: number): readonly Redirected[] {
    return this.#database
      .prepare(
        `SELECT question.*, other.answer AS other_answer, other.code AS other_code, other.problem AS other_problem,
           other.ending AS other_ending, other.believed AS other_believed
         FROM question JOIN question AS other ON other.id = question.instead
         WHERE question.directory = ? AND question.standing = 'redirected' AND question.id > ?
         ORDER BY question.id LIMIT ?`,
      )
      .all(directory, afterId, size)
      .map((row) => {
        const code = textIn(row, "other_code");
        return {
          ...questionOf(row),
          otherwise: textIn(row, "answer"),
          instead: {
            answer: textIn(row, "other_answer"),
            problem: code === undefined ? undefined : { code, problem: textIn(row, "other_problem") ?? "" },
            ending: (textIn(row, "other_ending") ?? "unread") as Unanswered,
            believed: row["other_believed"] === 1,
          },
        };
      });
  }

  /** Ends all open questions of a directory without an answer. */
  failOpen(directory: string, code: string, problem: string): void {
    this.#outcomes.clear();
    this.#database
      .prepare(
        "UPDATE question SET standing = 'failed', code = ?, problem = ?, ending = 'unread' WHERE directory = ? AND standing = 'open'",
      )
      .run(code, problem, directory);
  }
}

/** A question as one text, its words in alphabetical order. */
export function textOf({ about }: Question): string {
  return JSON.stringify(Object.entries(about).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function questionOf(row: SqlRow): OpenQuestion {
  const text = String(row["about"]);
  return {
    id: Number(row["id"]),
    optional: row["optional"] === 1,
    directory: String(row["directory"]),
    text,
    about: Object.fromEntries(JSON.parse(text) as [string, string][]),
  };
}
