/** Reading answers tolerantly: whatever is not as expected reads as absent, and nothing here throws. */
import { plainText } from "../text/plain-text.ts";

/** No text of a platform's is longer; the rest of one that is would only fill cells and ledgers. */
const longestText = 8_000;

/** The value as an object; undefined when it is none. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The objects of a list; empty when it is none. */
export function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return [];
  return value.map(objectIn).filter((item) => item !== undefined);
}

/**
 * A text or a number as trimmed text on one line, without signs that do something instead of showing something;
 * undefined when it is neither, or blank. What is longer than 8,000 letters is cut.
 */
export function textIn(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return undefined;
  const text = plainText(value.slice(0, longestText)).trim();
  return text === "" ? undefined : text;
}

/** An id in lower case, whether it stands there itself or inside an object with an `id`. */
export function idIn(value: unknown): string | undefined {
  return textIn(objectIn(value)?.["id"] ?? value)?.toLowerCase();
}

/** Whether it is one thing with an id: what a call for one thing answers. */
export function isThing(value: unknown): boolean {
  return idIn(objectIn(value)?.["id"]) !== undefined;
}

/**
 * Whether an id may become a part of a file's name. Ids are kept and compared whatever they look like; but one with a
 * slash, with dots or without end leads where nobody wants to go.
 */
export function isNameable(id: string): boolean {
  return /^[a-z\d][\w-]{0,99}$/i.test(id);
}

/** An id as a part of an address; one that is none becomes a part that leads to nothing. */
export function pathPart(id: string): string {
  const isPart = /^[\w~:.@+-]{1,200}$/.test(id) && /[^.]/.test(id);
  return isPart ? encodeURIComponent(id) : `not-an-id-${id.slice(0, 40).replaceAll(/[^\w-]/g, "-")}`;
}

/** A whole number, also when it came as text; undefined for one that no list can have. */
export function countIn(value: unknown): number | undefined {
  const text = textIn(value);
  const count = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(count) ? count : undefined;
}

/** A time as milliseconds since the epoch; any number of fractional digits will do. */
export function timeIn(value: unknown): number | undefined {
  const time = Date.parse(textIn(value) ?? "");
  return Number.isNaN(time) ? undefined : time;
}

/** When the youngest of some rows was made, by these fields. A day without a time of day tells nothing. */
export function youngestOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  fields: readonly string[],
): number | undefined {
  const times = rows
    .flatMap((row) => fields.map((field) => textIn(row[field]) ?? ""))
    .flatMap((text) => (text.length > "YYYY-MM-DD".length ? (timeIn(text) ?? []) : []));
  return times.length === 0 ? undefined : Math.max(...times);
}
