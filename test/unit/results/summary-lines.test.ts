import { describe, expect, test } from "vitest";
import { summaryLines } from "../../../src/results/summary-text.ts";
import type { Summary } from "../../../src/results/summary.ts";
import { quiet, requests } from "../builders/summaries.ts";

describe("the lines of a summary", () => {
  const linesOf = (more: Partial<Summary>): readonly string[] =>
    summaryLines({ ...quiet, ...more } as Summary).split("\n");

  test.each<[string, Partial<Summary>, string]>([
    [
      "what is odd about the run",
      { warnings: [{ code: "no_rows", message: "The roster has no rows below its header." }] },
      "warning: The roster has no rows below its header.",
    ],
    ["a single status that changed", { changes: 1 }, "1 status changed since the last run"],
    ["a single CAQH status that could not be read", { caqh_failures: 1 }, "1 CAQH status could not be read"],
    [
      "what stopped the whole run",
      { stop: { code: "too_many_failures", reason: "3 rows failed" } },
      "stopped early: 3 rows failed",
    ],
    ["how it ended when that was not well", { exit_code: 3 }, "exit code: 3"],
    [
      "for whom requests wait",
      { waiting: { us: 3, provider: 2, platform: 1_000, outside: 4, another: 5, hold: 6 } },
      "waiting: 3 for us, 2 for the provider, 1,000 for the platform, 4 for a payer, board or committee, 5 for another request, 6 on hold",
    ],
    [
      "for whom requests wait and for whom none does",
      { waiting: { us: 0, provider: 0, platform: 10, outside: 0, another: 0, hold: 0 } },
      "waiting: 10 for the platform",
    ],
    [
      "what ended without success",
      {
        ended: {
          count: 5,
          new: 2,
          statuses: [
            { platform: "medallion", kind: "enrollment", status: "panel_closed", count: 3 },
            { platform: "medallion", kind: "license", status: "inactive", count: 1 },
            { platform: "old", kind: "privileging", status: "denied", count: 2 },
          ],
        },
      },
      "5 requests ended without success (2 since the last run): 3 enrollments panel_closed, 1 license inactive, 2 privileging denied",
    ],
    [
      "what had ended before",
      {
        ended: {
          count: 1,
          new: 0,
          statuses: [{ platform: "medallion", kind: "credentialing", status: "closed", count: 1 }],
        },
      },
      "1 request ended without success: 1 credentialing closed",
    ],
  ])("say %s", (_what, more, line) => {
    expect(linesOf(more)).toContain(line);
  });

  test("are no more than rows, time and results when there is nothing else to say", () => {
    expect(linesOf({})).toEqual(["1 row: 1 created", "time: 8.2 s", "results: /tmp/roster.results.csv", ""]);
    const { results: _results, ...unwritten } = quiet;
    expect(summaryLines(unwritten)).toBe("1 row: 1 created\ntime: 8.2 s\n");
  });

  test("tell what is held already in words, apart from what exists", () => {
    const counts = requests(["licenses", "held", 2], ["licenses", "existing", 1], ["enrollments", "held", 1]);

    expect(linesOf({ requests: counts })).toContain(
      "requests: 1 existing (1 license), 3 held already (2 licenses, 1 enrollment)",
    );
  });

  test("have a failure's sentence whole up to 240 characters", () => {
    const failure = (length: number) => [{ code: "c", rows: 1, examples: [2], example: "x".repeat(length) }];

    expect(linesOf({ failures: failure(240) })).toContain(`    ${"x".repeat(240)}`);
    expect(linesOf({ failures: failure(241) })).toContain(`    ${"x".repeat(239)}…`);
  });
});
