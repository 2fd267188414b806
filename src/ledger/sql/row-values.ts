import type { SqlRow } from "./engine.ts";

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
