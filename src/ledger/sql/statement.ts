import { mended } from "../json-text.ts";
import type { SqlValue, Statement, SqlRow } from "./engine.ts";

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
