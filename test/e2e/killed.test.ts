import { describe, expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { askedFor, killRounds, moods } from "../support/kill-rounds.ts";
import { mixedRoster } from "../support/rosters.ts";

describe("a job that is killed again and again on a bad night", () => {
  test("requests everything once and loses no row", { timeout: 120_000 }, async () => {
    const [rows, seed] = [16, 1];
    const lists = { pageSize: 10, retryPolicy: 8 };
    const plan = {
      seed,
      rows,
      kills: 5,
      faults: moods["bad night"],
      settleMs: 600,
      timeoutMs: 400,
      ...lists,
    };

    const report = await killRounds(plan);

    const asked = mixedRoster(generateWorld({ providers: rows + 10, seed }), rows);
    const unanswered = report.lines.filter(
      ({ sync_result: result, sync_error: error }) =>
        !(result === "created" || result === "exists" || (result === "skipped" && error === "")),
    );
    expect(report.stderr).not.toMatch(/mistake|Warning/);
    expect(report.doubles).toEqual([]);
    expect(report.requests).toBe(askedFor(asked));
    expect(unanswered).toEqual([]);
    expect(report.lines).toHaveLength(rows);
    expect(report.code).toBe(0);
    expect(report.kills).toBeGreaterThan(0);
  });
});
