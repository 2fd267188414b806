import type { Ledger } from "../ledger/ledger.ts";
import type { Clock } from "../runtime.ts";

/**
 * The time that all who use a ledger go by: the next run may be made by another machine, whose clock is off by something
 * else, and counts from what this one wrote.
 */
export function sharedClock(clock: Clock, { clockAheadMs }: Pick<Ledger, "clockAheadMs">): Clock {
  return { ...clock, now: () => Math.round(clock.now() + clockAheadMs()) };
}
