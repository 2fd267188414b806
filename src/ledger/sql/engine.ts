import type { ColumnType } from "../rows.ts";
import { mended, type AnswerTo, type LedgerChange, type Verdict } from "../store.ts";

/** A statement that gives back no rows. */
export function write(sql: string, ...values: readonly SqlValue[]): Statement {
  return rowsOf([], sql, ...values);
}

/** A statement with rows of these columns. */
export function rowsOf(columns: readonly string[], sql: string, ...values: readonly SqlValue[]): Statement {
  return { sql, columns, values: values.map((value) => (typeof value === "string" ? mended(value) : value)) };
}

/** A text of a row; undefined when there is none. */
export function textIn(row: SqlRow, name: string): string | undefined {
  const value = row[name];
  return typeof value === "string" ? value : undefined;
}

/** A number of a row; undefined when there is none. */
export function timeIn(row: SqlRow, name: string): number | undefined {
  const value = row[name];
  return typeof value === "number" ? value : undefined;
}

/** So many rows are read at once where there may be any number. */
const together = 500;

/**
 * All rows of a table, a page at a time.
 * @param page the rows after this one, at most so many; undefined: from the first
 */
export async function* paged(
  page: (last: SqlRow | undefined, size: number) => Promise<readonly SqlRow[]>,
): AsyncGenerator<SqlRow> {
  for (let last: SqlRow | undefined; ;) {
    const rows = await page(last, together);
    last = rows.at(-1);
    if (last === undefined) return;
    yield* rows;
  }
}

/** A value as SQL engines store it here: texts, whole numbers and nulls. JSON and lists go as text. */
export type SqlValue = string | number | null;

/** A row as they give it back: whole numbers as numbers, also those of 64 bits. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * One statement, in words that SQLite and PostgreSQL share. Its places are numbered `?1`, `?2`, from 1 without a gap, and
 * may stand in it more than once; `?` followed by a digit stands nowhere else.
 */
export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** The columns of its rows, of a SELECT or RETURNING, in their order; empty when it has none. */
  readonly columns: readonly string[];
}

/**
 * A change as steps: each statement is carried out before the program goes on with its rows. Throws RefusedChange when
 * the rules forbid the change. It never waits for anything else, so that it can be run with and without promises.
 */
export type Program<Answer> = Generator<Statement, Answer, readonly SqlRow[]>;

/** A program that carries out a change of whatever sort; a new one for each attempt. */
export type ChangeProgram = () => Program<AnswerTo<LedgerChange>>;

/** What a SQL engine must be able to do; all rules and texts stand above it. */
export interface SqlEngine {
  readonly dialect: Dialect;
  /** The rows of a SELECT. Shows what is committed, also while a transaction is under way. */
  readonly select: (statement: Statement) => Promise<readonly SqlRow[]>;
  /**
   * Runs the programs in their order in one durable transaction. One that throws RefusedChange is undone alone, and
   * answered so: the others may be run once more from their beginning. Any other error rejects, and nothing counts.
   */
  readonly transact: (programs: readonly ChangeProgram[]) => Promise<readonly Verdict[]>;
}

/** The few things that the two engines say differently. */
export interface Dialect {
  /**
   * A table `t` made of a list of texts, which is the JSON text in the place of this number: the column `item`, and `n`, the
   * place in the list from 1.
   */
  readonly items: (place: number) => string;
  /**
   * A table `t` made of a list of records, which is the JSON text in `?1`: each of these columns, null where a record leaves
   * it out, and `n`, the place in the list from 1.
   */
  readonly records: (columns: Readonly<Record<string, ColumnType>>) => string;
  /** The JSON text of the list `list` (null for none) with the text `item` at its end; both are expressions. */
  readonly appended: (list: string, item: string) => string;
}
