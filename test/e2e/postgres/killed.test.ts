import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateWorld } from "../../../src/sandbox/index.ts";
import { askedFor, killRounds, moods } from "../../support/kill-rounds.ts";
import { describeOnPostgres, testLedgers } from "../../support/postgres/ledgers.ts";
import { startProgram } from "../../support/program.ts";
import { mixedRoster } from "../../support/rosters.ts";

const makeLedger = testLedgers();

describeOnPostgres(
  "a job with its ledger on PostgreSQL that is killed again and again on a bad night",
  () => {
    test("requests everything once and loses no row", { timeout: 240_000 }, async () => {
      const [rows, seed] = [12, 4];
      const report = await killRounds({
        seed,
        rows,
        kills: 3,
        faults: moods["bad night"],
        settleMs: 600,
        timeoutMs: 400,
        mostUnsettledRuns: 8,
        ledger: (await makeLedger()).text,
      });
      const asked = askedFor(mixedRoster(generateWorld({ providers: rows + 10, seed }), rows));
      expect(report.doubles).toEqual([]);
      expect(report.requests).toBe(asked);
      expect(report.lines).toHaveLength(rows);
      expect([report.code, report.stderr]).toEqual([0, expect.anything()]);
    });
  },
);

/** Which modules a command loads, as the system's own account has it. */
async function modulesOf(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-modules-"));
  try {
    await startProgram(args, folder, { ...env, NODE_V8_COVERAGE: join(folder, "coverage") }).ended;
    const coverage = join(folder, "coverage");
    return (existsSync(coverage) ? readdirSync(coverage) : []).flatMap((name) => {
      const { result } = JSON.parse(readFileSync(join(coverage, name), "utf8")) as {
        readonly result: readonly { readonly url: string }[];
      };
      return result.map(({ url }) => url);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describeOnPostgres("the driver for PostgreSQL", () => {
  const isDriver = (url: string): boolean =>
    /node_modules\/pg\b|ledger\/postgres\/(?:connection|session)/.test(url);

  test("is loaded for an address of PostgreSQL and for nothing else", { timeout: 240_000 }, async () => {
    const withFile = await modulesOf(
      ["sync", join(process.cwd(), "samples/roster.csv"), "--sandbox", "-o", "-"],
      {},
    );
    expect(withFile.length).toBeGreaterThan(50);
    expect(withFile.filter(isDriver)).toEqual([]);
    const withServer = await modulesOf(["ledger", "list"], { ROSTER_SYNC_LEDGER: (await makeLedger()).text });
    expect(withServer.filter(isDriver).length).toBeGreaterThan(3);
  });
});
