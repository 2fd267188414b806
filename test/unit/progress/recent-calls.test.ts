import * as fc from "fast-check";
import { expect, test } from "vitest";
import { RecentCalls } from "../../../src/progress/gauge.ts";
import { prop } from "../builders/properties.ts";

test("calls of the last minute are those since the note a minute ago", () => {
  const recent = new RecentCalls(60_000);
  for (const [at, calls] of [
    [0, 0],
    [30_000, 100],
    [60_000, 150],
    [90_000, 180],
  ] as const) {
    recent.note(at, calls);
  }

  expect(recent.within(60_000)).toBe(80);
  expect(recent.within(30_000)).toBe(30);
});

prop([
  fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.nat(20)), { minLength: 1, maxLength: 100 }),
  fc.integer({ min: 1, max: 60_000 }),
])("forgetting old notes changes nothing within the time that is kept", (steps, ms) => {
  const [forgetful, mindful] = [new RecentCalls(60_000), new RecentCalls(Number.MAX_SAFE_INTEGER)];
  let [at, calls] = [0, 0];
  for (const [later, more] of steps) {
    at += later;
    calls += more;
    for (const recent of [forgetful, mindful]) recent.note(at, calls);
  }

  expect(forgetful.within(ms)).toBe(mindful.within(ms));
});
