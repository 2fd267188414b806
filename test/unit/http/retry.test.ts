import { describe, expect, test } from "vitest";
import type { Reply } from "../../../src/http/reply.ts";
import { withRetries, type RetryPolicy } from "../../../src/http/retry.ts";
import { manualClock, type ManualClock } from "../../support/manual-clock.ts";

const ok: Reply = { kind: "ok", status: 200, body: "yes" };
const refused: Reply = { kind: "refused", status: 400, reason: "400: no" };
const failed: Reply = { kind: "unknown", reason: "500: oops" };
const noConnection: Reply = {
  kind: "not-processed",
  reason: "ECONNREFUSED",
  throttled: false,
  retryAfterMs: undefined,
};
const throttled: Reply = {
  kind: "not-processed",
  reason: "429: slow down",
  throttled: true,
  retryAfterMs: undefined,
};

const retryPolicy: RetryPolicy = { retries: 3, throttledRetries: 5, firstWaitMs: 100, longestWaitMs: 1_000 };
const mayRepeat = ({ kind }: Reply): boolean => kind === "unknown" || kind === "not-processed";

interface Course {
  readonly reply: Reply | undefined;
  readonly attempts: number;
  readonly clock: ManualClock;
}

/** Lets attempts end as planned, the last plan for all that follow, and waits for the end of it. */
async function course(
  plan: readonly Reply[],
  {
    random = 0,
    settings = retryPolicy,
    signal,
  }: { random?: number; settings?: RetryPolicy; signal?: AbortSignal } = {},
): Promise<Course> {
  const clock = manualClock();
  let attempts = 0;
  let reply: Reply | undefined;
  const attempt = async (): Promise<Reply> => {
    attempts += 1;
    return plan[Math.min(attempts, plan.length) - 1] ?? ok;
  };
  const tools = { clock, random: () => random, signal: signal ?? new AbortController().signal };
  void withRetries(attempt, mayRepeat, settings, tools).then((last) => {
    reply = last;
  });
  await clock.advance(10 * 60_000);
  return { reply, attempts, clock };
}

describe("an attempt", () => {
  test.each([ok, refused])("that ends with $kind is made once", async (reply) => {
    const { attempts, reply: last, clock } = await course([reply]);

    expect([attempts, last, clock.waits]).toEqual([1, reply, []]);
  });

  test.each([failed, noConnection])(
    "that ends with $kind is made again until it succeeds",
    async (trouble) => {
      const { attempts, reply } = await course([trouble, trouble, ok]);

      expect([attempts, reply]).toEqual([3, ok]);
    },
  );

  test("is made again so many times and no more, and answers its last reply", async () => {
    const last: Reply = { kind: "unknown", reason: "504: the last" };

    const { attempts, reply } = await course([failed, failed, failed, last]);

    expect([attempts, reply]).toEqual([4, last]);
  });

  test("is not made again once a reply refuses", async () => {
    const { attempts, reply } = await course([failed, refused, ok]);

    expect([attempts, reply]).toEqual([2, refused]);
  });

  test("that throws something else is not made again", async () => {
    let attempts = 0;
    const attempt = (): Promise<Reply> => {
      attempts += 1;
      return Promise.reject(new Error("a mistake in the program"));
    };
    const tools = { clock: manualClock(), random: () => 0, signal: new AbortController().signal };

    await expect(withRetries(attempt, mayRepeat, retryPolicy, tools)).rejects.toThrow(
      "a mistake in the program",
    );
    expect(attempts).toBe(1);
  });
});

describe("the wait between attempts", () => {
  test("doubles up to the longest", async () => {
    const settings = { ...retryPolicy, retries: 6 };

    const { clock: early } = await course([failed], { settings, random: 0 });
    const { clock: late } = await course([failed], { settings, random: 1 });

    expect(late.waits).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    expect(early.waits).toEqual([50, 100, 200, 400, 500, 500]);
  });

  test("is there before every further attempt, and not after the last", async () => {
    const { attempts, clock } = await course([failed]);

    expect([attempts, clock.waits.length, clock.sleeping()]).toEqual([4, 3, 0]);
  });
});

describe("a 429", () => {
  test("waits elsewhere, and uses up no retry", async () => {
    const plan = [throttled, throttled, failed, throttled, failed, throttled, failed, ok];

    const { attempts, reply, clock } = await course(plan);

    expect([attempts, reply]).toEqual([8, ok]);
    expect(clock.waits).toEqual([50, 100, 200]);
  });

  test("is met so many times and no more", async () => {
    const { attempts, reply, clock } = await course([throttled]);

    expect([attempts, reply, clock.waits]).toEqual([6, throttled, []]);
  });

  test("does not lend its patience to other failures", async () => {
    const { attempts, reply } = await course([throttled, throttled, throttled, throttled, throttled, failed]);

    expect([attempts, reply]).toEqual([5 + 4, failed]);
  });
});

describe("when no new call may start", () => {
  test("a wait ends at once, and the last reply is the answer", async () => {
    const stop = new AbortController();
    const clock = manualClock();
    let attempts = 0;
    const attempt = async (): Promise<Reply> => {
      attempts += 1;
      return failed;
    };
    const ended = withRetries(attempt, mayRepeat, retryPolicy, {
      clock,
      random: () => 0,
      signal: stop.signal,
    });

    await clock.settle();
    const asleep = clock.sleeping();
    stop.abort();

    expect(await ended).toBe(failed);
    expect([attempts, asleep, clock.sleeping()]).toEqual([1, 1, 0]);
  });

  test("nothing is tried again", async () => {
    const { attempts, reply } = await course([failed], { signal: AbortSignal.abort() });

    expect([attempts, reply]).toEqual([1, failed]);
  });
});
