import { describe, expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { askedFor, killRounds, moods } from "../support/kill-rounds.ts";
import { expectKilledJobDone } from "../support/killed-job.ts";
import { mixedRoster } from "../support/rosters.ts";

describe("a job that is killed again and again while lists cannot be trusted", () => {
  test.each([
    [2, "moving lists"],
    [3, "short lists"],
  ] as const)(
    "requests everything once and loses no row (seed %i, %s)",
    { timeout: 120_000 },
    expectKilledJobDone,
  );
});

describe.each(["rewritten words", "half-made groups", "empty promises"] as const)(
  "a job that is killed under the preset %s",
  (mood) => {
    test("duplicates nothing, and says how to settle what it leaves open", { timeout: 120_000 }, async () => {
      const [rows, seed] = [8, 7];
      const plan = { seed, rows, kills: 2, faults: moods[mood], settleMs: 500, timeoutMs: 400 };

      const report = await killRounds(plan);

      const asked = askedFor(mixedRoster(generateWorld({ providers: rows + 10, seed }), rows));
      const open = report.lines.filter(({ sync_result: result }) => result === "unknown");
      expect(report.stderr).not.toMatch(/mistake|Warning/);
      expect(report.doubles).toEqual([]);
      expect(report.lines).toHaveLength(rows);
      expect(report.lines.filter(({ sync_result: result }) => result === "failed")).toEqual([]);
      for (const { sync_error: error } of open) expect(error).toContain("ledger resolve");
      expect(report.requests).toBeLessThanOrEqual(asked);
      if (open.length === 0) expect(report.requests).toBe(asked);
    });
  },
);
