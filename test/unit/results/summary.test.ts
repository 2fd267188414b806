import { describe, expect, test } from "vitest";
import { noLapses } from "../../../src/results/lapse-tally.ts";
import { summaryLines } from "../../../src/results/summary-text.ts";
import type { PlatformSummary } from "../../../src/results/summary.ts";
import { duration } from "../../../src/text/counts.ts";
import { quiet, requests } from "../builders/summaries.ts";

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
  test("says what has lapsed and what lapses soon, by kind, and nothing when nothing does", () => {
    const lapses = {
      ...noLapses,
      lapsed: { licenses: 2, enrollments: 0, revalidations: 1, recredentialing: 0 },
      within_90: { licenses: 0, enrollments: 0, revalidations: 0, recredentialing: 1 },
    };

    expect(summaryLines({ ...quiet, lapses })).toContain(
      "\ndates: 3 lapsed or overdue (2 licenses, 1 revalidation), 1 in 61 to 90 days (1 recredentialing)\n",
    );
    expect(summaryLines(quiet)).not.toContain("dates:");
  });

  test("says rows, calls, time and where the results are", () => {
    const idle = { ...medallion, platform: "caqh", calls: 0 };

    const text = summaryLines({ ...quiet, platforms: [medallion, idle] });

    expect(text).toMatch(/^1 row: 1 created\n/);
    expect(text).toMatch(/^Medallion: 42 calls$/m);
    expect(text).toMatch(/\btime: 8\.2 s\n/);
    expect(text).toMatch(/\nresults: \/tmp\/roster\.results\.csv\n$/);
    expect(text).not.toContain("CAQH");
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
    expect(lines).toContain("3 statuses changed since the last run");
    expect(lines).toContain("2 CAQH statuses could not be read");
    expect(lines).toContainEqual(
      expect.stringContaining("stopped early: Medallion refused the credentials (403: no)"),
    );
  });
});

describe("the requests of a summary", () => {
  test("are counted by kind and without zeros", () => {
    const made = requests(
      ["licenses", "created", 13],
      ["enrollments", "created", 1],
      ["enrollments", "failed", 1],
    );

    expect(summaryLines({ ...quiet, requests: made }).split("\n")).toContain(
      "requests: 14 created (13 licenses, 1 enrollment), 1 failed (1 enrollment)",
    );
    expect(summaryLines(quiet)).not.toContain("requests");
  });

  test("of a plan are reported as what sync would create", () => {
    const planned = requests(
      ["licenses", "planned", 13],
      ["enrollments", "planned", 3],
      ["credentialing", "planned", 3],
      ["licenses", "existing", 2],
    );
    const lines = summaryLines({ ...quiet, command: "plan", requests: planned }).split("\n");

    expect(lines).toContain("sync would create 19 requests: 13 licenses, 3 enrollments, 3 credentialing");
    expect(lines).toContain("requests: 2 existing (2 licenses)");
    expect(summaryLines({ ...quiet, command: "plan" })).toContain("\nsync would create no requests\n");
  });
});

describe("a platform's calls", () => {
  const lineOf = (more: Partial<PlatformSummary>): string =>
    summaryLines({ ...quiet, platforms: [{ ...medallion, ...more }] }).split("\n")[1] ?? "";

  test.each<[string, Partial<PlatformSummary>, string]>([
    ["of one purpose need no list", { calls: 1, byPurpose: { submit: 1 } }, "Medallion: 1 call"],
    [
      "say what they were for and what batching saved",
      { calls: 19, byPurpose: { "look-up": 4, existing: 15 }, one_by_one: 74 },
      "Medallion: 19 calls (lookup 4, existing requests 15); without batching 74",
    ],
    ["say nothing of savings where there are none", { calls: 42, one_by_one: 42 }, "Medallion: 42 calls"],
    [
      "of a plan say what is to come",
      { to_come: { submit: 19, confirm: 0 }, seconds_at_pace: 12 },
      "Medallion: 42 calls; sync would make 19 more (19 to send), all in 12.0 s at the rate limit",
    ],
    [
      "of a plan with nothing to do say no more",
      { to_come: { submit: 0, confirm: 0 } },
      "Medallion: 42 calls",
    ],
    [
      "of a plan say what is to be sent and what is to be confirmed",
      { to_come: { submit: 1_019, confirm: 3 }, seconds_at_pace: 0 },
      "Medallion: 42 calls; sync would make 1,022 more (1,019 to send, 3 to confirm)",
    ],
    [
      "of a plan say what is only to be confirmed",
      { to_come: { submit: 0, confirm: 3 } },
      "Medallion: 42 calls; sync would make 3 more (3 to confirm)",
    ],
    [
      "of a plan are told even where it made none",
      { calls: 0, byPurpose: {}, to_come: { submit: 1, confirm: 0 }, one_by_one: 2 },
      "Medallion: 0 calls; sync would make 1 more (1 to send); without batching 2",
    ],
    [
      "of a plan say nothing of savings where there will be none",
      { to_come: { submit: 10, confirm: 0 }, one_by_one: 52 },
      "Medallion: 42 calls; sync would make 10 more (10 to send)",
    ],
    [
      "say what they were for in words, and a purpose that nobody knows as it is",
      { byPurpose: { submit: 1, settle: 2, dates: 3, status: 4, files: 5, other: 6 } },
      "Medallion: 42 calls (sending 1, confirming 2, licenses and dates 3, statuses 4, files 5, other 6)",
    ],
    ["say that the platform was too busy once", { throttled: 1 }, "Medallion: 42 calls; rate-limited once"],
    [
      "say how often the platform was too busy",
      { throttled: 2 },
      "Medallion: 42 calls; rate-limited 2 times",
    ],
  ])("%s", (_says, more, line) => {
    expect(lineOf(more)).toBe(line);
  });
});

describe("what stopped a run", () => {
  test("is reported once, whether a platform or the whole run met it", () => {
    const stop = { code: "platform_unavailable", reason: "Medallion does not answer" } as const;
    const text = summaryLines({ ...quiet, stop, platforms: [{ ...medallion, stops: [stop] }] });

    expect(text.match(/stopped early: Medallion does not answer/g)).toHaveLength(1);
  });

  test("is not reported as a stop when it was a hold, which has a sentence of its own", () => {
    expect(summaryLines({ ...quiet, stop: { code: "held", reason: "too many" } })).not.toContain("too many");
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
