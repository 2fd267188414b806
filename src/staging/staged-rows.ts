import type { FillableColumn } from "../cells/cells.ts";
import { type Database, type SqlRow, jsonQuery, jsonRows, textIn } from "../database/database.ts";
import { type Fault, textOfProblem, type Problem } from "../faults/problem.ts";
import type { Log } from "../log/log.ts";
import type { RequestSpec } from "../platforms/request-kind.ts";
import type { Output } from "../runtime.ts";

/** A request of a row as it is staged. */
export interface NewSpec {
  readonly row: number;
  readonly spec: RequestSpec;
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
  readonly query: number;
  readonly fills?: FillableColumn | undefined;
}

/** A request of a row with what became of it so far. */
export interface StagedSpec {
  readonly id: number;
  readonly row: number;
  readonly spec: RequestSpec;
  readonly label: string;
  readonly references: readonly Reference[];
  readonly previousId: string | undefined;
  readonly previousStatus: string | undefined;
  readonly key: string | undefined;
  readonly problem: Problem | undefined;
}

/** A row that asks for something, or is faulty, or has a status to fetch. All other rows are not here. */
export interface StagedRow {
  readonly row: number;
  readonly fault: Problem | undefined;
}

/** Rows that contradict each other. */
interface Contradiction {
  readonly rows: readonly number[];
  readonly options: readonly string[];
}

const specsOfRow = jsonQuery(
  ["id", "row", "spec", "label", "refs", "previous_id", "previous_status", "key", "code", "problem"],
  "SELECT * FROM spec WHERE row = ? ORDER BY id",
);

/** The rows of the roster and what they ask for. */
export class StagedRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Stages a row. */
  add({ row, fault }: StagedRow): void {
    this.#database
      .prepare("INSERT INTO staged (row, fault_code, fault) VALUES (?, ?, ?)")
      .run(row, fault?.code ?? null, fault?.message ?? null);
  }

  /** Puts requests of rows staged, in order. */
  addSpecs(specs: readonly NewSpec[]): void {
    this.#database
      .prepare(
        `INSERT INTO spec (row, kind, label, spec, refs, draft, options, previous_id, previous_status)
         SELECT value ->> 'row', value -> 'spec' ->> 'kind', value ->> 'label', value -> 'spec', value -> 'references',
           value ->> 'draft', value ->> 'options', value ->> 'previousId', value ->> 'previousStatus'
         FROM json_each(?)`,
      )
      .run(JSON.stringify(specs));
  }

  /** Says anew what must be known before a request can be made. */
  setReferences(specId: number, references: readonly Reference[]): void {
    this.#database.prepare("UPDATE spec SET refs = ? WHERE id = ?").run(JSON.stringify(references), specId);
  }

  /** Makes a row faulty, with all its requests. */
  fail(row: number, problem: Problem): void {
    this.#database
      .prepare("UPDATE staged SET fault_code = ?, fault = ? WHERE row = ? AND fault_code IS NULL")
      .run(problem.code, textOfProblem(problem), row);
    this.#database.prepare("DELETE FROM spec WHERE row = ?").run(row);
  }

  /** Ends a request with a problem. */
  failSpec(id: number, { code, message: problem }: Problem): void {
    this.#database.prepare("UPDATE spec SET code = ?, problem = ? WHERE id = ?").run(code, problem, id);
  }

  /** Says which requests, by natural key, these turned out to be, and in which way they are wanted. */
  setKeys(specs: readonly { readonly id: number; readonly key: string; readonly options: string }[]): void {
    this.#database
      .prepare(
        `UPDATE spec SET key = found.value ->> 'key', options = found.value ->> 'options'
         FROM json_each(?) AS found WHERE spec.id = found.value ->> 'id'`,
      )
      .run(JSON.stringify(specs));
  }

  /** Rows that ask for the same in different ways, smallest first, with these ways; found by draft or by key. */
  contradictions(by: "draft" | "key"): readonly Contradiction[] {
    const groups = this.#database
      .prepare(
        `SELECT ${by} AS same FROM spec WHERE ${by} IS NOT NULL GROUP BY ${by} HAVING count(DISTINCT options) > 1`,
      )
      .all();
    const rows = this.#database.prepare(`SELECT DISTINCT row FROM spec WHERE ${by} = ? ORDER BY row`);
    const ways = this.#database.prepare(`SELECT DISTINCT options FROM spec WHERE ${by} = ?`);
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
  specsOf(row: number): readonly StagedSpec[] {
    return jsonRows(this.#database, specsOfRow, row).map(specOf);
  }

  /** Requests of one kind that still have neither key nor problem, in order, a page at a time. */
  undecided(kind: string, afterId: number, size: number): readonly StagedSpec[] {
    return this.#database
      .prepare(
        "SELECT * FROM spec WHERE kind = ? AND key IS NULL AND code IS NULL AND id > ? ORDER BY id LIMIT ?",
      )
      .all(kind, afterId, size)
      .map(specOf);
  }

  /** How many requests of these kinds the rows ask for, doubles included, and how many things each row names for them. */
  askedOneByOne(kinds: readonly string[]): { readonly specs: number; readonly references: number } {
    const places = kinds.map(() => "?").join(", ");
    const specs = this.#database
      .prepare(`SELECT count(*) AS n FROM spec WHERE kind IN (${places})`)
      .get(...kinds);
    const references = this.#database
      .prepare(
        `SELECT count(*) AS n FROM (
           SELECT DISTINCT spec.row, json_extract(value, '$.query') FROM spec, json_each(spec.refs)
           WHERE kind IN (${places}))`,
      )
      .get(...kinds);
    return { specs: Number(specs?.["n"]), references: Number(references?.["n"]) };
  }

  /** The first few rows that name what a query is about; for the log, since it takes its time. */
  referringTo(query: number): readonly number[] {
    return this.#database
      .prepare(
        `SELECT DISTINCT row FROM spec, json_each(spec.refs)
         WHERE json_extract(value, '$.query') = ? ORDER BY row LIMIT 10`,
      )
      .all(query)
      .map(({ row }) => Number(row));
  }

  /** How many rows have a fault, or a request that ended before it could be sent. */
  failedCount(): number {
    const row = this.#database
      .prepare(
        `SELECT count(*) AS n FROM staged WHERE fault_code IS NOT NULL
           OR EXISTS (SELECT 1 FROM spec WHERE spec.row = staged.row AND spec.code IS NOT NULL)`,
      )
      .get();
    return Number(row?.["n"]);
  }

  /** The first row that asks for a request; undefined when none does. */
  firstRowOf(key: string): number | undefined {
    const row = this.#database.prepare("SELECT min(row) AS row FROM spec WHERE key = ?").get(key)?.["row"];
    return typeof row === "number" ? row : undefined;
  }

  /** How many rows ask for a request. */
  rowsOf(key: string): number {
    return Number(
      this.#database.prepare("SELECT count(DISTINCT row) AS n FROM spec WHERE key = ?").get(key)?.["n"],
    );
  }

  /** How many rows and requests there are. */
  counts(): { readonly rows: number; readonly specs: number; readonly faulty: number } {
    const rows = this.#database
      .prepare("SELECT count(*) AS n, count(fault_code) AS faulty FROM staged")
      .get();
    const specs = this.#database.prepare("SELECT count(*) AS n FROM spec").get();
    return { rows: Number(rows?.["n"]), specs: Number(specs?.["n"]), faulty: Number(rows?.["faulty"]) };
  }
}

function problemOf(row: SqlRow, code: string, problem: string): Problem | undefined {
  const word = textIn(row, code);
  return word === undefined ? undefined : { code: word, message: textIn(row, problem) ?? "" };
}

function rowOf(row: SqlRow): StagedRow {
  return {
    row: Number(row["row"]),
    fault: problemOf(row, "fault_code", "fault"),
  };
}

function specOf(row: SqlRow): StagedSpec {
  return {
    id: Number(row["id"]),
    row: Number(row["row"]),
    spec: JSON.parse(String(row["spec"])) as RequestSpec,
    label: String(row["label"]),
    references: JSON.parse(String(row["refs"])) as readonly Reference[],
    previousId: textIn(row, "previous_id"),
    previousStatus: textIn(row, "previous_status"),
    key: textIn(row, "key"),
    problem: problemOf(row, "code", "problem"),
  };
}

const most = 10;

const sentences = {
  nothing_asked: ["fills in options but requests nothing", "fill in options but request nothing"],
  hint_row: [
    "describes the columns and is not about a provider",
    "describe the columns and are not about a provider",
  ],
} as const;
type Code = keyof typeof sentences;

/** Counts rows that look as if they asked for something, and do not. */
export class IdleRows {
  readonly #rows = new Map<Code, { count: number; first: number[] }>();

  note(row: number, warnings: readonly Fault[]): void {
    for (const code of Object.keys(sentences) as Code[]) {
      if (!warnings.some((warning) => warning.code === code)) continue;
      const known = this.#rows.get(code) ?? { count: 0, first: [] };
      known.count += 1;
      if (known.first.length < most) known.first.push(row);
      this.#rows.set(code, known);
    }
  }

  /** Says so before anything is asked or sent: one event and one line for each kind. */
  tell(log: Pick<Log, "warn">, stderr: Output | undefined): void {
    for (const [code, { count, first }] of this.#rows) {
      const [one, several] = sentences[code];
      const says = count === 1 ? one : several;
      log.warn({ code, rows: count, first }, `rows that ${several}`);
      const listed = first.join(", ") + (count > first.length ? ", …" : "");
      stderr?.write(`warning: ${count} ${count === 1 ? "row" : "rows"} ${says} (${listed})\n`);
    }
  }
}
