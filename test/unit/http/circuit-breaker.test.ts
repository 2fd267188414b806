import { describe, expect, test } from "vitest";
import { CircuitBreaker } from "../../../src/http/circuit-breaker.ts";

function failing(breaker: CircuitBreaker, times: number): void {
  for (let time = 0; time < times; time += 1) breaker.failed("no answer in time");
}

describe("the health of a platform", () => {
  test("is good at first", () => {
    const breaker = new CircuitBreaker("Medallion");

    expect([breaker.stop, breaker.stopOf("/a"), breaker.stops]).toEqual([undefined, undefined, []]);
  });

  test("is over for all calls when the credentials are refused before anything succeeded", () => {
    const breaker = new CircuitBreaker("Medallion");

    const stop = breaker.forbid("/a", "403: no");

    expect(stop).toEqual({
      code: "credentials_refused",
      reason: "Medallion refused the credentials (403: no)",
    });
    expect([breaker.stop, breaker.stopOf("/b")]).toEqual([stop, stop]);
    expect(breaker.stops).toEqual([stop]);
  });

  test("is over for one kind of call when the credentials are good for others", () => {
    const breaker = new CircuitBreaker("Verifiable");
    breaker.answered("/a", true);

    const stop = breaker.forbid("/b", "403: no");

    expect(stop.code).toBe("forbidden");
    expect(stop.reason).toContain("/b");
    expect([breaker.stop, breaker.stopOf("/a"), breaker.stopOf("/b")]).toEqual([undefined, undefined, stop]);
    expect(breaker.stops).toEqual([stop]);
  });

  test("does not treat a refusal as a success", () => {
    const breaker = new CircuitBreaker("Medallion");
    breaker.answered("/a", false);

    expect(breaker.forbid("/b", "403: no").code).toBe("credentials_refused");
  });

  test("is over when nothing is answered, many times in a row", () => {
    const breaker = new CircuitBreaker("CAQH");

    failing(breaker, 23);
    const before = breaker.stop;
    failing(breaker, 1);

    expect(before).toBeUndefined();
    expect(breaker.stop).toMatchObject({
      code: "platform_unavailable",
      reason: expect.stringMatching(
        /^CAQH is not answering \(24 failures in a row, the last: no answer in time\)$/,
      ),
    });
  });

  test.each([
    ["a success", true],
    ["a refusal", false],
  ])("comes back with any answer in between, such as %s", (_what, success) => {
    const breaker = new CircuitBreaker("CAQH");

    for (let time = 0; time < 10; time += 1) {
      failing(breaker, 23);
      breaker.answered("/a", success);
    }

    expect(breaker.stop).toBeUndefined();
  });

  test("keeps the first reason", () => {
    const breaker = new CircuitBreaker("CAQH");
    const first = breaker.halt({ code: "interrupted", reason: "stopped by hand" });

    failing(breaker, 30);

    expect(breaker.halt({ code: "held", reason: "later" })).toBe(first);
    expect(breaker.stop).toBe(first);
  });
});

describe("the wait after a 429 that does not say how long", () => {
  const waits = (breaker: CircuitBreaker, times: number): readonly number[] =>
    Array.from({ length: times }, () => breaker.throttledWithoutWaitMs());

  test("doubles from a second up to the longest window that a platform documents", () => {
    expect(waits(new CircuitBreaker("Verifiable"), 11)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000,
    ]);
  });

  test("starts again after an answer", () => {
    const breaker = new CircuitBreaker("Verifiable");
    waits(breaker, 5);

    breaker.answered("/a", false);

    expect(waits(breaker, 2)).toEqual([1_000, 2_000]);
  });
});
