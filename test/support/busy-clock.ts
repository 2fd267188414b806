import type { Clock } from "../../src/runtime.ts";

/** A clock that goes on by itself, for work with a real ledger: every look at it is a millisecond later, no wait waits. */
export function busyClock(): Clock {
  let now = Date.parse("2026-01-01T00:00:00Z");
  const tick = (): number => (now += 1);
  return { now: tick, monotonic: tick, sleep: () => Promise.resolve() };
}
