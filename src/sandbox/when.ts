/** Milliseconds in a day. */
export const dayMs = 86_400_000;

/** A moment of an invented world: ISO 8601 text, or so many days before the sandbox was started. */
export type When = string | { readonly daysAgo: number };

/** The moment as epoch milliseconds; throws when the text is no date. */
export function epochOf(when: When, startedMs: number): number {
  if (typeof when !== "string") return startedMs - when.daysAgo * dayMs;
  const ms = Date.parse(when);
  if (Number.isNaN(ms)) throw new RangeError(`"${when}" is not a date`);
  return ms;
}

/** The UTC day as YYYY-MM-DD. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The UTC day as YYYYMMDD, the form that CAQH uses. */
export function compactDayOf(ms: number): string {
  return dayOf(ms).replaceAll("-", "");
}

/** ISO 8601 with microseconds, the form in which Medallion's clients have seen timestamps. */
export function microsOf(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "000Z");
}

/** ISO 8601 with seven fractional digits, as in Verifiable's samples. */
export function ticksOf(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "0000Z");
}

/** True for a day of the calendar written YYYY-MM-DD; 2026-02-31 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && dayOf(ms) === text;
}
