import { describe, expect, test } from "vitest";
import { Pace, type LongWait, type Rate } from "../../../src/http/rate-limiter.ts";
import { manualClock, type ManualClock } from "../../support/manual-clock.ts";
import { ask, tenAtOnce } from "../builders/askers.ts";

describe("a hold", () => {
  test("keeps everyone back for so long, and no longer", async () => {
    const clock = manualClock();
    const begin = clock.monotonic();
    const pace = new Pace(clock, { calls: 5, perMs: 1_000 });

    pace.hold(7_000);
    const asked = [ask(pace, clock), ask(pace, clock)];
    await clock.advance(30_000);

    expect(asked.map(({ startedAt }) => startedAt)).toEqual([begin + 7_000, begin + 7_000]);
  });

  test("that is shorter than another one shortens nothing", async () => {
    const clock = manualClock();
    const begin = clock.monotonic();
    const pace = new Pace(clock, { calls: 5, perMs: 1_000 });

    pace.hold(7_000);
    pace.hold(1_000);
    const asked = ask(pace, clock);
    await clock.advance(30_000);

    expect(asked.startedAt).toBe(begin + 7_000);
  });

  test("reaches those who wait already", async () => {
    const clock = manualClock();
    const pace = await tenAtOnce(clock);
    const waiting = ask(pace, clock);
    await clock.advance(500);

    pace.hold(5_000);
    const until = clock.monotonic() + 5_000;
    await clock.advance(30_000);

    expect(waiting.startedAt).toBe(until);
  });
});

describe("someone who gives up", () => {
  test("gets no place, and takes none from others", async () => {
    const clock = manualClock();
    const pace = await tenAtOnce(clock);
    const tired = new AbortController();
    const asked = [ask(pace, clock), ask(pace, clock, tired.signal), ask(pace, clock)];

    await clock.advance(100);
    tired.abort();
    await clock.settle();
    const gaveUp = asked.map((one) => one.gaveUp ?? false);
    await clock.advance(2_000);

    expect(gaveUp).toEqual([false, true, false]);
    expect(asked.map(({ startedAt }) => startedAt === undefined)).toEqual([false, true, false]);
    expect(pace.spent).toBe(2);
  });

  test("before asking gets none either", async () => {
    const clock = manualClock();
    const pace = new Pace(clock, { calls: 5, perMs: 1_000 });

    expect(await pace.acquire(AbortSignal.abort())).toBeUndefined();
    expect(pace.spent).toBe(0);
  });

  test("after starting keeps the place until the call ends", async () => {
    const clock = manualClock();
    const pace = new Pace(clock, { calls: 1, perMs: 1_000 });
    const late = new AbortController();
    const asked = ask(pace, clock, late.signal);
    await clock.settle();

    late.abort();

    expect(pace.spent).toBe(1);
    expect(asked.permit).toBeDefined();
  });
});

describe("slowing down", () => {
  test("halves what a window may hold, down to one", () => {
    const pace = new Pace(manualClock(), { calls: 10, perMs: 1_000 });
    const allowed = Array.from({ length: 6 }, () => {
      pace.slowDown();
      return pace.allowed;
    });

    expect(allowed).toEqual([5, 2, 1, 1, 1, 1]);
  });

  test("is recovered from by a twentieth for each window without a complaint, up to the full allowance", async () => {
    const clock = manualClock();
    const pace = new Pace(clock, { calls: 100, perMs: 1_000 });
    pace.slowDown();

    const seen: number[] = [];
    for (let window = 0; window < 12; window += 1) {
      const asked = ask(pace, clock);
      await clock.settle();
      asked.permit?.done();
      seen.push(pace.allowed);
      await clock.advance(1_010);
    }

    expect(seen).toEqual([50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 100]);
  });

  test("lets those who wait through as soon as the allowance has recovered", async () => {
    const clock = manualClock();
    const pace = new Pace(clock, { calls: 2, perMs: 1_000 });
    const underWay = ask(pace, clock);
    await clock.settle();
    pace.slowDown();
    const waiting = ask(pace, clock);
    await clock.settle();
    const before = waiting.permit;

    await clock.advance(1_010);

    expect([underWay.permit === undefined, before]).toEqual([false, undefined]);
    expect(waiting.permit).toBeDefined();
  });

  test("lets no more through than it says", async () => {
    const clock = manualClock();
    const pace = new Pace(clock, { calls: 10, perMs: 1_000 });
    pace.slowDown();

    const asked = Array.from({ length: 10 }, () => ask(pace, clock));
    await clock.settle();

    expect(asked.filter(({ permit }) => permit !== undefined)).toHaveLength(5);
  });
});

describe("a wait of more than ten seconds", () => {
  const watched = (
    rate: Rate,
  ): { readonly pace: Pace; readonly clock: ManualClock; readonly told: LongWait[] } => {
    const [clock, told]: [ManualClock, LongWait[]] = [manualClock(), []];
    return { pace: new Pace(clock, rate, [], (wait) => told.push(wait)), clock, told };
  };

  test("that the platform asked for is reported once, when someone has to wait", async () => {
    const { pace, clock, told } = watched({ calls: 5, perMs: 1_000 });
    pace.hold(30_000);
    const before = told.length;
    void [ask(pace, clock), ask(pace, clock), ask(pace, clock)];
    await clock.advance(60_000);

    expect([before, told]).toEqual([0, [{ ms: 30_000, why: "asked" }]]);
  });

  test("for the allowance is told for each window", async () => {
    const { pace, clock, told } = watched({ calls: 2, perMs: 60_000 });
    const asked = [ask(pace, clock), ask(pace, clock), ask(pace, clock)];
    await clock.settle();
    for (const { permit } of asked) permit?.done();
    await clock.advance(300_000);

    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ ms, why }) => why === "allowance" && ms > 10_000 && ms <= 60_065)).toBe(true);
  });

  test("is all that is reported", async () => {
    const { pace, clock, told } = watched({ calls: 2, perMs: 5_000 });
    pace.hold(9_000);
    void [ask(pace, clock), ask(pace, clock), ask(pace, clock)];
    await clock.advance(60_000);

    expect(told).toEqual([]);
  });
});
