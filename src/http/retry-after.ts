/** The longest wait that a header may ask for; what asks for more is asked again after this. */
const longestWaitMs = 60 * 60_000;

/** Nobody means to be waited for longer than this: such a number is a mistake, and says nothing. */
const absurdWaitMs = 7 * 24 * 60 * 60_000;

/** A number that lies so near to now, read as a moment, is one. */
const nearNowMs = 24 * 60 * 60_000;

/**
 * Reads a `Retry-After` header, which gives seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now: 0 to
 * one hour. Limiters that write the moment instead, in seconds or milliseconds since the epoch, are understood too.
 * Undefined when there is none or it cannot be meant.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (text === "") return undefined;
  if (/^\d{1,16}(\.\d{1,9})?$/.test(text)) return ofNumber(Number(text), nowMs);
  // a date has the letters of its month or of its time zone; what else is no plain number is a mistake
  return /[a-z]/i.test(text) ? bounded(Date.parse(text.slice(0, 64)) - nowMs) : undefined;
}

function ofNumber(number: number, nowMs: number): number | undefined {
  const moment = [number * 1000, number].find((each) => Math.abs(each - nowMs) < nearNowMs);
  return bounded(moment === undefined ? number * 1000 : moment - nowMs);
}

function bounded(wait: number): number | undefined {
  if (Number.isNaN(wait) || wait > absurdWaitMs) return undefined;
  return Math.min(Math.max(wait, 0), longestWaitMs);
}
