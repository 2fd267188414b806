import { type Database, type SqlRow, jsonQuery, jsonRows, textIn } from "../database/database.ts";
import type { Problem } from "../faults/problem.ts";
import type { Attributes } from "../ledger/entry.ts";
import type { Event } from "../requests/events.ts";
import { firstState } from "../requests/known.ts";
import { keyAfter, type Verb } from "../requests/operation.ts";
import { next, type Next, type State } from "../requests/state.ts";
import { problemFor, type Subject } from "../requests/wording.ts";
import { WorkCounts } from "./work-counts.ts";
import type { WorkItem, NewWorkItem, ContinuedWorkItem, BatchCursor, UnlistedAtAll } from "./work-item.ts";

const columns =
  "key kind subject attributes verb digest target batch row told_ids state held note sends code problem".split(
    " ",
  );

const byKeys = jsonQuery(columns, "SELECT * FROM work_item WHERE key IN (SELECT value FROM json_each(?))");
const bySubject = jsonQuery(columns, "SELECT * FROM work_item WHERE kind = ? AND subject = ? ORDER BY key");

const pageOfState = jsonQuery(
  columns,
  "SELECT * FROM work_item WHERE kind = ? AND state = ? AND key > ? ORDER BY key LIMIT ?",
);

/** SQL for that quarter of a work item's batch which the fewest have joined that are still to be sent. */
const smallestQuarter = `(SELECT work_item.batch || quarter.column1
  FROM (VALUES ('/1'), ('/2'), ('/3'), ('/4')) AS quarter
  LEFT JOIN work_item AS other ON other.kind = work_item.kind AND other.state = 'send'
    AND other.batch = work_item.batch || quarter.column1
  GROUP BY quarter.column1 ORDER BY count(other.key), quarter.column1 LIMIT 1)`;

/** SQL for the ids of two lists, each once. */
function bothTold(one: string, other: string): string {
  return `(SELECT json_group_array(value) FROM (SELECT value FROM json_each(${one}) UNION SELECT value FROM json_each(${other})))`;
}

/** The distinct requests that the roster asks for. */
export class WorkItems extends WorkCounts {
  readonly #database: Database;

  constructor(database: Database) {
    super(database);
    this.#database = database;
  }

  /** Adds work items, in order; of one that is there already only the ids are added that may be its own. */
  add(workItems: readonly NewWorkItem[]): void {
    const added = workItems.map(({ known, verb = "create", batch, ...workItem }) => ({
      ...workItem,
      verb,
      batch: batchOf(verb, batch),
      state: firstState(known),
    }));
    this.#database
      .prepare(
        `INSERT INTO work_item (key, kind, subject, attributes, verb, digest, target, batch, row, told_ids, state)
         SELECT value ->> 'key', value ->> 'kind', value ->> 'subject', value -> 'attributes', value ->> 'verb',
           value ->> 'digest', value ->> 'target', value ->> 'batch', value ->> 'row', value -> 'toldIds', value ->> 'state'
         FROM json_each(?) WHERE true
         ON CONFLICT (key) DO UPDATE SET told_ids = ${bothTold("work_item.told_ids", "excluded.told_ids")}`,
      )
      .run(JSON.stringify(added));
  }

  /** These ids may be its own, too. */
  addPossibleIds(key: string, ids: readonly string[]): void {
    this.#database
      .prepare(`UPDATE work_item SET told_ids = ${bothTold("told_ids", "?")} WHERE key = ?`)
      .run(JSON.stringify(ids), key);
  }

  /** The work items with these keys that there are. */
  findAll(keys: readonly string[]): ReadonlyMap<string, WorkItem> {
    if (keys.length === 0) return new Map();
    const rows = jsonRows(this.#database, byKeys, JSON.stringify(keys));
    return new Map(rows.map((row) => [String(row["key"]), workItemOf(row)]));
  }

  /** The work items of one kind about one subject. */
  ofSubject(kind: string, subject: string): readonly WorkItem[] {
    return jsonRows(this.#database, bySubject, kind, subject).map(workItemOf);
  }

  /** Drops the work items of a kind that no row asks for any more. */
  dropUnasked(kind: string): void {
    this.#database
      .prepare(
        "DELETE FROM work_item WHERE kind = ? AND NOT EXISTS (SELECT 1 FROM spec WHERE spec.key = work_item.key)",
      )
      .run(kind);
  }

  /** The next subject, in order, with more than one work item of a kind; start with the empty string. */
  nextCrowdedSubject(kind: string, after: string): string | undefined {
    const row = this.#database
      .prepare(
        `SELECT subject FROM work_item WHERE kind = ? AND subject > ? GROUP BY subject HAVING count(*) > 1
         ORDER BY subject LIMIT 1`,
      )
      .get(kind, after);
    return row === undefined ? undefined : String(row["subject"]);
  }

  /** The rows that ask for one work item ask for the other from now on, and it is gone. */
  merge(key: string, into: string): void {
    this.#database.prepare("UPDATE spec SET key = ? WHERE key = ?").run(into, key);
    this.#database
      .prepare(
        `UPDATE work_item SET told_ids = ${bothTold("told_ids", "(SELECT told_ids FROM work_item WHERE key = ?)")} WHERE key = ?`,
      )
      .run(key, into);
    this.#database.prepare("DELETE FROM work_item WHERE key = ?").run(key);
  }

  /**
   * Something has happened to a work item: the state machine says what follows, and that is kept. This is the only way
   * in which one work item moves.
   * @param about for the words of what went wrong; needed where the machine has something said
   */
  move(
    { key, state, verb, digest }: Pick<WorkItem, "key" | "state" | "verb" | "digest">,
    event: Event,
    about?: () => Subject,
  ): Next {
    const after = next(state, event);
    if (after.stays === true) return after;
    const now = after.as ?? (after.again === true ? verb : undefined);
    const nextKey = now === undefined ? key : keyAfter(key, now, digest);
    if (now !== undefined) this.#become(key, nextKey, now);
    this.#keep(nextKey, after, problemIn(after, about));
    return after;
  }

  /**
   * What the ledger has of its resource says which operation a work item is, and how far that has come. The rows that ask
   * for it ask for that from now on.
   */
  goOnAs(workItem: WorkItem, { key, verb, target, toldIds, known }: ContinuedWorkItem): WorkItem {
    this.#become(workItem.key, key, verb);
    this.#database
      .prepare("UPDATE work_item SET target = ?, told_ids = ? WHERE key = ?")
      .run(target ?? null, JSON.stringify(toldIds), key);
    const { state } = this.move({ ...workItem, key, verb }, known);
    return { ...workItem, key, verb, target, toldIds, state };
  }

  /** It is another operation on the same resource. */
  #become(key: string, other: string, verb: Verb): void {
    if (key !== other) this.#moveTo(key, other);
    this.#database
      .prepare(
        "UPDATE work_item SET verb = ?1, batch = CASE WHEN verb = ?1 THEN batch ELSE ?1 || ' ' || batch END WHERE key = ?2",
      )
      .run(verb, other);
  }

  /** Under this id the platform has what is to be changed or removed. */
  setTarget(key: string, id: string): void {
    this.#database.prepare("UPDATE work_item SET target = ? WHERE key = ?").run(id, key);
  }

  #keep(key: string, after: Next, problem: Problem | undefined): void {
    this.#database
      .prepare(
        `UPDATE work_item SET state = ?1, missing = CASE WHEN ?2 IS NULL THEN max(missing, ?1 = 'send') ELSE 0 END,
           held = coalesce(?2, held), code = ?3, problem = ?4, sends = sends + ?5,
           batch = CASE WHEN ?6 THEN key WHEN ?7 THEN ${smallestQuarter} ELSE batch END
         WHERE key = ?8`,
      )
      .run(
        after.state,
        after.held ?? null,
        problem?.code ?? null,
        problem?.message ?? null,
        after.resent === true ? 1 : 0,
        after.alone === true ? 1 : 0,
        after.quartered === true ? 1 : 0,
        key,
      );
  }

  #moveTo(key: string, other: string): void {
    this.#database.prepare("UPDATE spec SET key = ? WHERE key = ?").run(other, key);
    this.#database.prepare("UPDATE work_item SET key = ? WHERE key = ?").run(other, key);
  }

  /**
   * A list was read whole: {@link move} for all at once that it can be said of without looking at each, since nothing
   * at all is listed about their subjects, and no id may be their own.
   */
  moveUnlisted(kind: string, unlisted: UnlistedAtAll): void {
    const { state } = next("look", unlisted);
    this.#database
      .prepare(
        `UPDATE work_item SET state = ?2, missing = max(missing, ?2 = 'send')
         WHERE kind = ?1 AND state = 'look' AND verb = 'create' AND told_ids = '[]'
         AND NOT EXISTS (SELECT 1 FROM remote WHERE remote.kind = ?1 AND remote.subject = work_item.subject)`,
      )
      .run(kind, state);
  }

  /** Something stands in the way of all that is to be sent about a subject, of whatever kind. */
  withhold(subject: string, problem: Problem): void {
    const after = next("send", { event: "withheld", problem });
    this.#database
      .prepare("UPDATE work_item SET state = ?, code = ?, problem = ? WHERE subject = ? AND state = 'send'")
      .run(after.state, problem.code, problem.message, subject);
  }

  /** Says what else is known of a work item that is requested all the same. */
  setNote(key: string, note: string): void {
    this.#database.prepare("UPDATE work_item SET note = ? WHERE key = ?").run(note, key);
  }

  /** Work items of one kind in one state, in key order, a page at a time; start with the empty string. */
  page(kind: string, state: State, afterKey: string, size: number): readonly WorkItem[] {
    return jsonRows(this.#database, pageOfState, kind, state, afterKey, size).map(workItemOf);
  }

  /**
   * The next batch of work items that are to be sent, or what is left of one, in key order; start with
   * {@link firstBatch}, and go on after the last of them. All of them do the same.
   * @param upToRow only work items of rows up to this one
   * @param mostOf how many may travel together that do this; undefined for all of a batch
   */
  nextBatch(
    kind: string,
    after: BatchCursor,
    upToRow = Number.MAX_SAFE_INTEGER,
    mostOf: (verb: Verb) => number | undefined = () => undefined,
  ): readonly WorkItem[] {
    const first = this.#database
      .prepare(
        `SELECT batch, verb FROM work_item WHERE kind = ? AND state = 'send' AND (batch, key) > (?, ?) AND row <= ?
         ORDER BY batch, key LIMIT 1`,
      )
      .get(kind, after.batch, after.key, upToRow);
    const batch = first?.["batch"];
    if (typeof batch !== "string") return [];
    return this.#database
      .prepare(
        `SELECT * FROM work_item WHERE kind = ? AND state = 'send' AND batch = ? AND key > ? AND row <= ?
         ORDER BY key LIMIT ?`,
      )
      .all(
        kind,
        batch,
        batch === after.batch ? after.key : "",
        upToRow,
        mostOf(first?.["verb"] as Verb) ?? -1,
      )
      .map(workItemOf);
  }
}

/** Creates have their batches as they are named; whatever else is done never travels with them. */
function batchOf(verb: Verb, batch: string): string {
  return verb === "create" ? batch : `${verb} ${batch}`;
}

function workItemOf(row: SqlRow): WorkItem {
  const code = row["code"];
  return {
    key: String(row["key"]),
    kind: String(row["kind"]),
    subject: String(row["subject"]),
    attributes: JSON.parse(String(row["attributes"])) as Attributes,
    verb: row["verb"] as Verb,
    digest: textIn(row, "digest"),
    target: textIn(row, "target"),
    batch: String(row["batch"]),
    row: typeof row["row"] === "number" ? row["row"] : undefined,
    toldIds: JSON.parse(String(row["told_ids"])) as readonly string[],
    state: row["state"] as State,
    problem: typeof code === "string" ? { code, message: String(row["problem"] ?? "") } : undefined,
    held: textIn(row, "held"),
    note: textIn(row, "note"),
    resends: Number(row["sends"] ?? 0),
  };
}

function problemIn(after: Next, about: (() => Subject) | undefined): Problem | undefined {
  if (after.say === undefined) return after.problem;
  if (about === undefined) throw new Error(`there is something to be said: ${after.say}`);
  return problemFor(after.say, about());
}
