import { describe, expect, test } from "vitest";
import type { Summary } from "../../src/results/summary.ts";
import { generateWorld } from "../../src/sandbox/index.ts";
import { rehearsals, type Rehearsal } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 40, seed: 3 });
const roster = csv(table(mixedRoster(world, 24)));

async function summaryOf(
  { run, read }: Rehearsal,
  args: readonly string[],
): Promise<{ readonly summary: Summary; readonly stderr: string; readonly code: number }> {
  const { stderr, code } = await run([...args, "--settle", "200ms", "--summary", "summary.json"]);
  return { summary: JSON.parse(read("summary.json")) as Summary, stderr, code };
}

const kinds = { licenses: 30, enrollments: 10, credentialing: 7 };

describe("the number of requests", () => {
  test("is the same in a plan, in a hold, in a run and in the night after, in words and as JSON", async () => {
    const rehearsal = await rehearse({ world });
    rehearsal.write("roster.csv", roster);

    const plan = await summaryOf(rehearsal, ["plan", "roster.csv"]);
    expect(plan.stderr).toContain(
      "sync would create 47 requests: 30 licenses, 10 enrollments, 7 credentialing\n",
    );
    expect(plan.summary.requests).toMatchObject({ planned: 47, created: 0, existing: 0, skipped: 0 });
    for (const [kind, planned] of Object.entries(kinds)) {
      expect(plan.summary.requests.by_kind).toMatchObject({ [kind]: { planned } });
    }

    const held = await summaryOf(rehearsal, ["sync", "roster.csv", "--max-creates", "46"]);
    expect(held.stderr).toContain(
      "47 requests would be created (30 licenses, 10 enrollments, 7 credentialing)",
    );
    expect(held.summary).toMatchObject({ requests: { skipped: 47, created: 0 }, stop: { code: "held" } });

    const sync = await summaryOf(rehearsal, ["sync", "roster.csv", "--max-creates", "47"]);
    expect(sync.stderr).toContain("requests: 47 created (30 licenses, 10 enrollments, 7 credentialing)\n");
    expect(sync.summary.requests).toMatchObject({ created: 47, planned: 0 });
    expect(sync.summary).not.toHaveProperty("stop");

    const again = await summaryOf(rehearsal, ["plan", "roster.results.csv"]);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("sync would create no requests\n");
    expect(again.summary.requests).toMatchObject({ planned: 0, existing: 47 });
  });

  test("counts a request once that several rows ask for, whatever the rows say", async () => {
    const rehearsal = await rehearse({ world });
    const rows = mixedRoster(world, 24);
    rehearsal.write("roster.csv", csv(table([...rows, ...rows])));

    const { summary } = await summaryOf(rehearsal, ["sync", "roster.csv"]);

    expect(summary.rows).toBe(48);
    expect(summary.requests).toMatchObject({ created: 47, existing: 0 });
  });
});

describe("a roster of which nothing is processed", () => {
  test.each([
    ["without rows", "npi,license_states\n", [], "The roster has no rows below its header."],
    [
      "of which --where selects nothing",
      "npi,Manager\n1234567893,Lee\n",
      ["--where", "Manager=Nobody"],
      `No row was processed: --where "Manager=…" matches none of the roster's 1 row.`,
    ],
    [
      "of which --only-failed selects nothing",
      "npi,sync_result\n1234567893,created\n",
      ["--only-failed"],
      "No row was processed: --only-failed matches none of the roster's 1 row.",
    ],
  ])("%s is a warning", async (_which, text, flags, message) => {
    const rehearsal = await rehearse({ world });
    rehearsal.write("roster.csv", text);

    const { summary, stderr, code } = await summaryOf(rehearsal, ["sync", "roster.csv", ...flags]);

    expect(code).toBe(0);
    expect(stderr).toContain(`warning: ${message}\n`);
    expect(summary.warnings.map((warning) => warning.message)).toEqual([message]);
  });
});
