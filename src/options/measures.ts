import { UsageError } from "../errors.ts";
import type { Rate } from "../text/counts.ts";

const unitMs: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ms: 1,
    s: 1_000,
    sec: 1_000,
    second: 1_000,
    seconds: 1_000,
    m: 60_000,
    min: 60_000,
    minute: 60_000,
    minutes: 60_000,
    h: 3_600_000,
    hour: 3_600_000,
    hours: 3_600_000,
    d: 86_400_000,
    day: 86_400_000,
    days: 86_400_000,
  }),
);

/** Reads `30s`, `5min`, `24h` as milliseconds. Throws UsageError naming the setting. */
export function durationMs(text: string, setting: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim());
  const unit = unitMs.get(match?.[2]?.toLowerCase() ?? "");
  if (match === null || unit === undefined) {
    throw new UsageError(
      `${setting} is "${text}", which is not a duration.`,
      "Write a number and a unit: 30s, 5min, 24h.",
    );
  }
  return Number(match[1]) * unit;
}

/** Reads `5/s`, `240/min`, `240/6s`, `10000/5min`. Throws UsageError naming the setting. */
export function rateOf(text: string, setting: string): Rate {
  const match = /^(\d+)\s*\/\s*((?:\d+(?:\.\d+)?\s*)?[a-z]+)$/i.exec(text.trim());
  const calls = Number(match?.[1] ?? 0);
  if (match?.[2] === undefined || calls < 1) {
    throw new UsageError(
      `${setting} is "${text}", which is not a rate.`,
      "Write calls per unit of time: 5/s, 240/min, 10000/5min.",
    );
  }
  const duration = /^\d/.test(match[2]) ? match[2] : `1${match[2]}`;
  const perMs = durationMs(duration, setting);
  if (perMs <= 0)
    throw new UsageError(
      `${setting} is "${text}", which is not a rate.`,
      "The time must be greater than zero.",
    );
  return { calls, perMs };
}

/** A whole number within bounds. Throws UsageError naming the setting. */
export function wholeNumber(value: unknown, setting: string, least: number): number {
  const number = typeof value === "number" ? value : wholeNumberIn(value);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new UsageError(
    `${setting} is "${String(value)}", which is not a whole number.`,
    `Write a whole number, ${least} or more.`,
  );
}

/** Only digits are a number: `Number` takes null, lists and much more for one. */
function wholeNumberIn(value: unknown): number {
  return typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : Number.NaN;
}

/** So many failed rows, as a number or as a share of all rows. */
export type FailureLimit = { readonly rows: number } | { readonly percent: number };

/** Reads `20` or `5%`. Throws UsageError naming the setting. */
export function failureLimit(text: string, setting: string): FailureLimit {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim());
  if (match === null || (match[2] === "" && match[1]?.includes("."))) {
    throw new UsageError(`${setting} is "${text}".`, "Write a number of rows, or a percentage such as 5%.");
  }
  return match[2] === "%" ? { percent: Number(match[1]) } : { rows: Number(match[1]) };
}
