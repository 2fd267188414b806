import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { Permit } from "../../../src/ledger/shared-allowance.ts";
import type { ManualClock } from "../../support/manual-clock.ts";

const forever = new AbortController().signal;

/** What came of asking for a place, while the clock moves. */
export interface Asked {
  permit?: Permit | undefined;
  startedAt?: number;
  gaveUp?: boolean;
}

/** Asks for a place and notes what comes of it. */
export function ask(rateLimiter: RateLimiter, clock: ManualClock, signal = forever): Asked {
  const asked: Asked = {};
  void rateLimiter.acquire(signal).then((permit) => {
    asked.permit = permit;
    if (permit === undefined) asked.gaveUp = true;
    else asked.startedAt = clock.monotonic();
  });
  return asked;
}

/** Ten calls a second, each ended as soon as it began. */
export async function tenAtOnce(clock: ManualClock): Promise<RateLimiter> {
  const rateLimiter = new RateLimiter(clock, { calls: 10, perMs: 1_000 });
  const asked = Array.from({ length: 10 }, () => ask(rateLimiter, clock));
  await clock.settle();
  for (const { permit } of asked) permit?.done();
  return rateLimiter;
}
