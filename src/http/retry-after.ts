/** The longest wait that a header may ask for; more is taken for a mistake. */
const longestWaitMs = 60 * 60_000;

/**
 * Reads a `Retry-After` header, which gives seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now.
 * Undefined when there is none or it cannot be read.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (text === "") return undefined;
  // a date has the letters of its month or of its time zone; what else is no plain number is a mistake
  const moment = /[a-z]/i.test(text) ? Date.parse(text) - nowMs : Number.NaN;
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : moment;
  if (Number.isNaN(wait)) return undefined;
  return Math.min(Math.max(wait, 0), longestWaitMs);
}
