/** Reading answers tolerantly: whatever is not as expected reads as absent, and nothing here throws. */

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

/** A text or a number as trimmed text; undefined when it is neither, or blank. */
export function textIn(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
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
