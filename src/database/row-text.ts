import type { SqlRow } from "./database.ts";

/** A text of a row; undefined when there is none. */
export function textIn(row: SqlRow, name: string): string | undefined {
  const value = row[name];
  return typeof value === "string" ? value : undefined;
}
