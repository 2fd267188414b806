import { createHash } from "node:crypto";

/** A whole number below 2^32 that depends on the text alone. */
export function hashOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0);
}

/** A version 4 UUID made from text: the same text always gives the same id. */
export function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}

/** One of the items, chosen by the text alone; the list must not be empty. */
export function pickBy<T>(items: readonly [T, ...T[]], text: string): T {
  return items[hashOf(text) % items.length] ?? items[0];
}

/** Throws numbers in [0, 1) that repeat for the same seed (the mulberry32 generator). */
export function diceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

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
