import { mended as mendedText } from "../json-text.ts";
import type { SqlValue } from "../sql/engine.ts";

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
