import { describe, expect, test } from "vitest";
import { Health } from "../../../src/http/circuit-breaker.ts";

function failing(health: Health, times: number): void {
  for (let time = 0; time < times; time += 1) health.failed("no answer in time");
}

describe("the health of a platform", () => {
  test("is good at first", () => {
    const health = new Health("Medallion");

    expect([health.stop, health.stopOf("/a"), health.stops]).toEqual([undefined, undefined, []]);
  });

  test("is over for all calls when the credentials are refused before anything succeeded", () => {
    const health = new Health("Medallion");

    const stop = health.forbid("/a", "403: no");

    expect(stop).toEqual({
      code: "credentials_refused",
      reason: "Medallion refused the credentials (403: no)",
    });
    expect([health.stop, health.stopOf("/b")]).toEqual([stop, stop]);
    expect(health.stops).toEqual([stop]);
  });

  test("is over for one kind of call when the credentials are good for others", () => {
    const health = new Health("Verifiable");
    health.answered("/a", true);

    const stop = health.forbid("/b", "403: no");

    expect(stop.code).toBe("forbidden");
    expect(stop.reason).toContain("/b");
    expect([health.stop, health.stopOf("/a"), health.stopOf("/b")]).toEqual([undefined, undefined, stop]);
    expect(health.stops).toEqual([stop]);
  });

  test("does not treat a refusal as a success", () => {
    const health = new Health("Medallion");
    health.answered("/a", false);

    expect(health.forbid("/b", "403: no").code).toBe("credentials_refused");
  });

  test("is over when nothing is answered, many times in a row", () => {
    const health = new Health("CAQH");

    failing(health, 23);
    const before = health.stop;
    failing(health, 1);

    expect(before).toBeUndefined();
    expect(health.stop).toMatchObject({
      code: "platform_unavailable",
      reason: expect.stringMatching(
        /^CAQH is not answering \(24 failures in a row, the last: no answer in time\)$/,
      ),
    });
  });

  test.each([true, false])("comes back with any answer in between (a success: %s)", (success) => {
    const health = new Health("CAQH");

    for (let time = 0; time < 10; time += 1) {
      failing(health, 23);
      health.answered("/a", success);
    }

    expect(health.stop).toBeUndefined();
  });

  test("keeps the first reason", () => {
    const health = new Health("CAQH");
    const first = health.halt({ code: "interrupted", reason: "stopped by hand" });

    failing(health, 30);

    expect(health.halt({ code: "held", reason: "later" })).toBe(first);
    expect(health.stop).toBe(first);
  });
});

describe("the wait after a 429 that does not say how long", () => {
  const waits = (health: Health, times: number): readonly number[] =>
    Array.from({ length: times }, () => health.throttledWithoutWaitMs());

  test("doubles from a second up to the longest window that a platform documents", () => {
    expect(waits(new Health("Verifiable"), 11)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000,
    ]);
  });

  test("starts again after an answer", () => {
    const health = new Health("Verifiable");
    waits(health, 5);

    health.answered("/a", false);

    expect(waits(health, 2)).toEqual([1_000, 2_000]);
  });
});
