import { describe, expect, test } from "vitest";
import { duration, summaryLines, type Summary } from "../../../src/results/summary.ts";

const quiet: Summary = {
  version: 1,
  command: "sync",
  run: "abc",
  started_at: "2026-03-01T12:00:00.000Z",
  ended_at: "2026-03-01T12:00:08.240Z",
  rows: 1,
  outcomes: { created: 1, exists: 0, planned: 0, failed: 0, unknown: 0, skipped: 0 },
  failures: [],
  changes: 0,
  caqh_failures: 0,
  waiting: { us: 0, provider: 0, platform: 0, outside: 0, another: 0, hold: 0 },
  completed: 0,
  ended: { count: 0, new: 0, statuses: [] },
  platforms: [],
  results: "/tmp/roster.results.csv",
  exit_code: 0,
};

const medallion = {
  platform: "medallion",
  calls: 42,
  byPurpose: { submit: 42 },
  throttled: 0,
  failed: 0,
  stops: [],
  one_by_one: 0,
  seconds_at_pace: 0,
};

describe("the summary for a person", () => {
  test("says rows, calls, time and where the results are", () => {
    const idle = { ...medallion, platform: "caqh", calls: 0 };

    const text = summaryLines({ ...quiet, platforms: [medallion, idle] });

    expect(text).toMatch(/^1 row: 1 created\n/);
    expect(text).toMatch(/\bmedallion\b\D+42\b/);
    expect(text).toMatch(/\btime: 8\.2 s\n/);
    expect(text).toMatch(/\nresults: \/tmp\/roster\.results\.csv\n$/);
    expect(text).not.toContain("caqh");
  });

  test("leaves out outcomes that no row has, and names those it has in one order", () => {
    const outcomes = { created: 2, exists: 1, planned: 0, failed: 3, unknown: 1, skipped: 4 };

    expect(summaryLines({ ...quiet, rows: 11, outcomes })).toMatch(
      /^11 rows: 2 created, 1 exists, 3 failed, 1 unknown, 4 skipped\n/,
    );
  });

  test("says of a roster without rows that there are none", () => {
    const outcomes = { ...quiet.outcomes, created: 0 };

    expect(summaryLines({ ...quiet, rows: 0, outcomes })).toMatch(/^0 rows: none\n/);
  });

  test("tells failures by reason, what moved, what CAQH did not tell, and why a platform was left", () => {
    const failures = [
      { code: "refused", rows: 7, examples: [3, 4, 5, 6, 7], example: "x".repeat(300) },
      { code: "invalid_npi", rows: 1, examples: [2], example: "npi (A2) is none." },
    ];
    const stops = [
      { code: "credentials_refused" as const, reason: "Medallion refused the credentials (403: no)" },
    ];

    const lines = summaryLines({
      ...quiet,
      failures,
      changes: 3,
      caqh_failures: 2,
      platforms: [{ ...medallion, stops }],
    }).split("\n");

    expect(lines.slice(1, 5)).toEqual([
      "  refused: 7 (row 3, 4, 5, 6, 7, …)",
      `    ${"x".repeat(239)}…`,
      "  invalid_npi: 1 (row 2)",
      "    npi (A2) is none.",
    ]);
    expect(lines).toContain("3 statuses moved since the last run");
    expect(lines).toContain("2 CAQH statuses could not be read");
    expect(lines).toContainEqual(
      expect.stringContaining("stopped early: Medallion refused the credentials (403: no)"),
    );
  });
});

describe("a time that has passed", () => {
  test.each([
    [0, "0.0 s"],
    [8.24, "8.2 s"],
    [59, "59.0 s"],
    [60, "1 min 00 s"],
    [185, "3 min 05 s"],
    [3_599.7, "1 h 00 min"],
    [3_600, "1 h 00 min"],
    [4_800, "1 h 20 min"],
    [90_000, "25 h 00 min"],
  ])("of %d seconds is %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
