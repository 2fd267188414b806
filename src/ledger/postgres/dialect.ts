import type { Dialect, SqlValue } from "../sql/engine.ts";
import { mended as mendedText } from "../store.ts";

/** What PostgreSQL says in its own way. */
export const postgresDialect: Dialect = {
  items: (place) => `jsonb_array_elements_text(CAST(?${place} AS jsonb)) WITH ORDINALITY AS t(item, n)`,
  records: (columns) => {
    const names = Object.keys(columns);
    const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    return `ROWS FROM (jsonb_to_recordset(CAST(?1 AS jsonb)) AS (${typed.join(", ")})) WITH ORDINALITY
      AS t(${names.join(", ")}, n)`;
  },
  appended: (list, item) =>
    `CAST(coalesce(CAST(${list} AS jsonb), '[]') || to_jsonb(CAST(${item} AS text)) AS text)`,
};

/** A statement as PostgreSQL takes it: its places are `$1`, `$2`. */
export function inPostgresWords(sql: string): string {
  return sql.replaceAll(/\?(\d+)/g, "$$$1");
}

/**
 * A value as PostgreSQL takes it. It knows no NUL and no half of a surrogate pair, which platforms may send all the same:
 * the one goes, the other becomes the sign for what cannot be read. Lists and records come as JSON, which writes both as
 * escapes.
 */
export function mended(value: SqlValue): SqlValue {
  if (typeof value !== "string") return value;
  const text = mendedText(value);
  return text.startsWith("[") && text.includes("\\u") ? text.replaceAll(escape, mendedEscape) : text;
}

/** Any escape, so that a backslash that is itself escaped begins none. */
const escape = /\\(?:u[\da-f]{4}|.)/gi;

function mendedEscape(found: string): string {
  if (found === "\\u0000") return "";
  // whole pairs are written as themselves
  return /^\\ud[89a-f]/i.test(found) ? "\\ufffd" : found;
}
