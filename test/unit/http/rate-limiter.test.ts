import { describe, expect, test } from "vitest";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { Clock } from "../../../src/runtime.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { ask, tenAtOnce } from "../builders/askers.ts";

describe("the pace", () => {
  test("lets as many start at once as a window holds, and the next one a window after an end", async () => {
    const clock = manualClock();
    const begin = clock.monotonic();
    const rateLimiter = await tenAtOnce(clock);

    const next = ask(rateLimiter, clock);
    await clock.advance(1_000);
    const early = next.startedAt;
    await clock.advance(10);

    expect(early).toBeUndefined();
    expect(next.startedAt).toBeGreaterThan(begin + 1_000);
  });

  test("counts a call for as long as it is under way", async () => {
    const clock = manualClock();
    const rateLimiter = new RateLimiter(clock, { calls: 1, perMs: 1_000 });
    const slow = ask(rateLimiter, clock);
    const next = ask(rateLimiter, clock);

    await clock.advance(60_000);
    const whileSlow = next.startedAt;
    slow.permit?.done();
    const ended = clock.monotonic();
    await clock.advance(2_000);

    expect(whileSlow).toBeUndefined();
    expect(next.startedAt).toBeGreaterThan(ended + 1_000);
  });

  test("counts an end once, however often it is told", async () => {
    const clock = manualClock();
    const rateLimiter = new RateLimiter(clock, { calls: 2, perMs: 1_000 });
    const one = ask(rateLimiter, clock);
    await clock.settle();

    for (let time = 0; time < 5; time += 1) one.permit?.done();

    expect(rateLimiter.spent).toBe(1);
    await clock.advance(1_010);
    expect(rateLimiter.spent).toBe(0);
  });

  test("knows what was spent by someone else on the same account", async () => {
    const clock = manualClock();
    const begin = clock.monotonic();
    const rateLimiter = new RateLimiter(clock, { calls: 3, perMs: 1_000 }, [100, 900, 5_000]);

    const asked = [ask(rateLimiter, clock), ask(rateLimiter, clock)];
    await clock.settle();
    const [atOnce, spent] = [
      asked.filter(({ startedAt }) => startedAt !== undefined).length,
      rateLimiter.spent,
    ];
    await clock.advance(1_000);

    expect([atOnce, spent]).toEqual([1, 3]);
    expect(asked[1]?.startedAt).toBeGreaterThan(begin + 100);
    expect(asked[1]?.startedAt).toBeLessThan(begin + 120);
  });

  test("does not start early because a timer fired early", async () => {
    const clock = manualClock();
    const hasty: Clock = { ...clock, sleep: (ms, signal) => clock.sleep(ms - 0.75, signal) };
    const rateLimiter = new RateLimiter(hasty, { calls: 1, perMs: 1_000 });
    const first = ask(rateLimiter, clock);
    await clock.settle();
    first.permit?.done();
    const ended = clock.monotonic();

    const next = ask(rateLimiter, clock);
    await clock.advance(2_000);

    expect(next.startedAt).toBeGreaterThan(ended + 1_000);
  });

  test("wakes nobody while nobody waits", async () => {
    const clock = manualClock();
    await tenAtOnce(clock);

    await clock.advance(10_000);

    expect(clock.waits).toEqual([]);
  });
});
