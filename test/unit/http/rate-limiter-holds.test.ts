import { describe, expect, test } from "vitest";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { LongWait } from "../../../src/ledger/shared-allowance.ts";
import type { Rate } from "../../../src/text/counts.ts";
import { manualClock, type ManualClock } from "../../support/manual-clock.ts";
import { ask, tenAtOnce } from "../builders/askers.ts";

describe("a hold", () => {
  test("keeps everyone back for so long, and no longer", async () => {
    const clock = manualClock();
    const begin = clock.monotonic();
    const rateLimiter = new RateLimiter(clock, { calls: 5, perMs: 1_000 });

    rateLimiter.hold(7_000);
    const asked = [ask(rateLimiter, clock), ask(rateLimiter, clock)];
    await clock.advance(30_000);

    expect(asked.map(({ startedAt }) => startedAt)).toEqual([begin + 7_000, begin + 7_000]);
  });

  test("that is shorter than another one shortens nothing", async () => {
    const clock = manualClock();
    const begin = clock.monotonic();
    const rateLimiter = new RateLimiter(clock, { calls: 5, perMs: 1_000 });

    rateLimiter.hold(7_000);
    rateLimiter.hold(1_000);
    const asked = ask(rateLimiter, clock);
    await clock.advance(30_000);

    expect(asked.startedAt).toBe(begin + 7_000);
  });

  test("reaches those who wait already", async () => {
    const clock = manualClock();
    const rateLimiter = await tenAtOnce(clock);
    const waiting = ask(rateLimiter, clock);
    await clock.advance(500);

    rateLimiter.hold(5_000);
    const until = clock.monotonic() + 5_000;
    await clock.advance(30_000);

    expect(waiting.startedAt).toBe(until);
  });
});

describe("someone who gives up", () => {
  test("gets no place, and takes none from others", async () => {
    const clock = manualClock();
    const rateLimiter = await tenAtOnce(clock);
    const tired = new AbortController();
    const asked = [ask(rateLimiter, clock), ask(rateLimiter, clock, tired.signal), ask(rateLimiter, clock)];

    await clock.advance(100);
    tired.abort();
    await clock.settle();
    const gaveUp = asked.map((one) => one.gaveUp ?? false);
    await clock.advance(2_000);

    expect(gaveUp).toEqual([false, true, false]);
    expect(asked.map(({ startedAt }) => startedAt === undefined)).toEqual([false, true, false]);
    expect(rateLimiter.spent).toBe(2);
  });

  test("before asking gets none either", async () => {
    const clock = manualClock();
    const rateLimiter = new RateLimiter(clock, { calls: 5, perMs: 1_000 });

    expect(await rateLimiter.acquire(AbortSignal.abort())).toBeUndefined();
    expect(rateLimiter.spent).toBe(0);
  });

  test("after starting keeps the place until the call ends", async () => {
    const clock = manualClock();
    const rateLimiter = new RateLimiter(clock, { calls: 1, perMs: 1_000 });
    const late = new AbortController();
    const asked = ask(rateLimiter, clock, late.signal);
    await clock.settle();

    late.abort();

    expect(rateLimiter.spent).toBe(1);
    expect(asked.permit).toBeDefined();
  });
});

describe("slowing down", () => {
  test("halves what a window may hold, down to one", () => {
    const rateLimiter = new RateLimiter(manualClock(), { calls: 10, perMs: 1_000 });
    const allowed = Array.from({ length: 6 }, () => {
      rateLimiter.slowDown();
      return rateLimiter.allowed;
    });

    expect(allowed).toEqual([5, 2, 1, 1, 1, 1]);
  });

  test("is recovered from by a twentieth for each window without a complaint, up to the full allowance", async () => {
    const clock = manualClock();
    const rateLimiter = new RateLimiter(clock, { calls: 100, perMs: 1_000 });
    rateLimiter.slowDown();

    const seen: number[] = [];
    for (let window = 0; window < 12; window += 1) {
      const asked = ask(rateLimiter, clock);
      await clock.settle();
      asked.permit?.done();
      seen.push(rateLimiter.allowed);
      await clock.advance(1_010);
    }

    expect(seen).toEqual([50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 100]);
  });

  test("lets those who wait through as soon as the allowance has recovered", async () => {
    const clock = manualClock();
    const rateLimiter = new RateLimiter(clock, { calls: 2, perMs: 1_000 });
    const underWay = ask(rateLimiter, clock);
    await clock.settle();
    rateLimiter.slowDown();
    const waiting = ask(rateLimiter, clock);
    await clock.settle();
    const before = waiting.permit;

    await clock.advance(1_010);

    expect([underWay.permit === undefined, before]).toEqual([false, undefined]);
    expect(waiting.permit).toBeDefined();
  });

  test("lets no more through than it says", async () => {
    const clock = manualClock();
    const rateLimiter = new RateLimiter(clock, { calls: 10, perMs: 1_000 });
    rateLimiter.slowDown();

    const asked = Array.from({ length: 10 }, () => ask(rateLimiter, clock));
    await clock.settle();

    expect(asked.filter(({ permit }) => permit !== undefined)).toHaveLength(5);
  });
});

describe("a wait of more than ten seconds", () => {
  const watched = (
    rate: Rate,
  ): { readonly rateLimiter: RateLimiter; readonly clock: ManualClock; readonly told: LongWait[] } => {
    const [clock, told]: [ManualClock, LongWait[]] = [manualClock(), []];
    return { rateLimiter: new RateLimiter(clock, rate, [], (wait) => told.push(wait)), clock, told };
  };

  test("that the platform asked for is reported once, when someone has to wait", async () => {
    const { rateLimiter, clock, told } = watched({ calls: 5, perMs: 1_000 });
    rateLimiter.hold(30_000);
    const before = told.length;
    void [ask(rateLimiter, clock), ask(rateLimiter, clock), ask(rateLimiter, clock)];
    await clock.advance(60_000);

    expect([before, told]).toEqual([0, [{ ms: 30_000, why: "asked" }]]);
  });

  test("for the allowance is told for each window", async () => {
    const { rateLimiter, clock, told } = watched({ calls: 2, perMs: 60_000 });
    const asked = [ask(rateLimiter, clock), ask(rateLimiter, clock), ask(rateLimiter, clock)];
    await clock.settle();
    for (const { permit } of asked) permit?.done();
    await clock.advance(300_000);

    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ ms, why }) => why === "allowance" && ms > 10_000 && ms <= 60_065)).toBe(true);
  });

  test("is all that is reported", async () => {
    const { rateLimiter, clock, told } = watched({ calls: 2, perMs: 5_000 });
    rateLimiter.hold(9_000);
    void [ask(rateLimiter, clock), ask(rateLimiter, clock), ask(rateLimiter, clock)];
    await clock.advance(60_000);

    expect(told).toEqual([]);
  });
});
