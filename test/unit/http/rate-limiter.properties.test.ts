import * as fc from "fast-check";
import { describe, expect } from "vitest";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { prop } from "../builders/properties.ts";

/** Somebody who wants to make a call. Times are milliseconds. */
interface Caller {
  readonly at: number;
  readonly takes: number;
  readonly retryPolicy: number | undefined;
}

interface Scene {
  readonly calls: number;
  readonly perMs: number;
  readonly callers: readonly Caller[];
  readonly holds: readonly { readonly at: number; readonly ms: number }[];
  readonly spent: readonly number[];
}

/** What became of a caller. */
interface Trace {
  readonly askedAt: number;
  startedAt?: number;
  endedAt?: number;
  gaveUpAt?: number;
}

interface Played {
  /** In the order of asking. */
  readonly traces: readonly Trace[];
  readonly startOrder: readonly Trace[];
  readonly holds: readonly (readonly [from: number, until: number])[];
}

const scenes: fc.Arbitrary<Scene> = fc
  .record({ calls: fc.integer({ min: 1, max: 6 }), perMs: fc.integer({ min: 20, max: 500 }) })
  .chain(({ calls, perMs }) =>
    fc.record({
      calls: fc.constant(calls),
      perMs: fc.constant(perMs),
      callers: fc.array(
        fc.record({
          at: fc.nat(perMs * 4),
          takes: fc.oneof(fc.constant(0), fc.nat(perMs), fc.nat(perMs * 3)),
          retryPolicy: fc.option(fc.nat(perMs * 2), { nil: undefined, freq: 4 }),
        }),
        { minLength: 1, maxLength: 24 },
      ),
      holds: fc.array(fc.record({ at: fc.nat(perMs * 4), ms: fc.nat(perMs * 2) }), { maxLength: 3 }),
      spent: fc.array(fc.nat(perMs * 2), { maxLength: 4 }),
    }),
  );

/** Lets everybody of a scene ask, wait, call and end, and notes when. */
async function play({ calls, perMs, callers, holds, spent }: Scene): Promise<Played> {
  const clock = manualClock();
  const begin = clock.monotonic();
  const now = (): number => clock.monotonic() - begin;
  const rateLimiter = new RateLimiter(clock, { calls, perMs }, spent);
  const traces: Trace[] = [];
  const startOrder: Trace[] = [];
  const held: [number, number][] = [];

  const call = async ({ at, takes, retryPolicy }: Caller): Promise<void> => {
    await clock.sleep(at);
    const tired = new AbortController();
    if (retryPolicy !== undefined) void clock.sleep(retryPolicy).then(() => tired.abort());
    const trace: Trace = { askedAt: now() };
    traces.push(trace);
    const permit = await rateLimiter.acquire(tired.signal);
    if (permit === undefined) {
      trace.gaveUpAt = now();
      return;
    }
    trace.startedAt = now();
    startOrder.push(trace);
    await clock.sleep(takes);
    trace.endedAt = now();
    permit.done();
  };
  const hold = async ({ at, ms }: { readonly at: number; readonly ms: number }): Promise<void> => {
    await clock.sleep(at);
    held.push([now(), now() + ms]);
    rateLimiter.hold(ms);
  };

  void Promise.all([...holds.map(hold), ...callers.map(call)]);
  await clock.advance((perMs * 4 + 10) * (callers.length + holds.length + 4));
  return { traces, startOrder, holds: held };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The calls that were made, those of somebody else included, in the order in which they started. */
function spansOf({ startOrder }: Played, { spent }: Scene): readonly Span[] {
  const own = startOrder.map(({ startedAt = 0, endedAt = 0 }) => ({ start: startedAt, end: endedAt }));
  return [...spent.map((ago) => ({ start: -ago, end: -ago })), ...own];
}

/** Clocks differ and counters round; and a timer counts whole milliseconds. */
const marginOf = (perMs: number): number => 5 + perMs * 0.001 + 1;

/** When the next call might have started at the earliest, had the platform itself kept the count. */
function earliest(before: readonly Span[], { calls, perMs }: Scene): number {
  const freed = before.map(({ end }) => end + perMs).toSorted((one, other) => other - one);
  return freed[calls - 1] ?? Number.NEGATIVE_INFINITY;
}

describe("whoever comes, however long their calls take, whatever is held and given up,", () => {
  prop([scenes])("no window of any alignment contains more than the limit", async (scene) => {
    const spans = spansOf(await play(scene), scene).slice(scene.spent.length);

    // the platform sees a call at any one moment between its start and its end
    for (const { end: from } of spans) {
      const seen = spans.filter(({ start, end }) => start <= from + scene.perMs && end >= from);
      expect(seen.length).toBeLessThanOrEqual(scene.calls);
    }
  });

  prop([scenes])("what someone else has spent counts like one's own", async (scene) => {
    const spans = spansOf(await play(scene), scene);

    for (const [index, { start }] of spans.entries()) {
      if (index < scene.spent.length) continue;
      const seen = spans.filter((other) => other.start <= start && other.end >= start - scene.perMs);
      expect(seen.length).toBeLessThanOrEqual(scene.calls);
    }
  });

  prop([scenes])("no place is left unused while someone waits", async (scene) => {
    const played = await play(scene);
    const spans = spansOf(played, scene);
    const margin = marginOf(scene.perMs);
    let previous = 0;
    for (const [index, { askedAt, startedAt = 0 }] of played.startOrder.entries()) {
      let possible = Math.max(askedAt, previous, earliest(spans.slice(0, scene.spent.length + index), scene));
      const holds = played.holds.toSorted(([one], [other]) => one - other);
      for (const [from, until] of holds) {
        if (from <= possible + margin && until > possible) possible = until;
      }
      expect(startedAt - possible).toBeLessThanOrEqual(margin);
      previous = startedAt;
    }
  });

  prop([scenes])("everyone starts in the order of asking", async (scene) => {
    const { traces, startOrder } = await play(scene);

    expect(startOrder).toEqual(traces.filter(({ startedAt }) => startedAt !== undefined));
    expect(
      traces.every(({ startedAt, gaveUpAt }) => (startedAt === undefined) !== (gaveUpAt === undefined)),
    ).toBe(true);
  });

  prop([scenes])("no call starts while it is held", async (scene) => {
    const { startOrder, holds } = await play(scene);

    for (const { startedAt = 0 } of startOrder) {
      expect(holds.filter(([from, until]) => startedAt > from && startedAt < until)).toEqual([]);
    }
  });

  prop([scenes])("whoever gives up does so at once, and whoever does not gets a place", async (scene) => {
    const { traces } = await play(scene);
    const retryPolicy = scene.callers
      .filter((caller) => caller.retryPolicy !== undefined)
      .map(({ at, retryPolicy: ms = 0 }) => at + ms);

    for (const { gaveUpAt } of traces) if (gaveUpAt !== undefined) expect(retryPolicy).toContain(gaveUpAt);
    expect(traces).toHaveLength(scene.callers.length);
  });
});
