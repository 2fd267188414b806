import type { AnswerTo, LedgerChange, Verdict } from "../change.ts";
import type { ColumnType } from "../rows.ts";

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
