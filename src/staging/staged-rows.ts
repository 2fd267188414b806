import type { Database, SqlRow } from "../database/database.ts";
import { jsonQuery, jsonRows } from "../database/json-rows.ts";
import { textIn } from "../database/row-text.ts";
import type { Ask, AskKind } from "../roster/request-spec.ts";
import type { FillableColumn } from "../roster/columns.ts";

/** What is wrong with a row, or with one of its requests, as it comes out in the results. */
export interface Problem {
  readonly code: string;
  readonly problem: string;
}

/** A request of a row as it is put on the desk. */
export interface NewAsk {
  readonly row: number;
  readonly ask: Ask;
  readonly label: string;
  /** Equal for requests that are the same as far as the roster alone can tell. */
  readonly draft: string;
  /** What must be equal for such requests, or they contradict each other. */
  readonly options: string;
  readonly previousId: string | undefined;
  readonly previousStatus: string | undefined;
  readonly references: readonly Reference[];
}

/** A thing that must be known before a request can be made, and the column that its id fills. */
export interface Reference {
  readonly role: string;
  readonly question: number;
  readonly fills?: FillableColumn | undefined;
}

/** A request of a row with what became of it so far. */
export interface StagedAsk {
  readonly id: number;
  readonly row: number;
  readonly ask: Ask;
  readonly label: string;
  readonly references: readonly Reference[];
  readonly previousId: string | undefined;
  readonly previousStatus: string | undefined;
  readonly key: string | undefined;
  readonly problem: Problem | undefined;
}

/** A row that asks for something, or is faulty, or has a CAQH status to fetch. All other rows are not here. */
export interface StagedRow {
  readonly row: number;
  readonly fault: Problem | undefined;
  readonly caqhHandle: string | undefined;
}

/** Rows that contradict each other. */
export interface Contradiction {
  readonly rows: readonly number[];
  readonly options: readonly string[];
}

const asksOfRow = jsonQuery(
  ["id", "row", "ask", "label", "refs", "previous_id", "previous_status", "key", "code", "problem"],
  "SELECT * FROM ask WHERE row = ? ORDER BY id",
);

/** The rows of the roster and what they ask for. */
export class StagedRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Puts a row on the desk. */
  add({ row, fault, caqhHandle }: StagedRow): void {
    this.#database
      .prepare("INSERT INTO staged (row, fault_code, fault, caqh_handle) VALUES (?, ?, ?, ?)")
      .run(row, fault?.code ?? null, fault?.problem ?? null, caqhHandle ?? null);
  }

  /** Puts requests of rows on the desk, in order. */
  addAsks(asks: readonly NewAsk[]): void {
    this.#database
      .prepare(
        `INSERT INTO ask (row, kind, label, ask, refs, draft, options, previous_id, previous_status)
         SELECT value ->> 'row', value -> 'ask' ->> 'kind', value ->> 'label', value -> 'ask', value -> 'references',
           value ->> 'draft', value ->> 'options', value ->> 'previousId', value ->> 'previousStatus'
         FROM json_each(?)`,
      )
      .run(JSON.stringify(asks));
  }

  /** Says anew what must be known before a request can be made. */
  setReferences(askId: number, references: readonly Reference[]): void {
    this.#database.prepare("UPDATE ask SET refs = ? WHERE id = ?").run(JSON.stringify(references), askId);
  }

  /** Makes a row faulty, with all its requests. */
  fail(row: number, { code, problem }: Problem): void {
    this.#database
      .prepare("UPDATE staged SET fault_code = ?, fault = ? WHERE row = ? AND fault_code IS NULL")
      .run(code, problem, row);
    this.#database.prepare("DELETE FROM ask WHERE row = ?").run(row);
  }

  /** Ends a request with a problem. */
  failAsk(id: number, { code, problem }: Problem): void {
    this.#database.prepare("UPDATE ask SET code = ?, problem = ? WHERE id = ?").run(code, problem, id);
  }

  /** Says which requests, by natural key, these turned out to be, and in which way they are wanted. */
  setKeys(asks: readonly { readonly id: number; readonly key: string; readonly options: string }[]): void {
    this.#database
      .prepare(
        `UPDATE ask SET key = found.value ->> 'key', options = found.value ->> 'options'
         FROM json_each(?) AS found WHERE ask.id = found.value ->> 'id'`,
      )
      .run(JSON.stringify(asks));
  }

  /** Rows that ask for the same in different ways, smallest first, with these ways; found by draft or by key. */
  contradictions(by: "draft" | "key"): readonly Contradiction[] {
    const groups = this.#database
      .prepare(
        `SELECT ${by} AS same FROM ask WHERE ${by} IS NOT NULL GROUP BY ${by} HAVING count(DISTINCT options) > 1`,
      )
      .all();
    const rows = this.#database.prepare(`SELECT DISTINCT row FROM ask WHERE ${by} = ? ORDER BY row`);
    const ways = this.#database.prepare(`SELECT DISTINCT options FROM ask WHERE ${by} = ?`);
    return groups.map(({ same }) => ({
      rows: rows.all(same ?? null).map(({ row }) => Number(row)),
      options: ways.all(same ?? null).map(({ options }) => String(options)),
    }));
  }

  /** The staged rows from a row on, in order, a page at a time. */
  page(from: number, size: number): readonly StagedRow[] {
    return this.#database
      .prepare("SELECT * FROM staged WHERE row >= ? ORDER BY row LIMIT ?")
      .all(from, size)
      .map(rowOf);
  }

  /** One staged row. */
  row(row: number): StagedRow | undefined {
    const found = this.#database.prepare("SELECT * FROM staged WHERE row = ?").get(row);
    return found === undefined ? undefined : rowOf(found);
  }

  /** A row's requests in the order of the roster's columns. */
  asksOf(row: number): readonly StagedAsk[] {
    return jsonRows(this.#database, asksOfRow, row).map(askOf);
  }

  /** Requests of one kind that still have neither key nor problem, in order, a page at a time. */
  undecided(kind: AskKind, afterId: number, size: number): readonly StagedAsk[] {
    return this.#database
      .prepare(
        "SELECT * FROM ask WHERE kind = ? AND key IS NULL AND code IS NULL AND id > ? ORDER BY id LIMIT ?",
      )
      .all(kind, afterId, size)
      .map(askOf);
  }

  /** Rows that contradict others, in order, with the sentence that says so. */
  contradictory(): readonly (readonly [row: number, problem: string])[] {
    return this.#database
      .prepare("SELECT row, fault FROM staged WHERE fault_code = 'contradiction' ORDER BY row")
      .all()
      .map(({ row, fault }) => [Number(row), String(fault)]);
  }

  /** How many requests of these kinds the rows ask for, doubles included, and how many things each row names for them. */
  askedOneByOne(kinds: readonly string[]): { readonly asks: number; readonly references: number } {
    const places = kinds.map(() => "?").join(", ");
    const asks = this.#database
      .prepare(`SELECT count(*) AS n FROM ask WHERE kind IN (${places})`)
      .get(...kinds);
    const references = this.#database
      .prepare(
        `SELECT count(*) AS n FROM (
           SELECT DISTINCT ask.row, json_extract(value, '$.question') FROM ask, json_each(ask.refs)
           WHERE kind IN (${places}))`,
      )
      .get(...kinds);
    return { asks: Number(asks?.["n"]), references: Number(references?.["n"]) };
  }

  /** The first few rows that name what a question is about; for the log, since it takes its time. */
  referringTo(question: number): readonly number[] {
    return this.#database
      .prepare(
        `SELECT DISTINCT row FROM ask, json_each(ask.refs)
         WHERE json_extract(value, '$.question') = ? ORDER BY row LIMIT 10`,
      )
      .all(question)
      .map(({ row }) => Number(row));
  }

  /** How many rows have a fault, or a request that ended before it could be sent. */
  failedCount(): number {
    const row = this.#database
      .prepare(
        `SELECT count(*) AS n FROM staged WHERE fault_code IS NOT NULL
           OR EXISTS (SELECT 1 FROM ask WHERE ask.row = staged.row AND ask.code IS NOT NULL)`,
      )
      .get();
    return Number(row?.["n"]);
  }

  /** The first row that asks for a request; undefined when none does. */
  firstRowOf(key: string): number | undefined {
    const row = this.#database.prepare("SELECT min(row) AS row FROM ask WHERE key = ?").get(key)?.["row"];
    return typeof row === "number" ? row : undefined;
  }

  /** How many rows ask for a request. */
  rowsOf(key: string): number {
    return Number(
      this.#database.prepare("SELECT count(DISTINCT row) AS n FROM ask WHERE key = ?").get(key)?.["n"],
    );
  }

  /** How many rows and requests there are. */
  counts(): { readonly rows: number; readonly asks: number; readonly faulty: number } {
    const rows = this.#database
      .prepare("SELECT count(*) AS n, count(fault_code) AS faulty FROM staged")
      .get();
    const asks = this.#database.prepare("SELECT count(*) AS n FROM ask").get();
    return { rows: Number(rows?.["n"]), asks: Number(asks?.["n"]), faulty: Number(rows?.["faulty"]) };
  }
}

function problemOf(row: SqlRow, code: string, problem: string): Problem | undefined {
  const word = textIn(row, code);
  return word === undefined ? undefined : { code: word, problem: textIn(row, problem) ?? "" };
}

function rowOf(row: SqlRow): StagedRow {
  return {
    row: Number(row["row"]),
    fault: problemOf(row, "fault_code", "fault"),
    caqhHandle: textIn(row, "caqh_handle"),
  };
}

function askOf(row: SqlRow): StagedAsk {
  return {
    id: Number(row["id"]),
    row: Number(row["row"]),
    ask: JSON.parse(String(row["ask"])) as Ask,
    label: String(row["label"]),
    references: JSON.parse(String(row["refs"])) as readonly Reference[],
    previousId: textIn(row, "previous_id"),
    previousStatus: textIn(row, "previous_status"),
    key: textIn(row, "key"),
    problem: problemOf(row, "code", "problem"),
  };
}
