import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { durationMs, failureLimit, rateOf, wholeNumber } from "../../../src/options/measures.ts";
import { prop } from "../builders/properties.ts";

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.remedy ?? ""}`;
    throw error;
  }
  throw new Error("it was taken");
}

describe("a duration", () => {
  test.each([
    ["500ms", 500],
    ["30s", 30_000],
    ["30 s", 30_000],
    ["30sec", 30_000],
    ["1second", 1_000],
    ["2seconds", 2_000],
    ["5m", 300_000],
    ["5min", 300_000],
    ["5 Minutes", 300_000],
    ["24h", 86_400_000],
    ["1hour", 3_600_000],
    ["1d", 86_400_000],
    ["2 days", 172_800_000],
    ["1.5h", 5_400_000],
    ["0s", 0],
    [" 60s ", 60_000],
  ])("of %j is %i ms", (text, ms) => {
    expect(durationMs(text, "--settle")).toBe(ms);
  });

  test.each([
    "",
    "30",
    "s",
    "-30s",
    "30x",
    "30 fortnights",
    "1h30m",
    "1,5h",
    "s30",
    "1e3s",
    "5constructor",
    "∞",
  ])("is not seen in %j, and the setting is named", (text) => {
    expect(refusal(() => durationMs(text, "--settle"))).toMatch(
      /^--settle is ".*", which is not a duration\. .*30s/,
    );
  });
});

describe("a rate", () => {
  test.each([
    ["5/s", 5, 1_000],
    ["240/min", 240, 60_000],
    ["240/6s", 240, 6_000],
    ["10000/5min", 10_000, 300_000],
    ["1500/min", 1_500, 60_000],
    ["100/h", 100, 3_600_000],
    ["1/500ms", 1, 500],
    [" 240 / 6 s ", 240, 6_000],
    ["7/0.5s", 7, 500],
    ["3/1.5MIN", 3, 90_000],
  ])("of %j is %i calls in %i ms", (text, calls, perMs) => {
    expect(rateOf(text, "--caqh-rate")).toEqual({ calls, perMs });
  });

  test.each([
    "",
    "5",
    "/s",
    "0/s",
    "5/",
    "5/0s",
    "-5/s",
    "2.5/s",
    "5/x",
    "five/s",
    "5/s/s",
    "5s",
    "5 per s",
    "5/-1s",
    "5/.5s",
    "240/.1min",
    "5/constructor",
  ])("is not seen in %j, and the setting is named", (text) => {
    expect(refusal(() => rateOf(text, "--caqh-rate"))).toMatch(/^--caqh-rate is "/);
  });

  prop([
    fc.integer({ min: 1, max: 100_000 }),
    fc.integer({ min: 1, max: 10_000 }),
    fc.constantFrom("ms", "s", "min", "h"),
  ])("is the same calls in the same time as its two halves say", (calls, count, unit) => {
    expect(rateOf(`${calls}/${count}${unit}`, "x")).toEqual({
      calls,
      perMs: durationMs(`${count}${unit}`, "x"),
    });
  });
});

describe("a whole number", () => {
  test.each([
    ["7", 1, 7],
    [7, 1, 7],
    ["0", 0, 0],
    [" 12 ", 1, 12],
  ])("of %j, %i or more, is %i", (value, least, number) => {
    expect(wholeNumber(value, "--limit", least)).toBe(number);
  });

  test.each([
    ["0", 1],
    ["-1", 0],
    ["1.5", 0],
    ["abc", 0],
    ["", 0],
    [" ", 0],
    ["7 rows", 0],
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, 0],
    [1e20, 0],
    [{}, 0],
    [undefined, 0],
    [null, 0],
    [true, 0],
    [[2], 0],
    ["0x10", 0],
  ])("is not seen in %j, %i or more", (value, least) => {
    expect(refusal(() => wholeNumber(value, "--limit", least))).toContain(
      `Write a whole number, ${least} or more.`,
    );
  });
});

describe("a limit of failures", () => {
  test.each([
    ["20", { rows: 20 }],
    ["0", { rows: 0 }],
    ["5%", { percent: 5 }],
    ["2.5%", { percent: 2.5 }],
    [" 10 % ", { percent: 10 }],
  ])("of %j is %o", (text, limit) => {
    expect(failureLimit(text, "--max-failures")).toEqual(limit);
  });

  test.each(["", "-1", "2.5", "%", "5%%", "five", "5 percent"])("is not recognized in %j", (text) => {
    expect(refusal(() => failureLimit(text, "--max-failures"))).toMatch(/^--max-failures is ".*5%/);
  });
});
