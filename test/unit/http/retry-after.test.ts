import { describe, expect, test } from "vitest";
import { retryAfterMs } from "../../../src/http/reply.ts";

const now = Date.parse("2026-03-01T12:00:00Z");

describe("a Retry-After header", () => {
  test.each([
    ["0", 0],
    ["1", 1_000],
    ["30", 30_000],
    [" 120 ", 120_000],
    ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
    ["Sunday, 01-Mar-26 12:01:00 GMT", 60_000],
  ])("of %j asks for %i ms", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  test("of a time that has passed asks for no wait", () => {
    expect(retryAfterMs("Sun, 01 Mar 2026 11:00:00 GMT", now)).toBe(0);
  });

  test.each(["3601", "86400", "604800", "Tue, 03 Mar 2026 12:00:00 GMT"])(
    "never asks for more than an hour: %s",
    (header) => {
      expect(retryAfterMs(header, now)).toBe(3_600_000);
    },
  );

  test.each([
    [String(now / 1000 + 90), 90_000],
    [String(now + 90_000), 90_000],
    [`${now / 1000 + 90}.5`, 90_500],
    [String(now / 1000 - 90), 0],
    [String(now / 1000 + 7_200), 3_600_000],
  ])("that gives the moment itself, %s, is understood", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  test.each(["999999999", "604801", "9".repeat(400), "Fri, 01 Jan 2100 00:00:00 GMT"])(
    "that is absurd is ignored: %s",
    (header) => {
      expect(retryAfterMs(header, now)).toBeUndefined();
    },
  );

  test.each(["", " ", "soon", "30 seconds", "1m", "ten", "NaN", "\u0663", "-1", "-5", "3,5"])(
    "says nothing with %j",
    (header) => {
      expect(retryAfterMs(header, now)).toBeUndefined();
    },
  );

  test("says nothing where it is missing", () => {
    expect(retryAfterMs(undefined, now)).toBeUndefined();
  });
});
