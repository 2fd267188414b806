import type { Database, SqlRow } from "../database/database.ts";
import { jsonQuery, jsonRows } from "../database/json-rows.ts";
import { textIn } from "../database/row-text.ts";
import type { Attributes } from "../ledger/entry.ts";
import type { Problem } from "./staged-rows.ts";

/**
 * How far a wanted request has come in this run.
 * - `look`: whether it exists has to be seen on the platform.
 * - `refresh`: it exists; its status has to be read.
 * - `create`: it does not exist and is to be requested.
 * - `doubt`: it was sent and nobody knows yet what became of it.
 * - `confirm`: it was accepted, but its id or status is not known yet.
 * - `done`: there is nothing left to do; a problem says what went wrong, if anything did.
 */
export type Step = (typeof steps)[number];

/** Every {@link Step}. */
export const steps = ["look", "refresh", "create", "doubt", "confirm", "done"] as const;

/** A request that rows spec for, by natural key; several rows may share it. */
export interface WorkItem {
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly attributes: Attributes;
  /** Work items with the same batch may travel in one call. */
  readonly batch: string;
  /** The first row that asks for it. */
  readonly row: number;
  /** Ids that an earlier results file gives for it, and that the ledger has for nothing else; to be seen whether they are its own. */
  readonly toldIds: readonly string[];
  readonly step: Step;
  readonly problem: Problem | undefined;
  /** What the provider has already instead, as a status: `held A12345 until 2027-03-31`. Then nothing is requested. */
  readonly held?: string | undefined;
  /** What the provider has that does not stand in the way of requesting it, as a sentence. */
  readonly note?: string | undefined;
  /** How often it was sent again in this run. */
  readonly resends?: number;
}

const columns = "key kind subject attributes batch row told_ids step held note sends code problem".split(" ");
const byKeys = jsonQuery(columns, "SELECT * FROM work_item WHERE key IN (SELECT value FROM json_each(?))");
const bySubject = jsonQuery(columns, "SELECT * FROM work_item WHERE kind = ? AND subject = ? ORDER BY key");
const pageOfStep = jsonQuery(
  columns,
  "SELECT * FROM work_item WHERE kind = ? AND step = ? AND key > ? ORDER BY key LIMIT ?",
);

/** SQL for the ids of two lists, each once. */
function bothTold(one: string, other: string): string {
  return `(SELECT json_group_array(value) FROM (SELECT value FROM json_each(${one}) UNION SELECT value FROM json_each(${other})))`;
}

/** The distinct requests that the roster asks for. */
export class WorkItems {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Adds wants, in order; one that is there already stays as it is. */
  add(workItems: readonly WorkItem[]): void {
    this.#database
      .prepare(
        `INSERT INTO work_item (key, kind, subject, attributes, batch, row, told_ids, step)
         SELECT value ->> 'key', value ->> 'kind', value ->> 'subject', value -> 'attributes', value ->> 'batch',
           value ->> 'row', value -> 'toldIds', value ->> 'step'
         FROM json_each(?) WHERE true
         ON CONFLICT (key) DO UPDATE SET told_ids = ${bothTold("work_item.told_ids", "excluded.told_ids")}`,
      )
      .run(JSON.stringify(workItems));
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

  /** The rows that spec for one work item spec for the other from now on, and it is gone. */
  merge(key: string, into: string): void {
    this.#database.prepare("UPDATE spec SET key = ? WHERE key = ?").run(into, key);
    this.#database
      .prepare(
        `UPDATE work_item SET told_ids = ${bothTold("told_ids", "(SELECT told_ids FROM work_item WHERE key = ?)")} WHERE key = ?`,
      )
      .run(key, into);
    this.#database.prepare("DELETE FROM work_item WHERE key = ?").run(key);
  }

  /** What is looked for about subjects of which nothing at all is listed does not exist. */
  createUnlisted(kind: string): void {
    this.#database
      .prepare(
        `UPDATE work_item SET step = 'create', missing = 1 WHERE kind = ?1 AND step = 'look' AND told_ids = '[]'
         AND NOT EXISTS (SELECT 1 FROM remote WHERE remote.kind = ?1 AND remote.subject = work_item.subject)`,
      )
      .run(kind);
  }

  /** Says how far a work item has come. */
  setStep(key: string, step: Step, problem?: Problem): void {
    this.#database
      .prepare(
        "UPDATE work_item SET step = ?1, missing = max(missing, ?1 = 'create'), code = ?2, problem = ?3 WHERE key = ?4",
      )
      .run(step, problem?.code ?? null, problem?.problem ?? null, key);
  }

  /** Ends what is to be created about a subject, of whatever kind. */
  endCreates(subject: string, { code, problem }: Problem): void {
    this.#database
      .prepare(
        "UPDATE work_item SET step = 'done', code = ?, problem = ? WHERE subject = ? AND step = 'create'",
      )
      .run(code, problem, subject);
  }

  /** The first few rows that spec for something to be created about a subject; for the log. */
  rowsToCreate(subject: string): readonly number[] {
    return this.#database
      .prepare(
        "SELECT DISTINCT row FROM work_item WHERE subject = ? AND step = 'create' ORDER BY row LIMIT 10",
      )
      .all(subject)
      .map(({ row }) => Number(row));
  }

  /** Says that a work item is held already, so that nothing is to be requested. */
  setHeld(key: string, held: string): void {
    this.#database
      .prepare(
        "UPDATE work_item SET step = 'done', held = ?, missing = 0, code = NULL, problem = NULL WHERE key = ?",
      )
      .run(held, key);
  }

  /** Says what else is known of a work item that is requested all the same. */
  setNote(key: string, note: string): void {
    this.#database.prepare("UPDATE work_item SET note = ? WHERE key = ?").run(note, key);
  }

  /** How many work items of a kind are held already. */
  heldCount(kind: string): number {
    const sql = "SELECT count(*) AS n FROM work_item WHERE kind = ? AND held IS NOT NULL";
    return Number(this.#database.prepare(sql).get(kind)?.["n"]);
  }

  /** Work items of one kind at one step, in key order, a page at a time; start with the empty string. */
  page(kind: string, step: Step, afterKey: string, size: number): readonly WorkItem[] {
    return jsonRows(this.#database, pageOfStep, kind, step, afterKey, size).map(workItemOf);
  }

  /**
   * The next batch of work items at the step `create`, all of them; start with the empty string.
   * @param upToRow only work items of rows up to this one
   */
  nextBatch(kind: string, afterBatch: string, upToRow = Number.MAX_SAFE_INTEGER): readonly WorkItem[] {
    const next = this.#database
      .prepare(
        "SELECT min(batch) AS batch FROM work_item WHERE kind = ? AND step = 'create' AND batch > ? AND row <= ?",
      )
      .get(kind, afterBatch, upToRow);
    const batch = next?.["batch"];
    if (typeof batch !== "string") return [];
    return this.#database
      .prepare(
        "SELECT * FROM work_item WHERE kind = ? AND step = 'create' AND batch = ? AND row <= ? ORDER BY key",
      )
      .all(kind, batch, upToRow)
      .map(workItemOf);
  }

  /** The row by which this many rows have something to be created; undefined when all rows together are fewer. */
  rowOfNthCreate(rows: number): number | undefined {
    const found = this.#database
      .prepare("SELECT DISTINCT row FROM work_item WHERE step = 'create' ORDER BY row LIMIT 1 OFFSET ?")
      .get(rows - 1);
    return found === undefined ? undefined : Number(found["row"]);
  }

  /** What is to be created for this row and those further up: how many requests of which row, and their keys. */
  createsUpTo(row: number): { readonly rows: readonly number[]; readonly keys: ReadonlySet<string> } {
    const found = this.#database
      .prepare("SELECT row, key FROM work_item WHERE step = 'create' AND row <= ? ORDER BY row, key")
      .all(row);
    return {
      rows: [...new Set(found.map((workItem) => Number(workItem["row"])))],
      keys: new Set(found.map((workItem) => String(workItem["key"]))),
    };
  }

  /** How many work items of any kind are to be created. */
  createCount(): number {
    return Number(
      this.#database.prepare("SELECT count(*) AS n FROM work_item WHERE step = 'create'").get()?.["n"],
    );
  }

  /** What has become so far of the work items of a kind that were found missing: how many at which step, with which problem. */
  fates(
    kind: string,
  ): readonly { readonly step: Step; readonly code: string | undefined; readonly count: number }[] {
    return this.#database
      .prepare(
        "SELECT step, code, count(*) AS n FROM work_item WHERE kind = ? AND missing = 1 GROUP BY step, code",
      )
      .all(kind)
      .map((row) => ({
        step: row["step"] as Step,
        code: typeof row["code"] === "string" ? row["code"] : undefined,
        count: Number(row["n"]),
      }));
  }

  /** How many work items of a kind have ended with nobody knowing what became of them. */
  unknownCount(kind: string): number {
    const sql =
      "SELECT count(*) AS n FROM work_item WHERE kind = ? AND step = 'done' AND code IN ('outcome_unknown', 'not_listed')";
    return Number(this.#database.prepare(sql).get(kind)?.["n"]);
  }

  /** How many work items of these kinds were found missing on the platform in this run, whatever became of them since. */
  missingCount(kinds: readonly string[]): number {
    const places = kinds.map(() => "?").join(", ");
    const sql = `SELECT count(*) AS n FROM work_item WHERE missing = 1 AND kind IN (${places})`;
    return Number(this.#database.prepare(sql).get(...kinds)?.["n"]);
  }

  /** Whether a platform could not be read for some of the work items. */
  anyUnread(): boolean {
    return (
      this.#database
        .prepare("SELECT 1 FROM work_item WHERE code IN ('platform_unavailable', 'list_incomplete') LIMIT 1")
        .get() !== undefined
    );
  }

  /** Counts that a work item is sent once more in this run. */
  countResend(key: string): void {
    this.#database.prepare("UPDATE work_item SET sends = sends + 1 WHERE key = ?").run(key);
  }

  /** Takes a work item out of its batch: it travels alone from now on. */
  sendAlone(key: string): void {
    this.#database.prepare("UPDATE work_item SET batch = key WHERE key = ?").run(key);
  }

  /** How many work items of a kind stand at a step, in how many batches, about how many subjects. */
  count(
    kind: string,
    step: Step,
  ): { readonly workItems: number; readonly batches: number; readonly subjects: number } {
    const row = this.#database
      .prepare(
        `SELECT count(*) AS n, count(DISTINCT batch) AS bundles, count(DISTINCT subject) AS subjects
         FROM work_item WHERE kind = ? AND step = ?`,
      )
      .get(kind, step);
    return {
      workItems: Number(row?.["n"]),
      batches: Number(row?.["bundles"]),
      subjects: Number(row?.["subjects"]),
    };
  }
}

function workItemOf(row: SqlRow): WorkItem {
  const code = row["code"];
  return {
    key: String(row["key"]),
    kind: String(row["kind"]),
    subject: String(row["subject"]),
    attributes: JSON.parse(String(row["attributes"])) as Attributes,
    batch: String(row["batch"]),
    row: Number(row["row"]),
    toldIds: JSON.parse(String(row["told_ids"])) as readonly string[],
    step: row["step"] as Step,
    problem: typeof code === "string" ? { code, problem: String(row["problem"] ?? "") } : undefined,
    held: textIn(row, "held"),
    note: textIn(row, "note"),
    resends: Number(row["sends"] ?? 0),
  };
}
