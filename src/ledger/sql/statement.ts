import { mended } from "../json-text.ts";
import type { SqlValue, Statement } from "./engine.ts";

/** A statement that gives back no rows. */
export function write(sql: string, ...values: readonly SqlValue[]): Statement {
  return rowsOf([], sql, ...values);
}

/** A statement with rows of these columns. */
export function rowsOf(columns: readonly string[], sql: string, ...values: readonly SqlValue[]): Statement {
  return { sql, columns, values: values.map((value) => (typeof value === "string" ? mended(value) : value)) };
}
