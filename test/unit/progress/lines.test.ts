import { stripVTControlCharacters } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../../src/progress/gauge.ts";
import { progressFields, progressLines } from "../../../src/progress/lines.ts";
import { prop } from "../builders/properties.ts";

const snapshot: Snapshot = {
  stage: "requesting",
  rows: 3_000,
  rowsDone: 1_204,
  created: 830,
  existing: 371,
  failed: 0,
  faultyRows: 0,
  platforms: [
    { platform: "medallion", calls: 1_210, lastMinute: 238, allowedPerMinute: 240 },
    { platform: "verifiable", calls: 0, lastMinute: 0, allowedPerMinute: 1_500 },
    { platform: "caqh", calls: 900, lastMinute: 300, allowedPerMinute: 300 },
  ],
  secondsLeft: 472.3,
};

describe("the lines of progress", () => {
  test("say stage, rows, what came of them, calls against the allowance and the time left, in 80 columns", () => {
    const [first, second, third] = progressLines(snapshot, 80, false).split("\n");

    expect(first).toBe("requesting ████████░░░░░░░░░░░░ 1,204 of 3,000 rows, about 7 min 53 s left");
    expect(second).toBe("830 requests created, 371 existing; calls/min: medallion 238/240, caqh 300/300");
    expect(third).toBeUndefined();
  });

  prop([
    fc.nat(2_000_000),
    fc.nat(2_000_000),
    fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
    fc.integer({ min: 20, max: 200 }),
  ])("never fill the last column of a terminal", (rows, rowsDone, secondsLeft, columns) => {
    const lines = progressLines(
      { ...snapshot, rows, rowsDone: Math.min(rows, rowsDone), secondsLeft },
      columns,
      true,
    );

    for (const line of lines.split("\n")) expect(stripVTControlCharacters(line).length).toBeLessThan(columns);
  });

  test("have no colors unless they are wanted", () => {
    expect(progressLines(snapshot, 80, false)).toBe(
      stripVTControlCharacters(progressLines(snapshot, 80, true)),
    );
    expect(progressLines(snapshot, 80, true)).not.toBe(progressLines(snapshot, 80, false));
  });

  test("are the same numbers as fields of a log line", () => {
    expect(progressFields(snapshot)).toEqual({
      stage: "requesting",
      rows: 3_000,
      rows_done: 1_204,
      rows_with_faults: 0,
      requests: { created: 830, existing: 371, failed: 0 },
      seconds_left: 473,
      platforms: {
        medallion: { calls: 1_210, last_minute: 238, allowed_per_minute: 240 },
        verifiable: { calls: 0, last_minute: 0, allowed_per_minute: 1_500 },
        caqh: { calls: 900, last_minute: 300, allowed_per_minute: 300 },
      },
    });
  });
});
