import { expect } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { askedFor, killRounds, moods } from "./kill-rounds.ts";
import { mixedRoster } from "./rosters.ts";

/** Kills a job again and again in a mood of the platforms, and checks that all is requested once and answered. */
export async function expectKilledJobDone(seed: number, mood: keyof typeof moods): Promise<void> {
  const rows = 16;
  const lists = { pageSize: 10, mostUnsettledRuns: 8 };
  const plan = { seed, rows, kills: 5, faults: moods[mood], settleMs: 600, timeoutMs: 400, ...lists };

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
}
