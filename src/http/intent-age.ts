import type { Clock } from "../runtime.ts";
import type { Stop } from "./reply.ts";

/**
 * So long the receipt of an intent is believed. A machine that stands still for longer may have lost its ledger meanwhile,
 * and another run may have looked for what it was about to send, not found it, and sent it.
 */
export const freshMs = 10_000;

/**
 * Begins to count. The machine's steady clock stands still with it on some systems, and its own clock may be set: what
 * says more counts.
 */
export function ageFrom(clock: Pick<Clock, "now" | "monotonic" | "wall">): () => number {
  const wall = clock.wall ?? clock.now;
  const [steadyThen, wallThen] = [clock.monotonic(), wall()];
  return () => Math.max(clock.monotonic() - steadyThen, wall() - wallThen);
}

/** A write was kept back in the moment in which it would have left: nothing of it has. */
export class KeptBackError extends Error {
  /** Why nothing is sent any more; undefined when only its intent was too old, so that it may be tried with another. */
  readonly stop: Stop | undefined;

  constructor(stop: Stop | undefined) {
    super(stop === undefined ? "its intent was too old" : stop.reason);
    this.name = "KeptBackError";
    this.stop = stop;
  }
}
