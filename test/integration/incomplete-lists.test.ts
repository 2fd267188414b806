import { describe, expect, test } from "vitest";
import { faultPresets, generateWorld } from "../../src/sandbox/index.ts";
import { askedFor } from "../support/kill-rounds.ts";
import { doubles, naturalKeys } from "../support/natural-keys.ts";
import { hurriedClock, rehearsals, type Rehearsal } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const settle = ["--settle", "100ms", "--request-timeout", "2s"];

/** Runs a command again until all rows are done; answers how often it took. */
async function untilDone(run: Rehearsal["run"], args: readonly string[]): Promise<number> {
  for (let times = 1; times <= 12; times += 1) {
    const { code, stderr } = await run([...args, ...settle], { clock: hurriedClock });
    if (code === 0) return times;
    expect([code, stderr]).toEqual([1, expect.not.stringMatching(/internal error/i)]);
  }
  throw new Error("12 runs were not enough");
}

describe.each(["moving-list", "short-list"] as const)("on a platform under the preset %s", (mood) => {
  test.each([4])(
    "nothing is requested twice, with the ledger and without (seed %i)",
    { timeout: 60_000 },
    async (seed) => {
      const world = generateWorld({ providers: 22, seed });
      const rows = mixedRoster(world, 12);
      const faults = faultPresets[mood];
      const { sandbox, write, run, lines } = await rehearse({ world, seed, faults, pageSize: 3 });
      write("roster.csv", csv(table(rows)));

      await untilDone(run, ["sync", "roster.csv", "--ledger", "one.db"]);
      await untilDone(run, ["sync", "roster.csv", "--ledger", "other.db"]);

      expect(doubles(sandbox)).toEqual([]);
      expect(naturalKeys(sandbox)).toHaveLength(askedFor(rows));
      expect(lines("roster.results.csv").filter(({ sync_result }) => sync_result === "failed")).toEqual([]);
    },
  );
});

describe("export of an incomplete list", () => {
  test("writes what there was, says that lines may be missing, and exits 1", async () => {
    const world = generateWorld({ providers: 9, seed: 1 });
    const faults = [{ kind: "empty-page", match: { access: "read" } } as const];
    const { run, read } = await rehearse({ world, faults, pageSize: 4 });

    const ended = await run(["export", "providers", "-o", "providers.csv"]);

    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(
      "could not be read completely: it does not return as many entries as it says it has",
    );
    expect(read("providers.csv").trim().split("\n")).toHaveLength(1 + 4);
  });
});
