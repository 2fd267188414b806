import { expect, test } from "vitest";
import { generateWorld } from "../../../src/sandbox/index.ts";
import { doubles } from "../../support/natural-keys.ts";
import { describeOnPostgres, testLedgers } from "../../support/postgres/ledgers.ts";
import { startSync, writesSeen } from "../../support/postgres/runs.ts";
import { rehearsals } from "../../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../../support/rosters.ts";

const rehearse = rehearsals();
const makeLedger = testLedgers();
const world = generateWorld({ providers: 40, seed: 9 });
const roster = csv(table(mixedRoster(world, 24)));

describeOnPostgres("two runs with one ledger", () => {
  test(
    "are one after the other: the second is turned away, or waits when it is told to",
    { timeout: 240_000 },
    async () => {
      const ledger = await makeLedger();
      const rehearsal = await rehearse({ world, latencyMs: 60 });
      rehearsal.write("roster.csv", roster);
      const first = startSync(rehearsal, ledger.text);
      await writesSeen(rehearsal, 1);
      // so that it is still there, however slow the machine is
      first.process.kill("SIGSTOP");

      const second = await startSync(rehearsal, ledger.text, { more: ["-o", "second.csv"] }).ended;
      expect(second.code).toBe(4);
      expect(second.stderr).toContain(`process ${first.process.pid} on `);
      expect(second.stderr).toContain("roster-sync sync roster.csv");

      const third = startSync(rehearsal, ledger.text, { more: ["-o", "third.csv", "--wait", "60s"] });
      first.process.kill("SIGCONT");
      expect((await first.ended).code).toBe(0);
      expect((await third.ended).code).toBe(0);
      expect(doubles(rehearsal.sandbox)).toEqual([]);
    },
  );

  test("hand over when the server ends the first one's session", { timeout: 240_000 }, async () => {
    const ledger = await makeLedger();
    const rehearsal = await rehearse({ world, latencyMs: 60 });
    rehearsal.write("roster.csv", roster);
    const first = startSync(rehearsal, ledger.text);
    await writesSeen(rehearsal, 3);
    const second = startSync(rehearsal, ledger.text, { more: ["-o", "second.csv", "--wait", "30s"] });
    await ledger.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'roster-sync ' || (SELECT run FROM hold)",
    );

    const one = await first.ended;
    expect(one.code).toBe(3);
    expect(one.stderr).toContain("was lost");
    // over a connection of their own
    expect(rehearsal.lines("roster.results.csv")).toHaveLength(24);
    expect((await second.ended).code).toBe(0);
    expect(doubles(rehearsal.sandbox)).toEqual([]);
    expect(rehearsal.lines("second.csv").map(({ sync_result }) => sync_result)).not.toContain("unknown");
  });

  test("hand over at once when the first one is killed", { timeout: 240_000 }, async () => {
    const ledger = await makeLedger();
    const rehearsal = await rehearse({ world, latencyMs: 60 });
    rehearsal.write("roster.csv", roster);
    const first = startSync(rehearsal, ledger.text);
    await writesSeen(rehearsal, 3);
    first.process.kill("SIGKILL");
    await first.ended;
    expect((await startSync(rehearsal, ledger.text, { more: ["--wait", "2s"] }).ended).code).toBe(0);
    expect(doubles(rehearsal.sandbox)).toEqual([]);
  });
});

describeOnPostgres("a run whose ledger is given to another by hand", () => {
  test("sends nothing more", { timeout: 240_000 }, async () => {
    const ledger = await makeLedger();
    const rehearsal = await rehearse({ world, latencyMs: 100 });
    rehearsal.write("roster.csv", roster);
    const run = startSync(rehearsal, ledger.text);
    await writesSeen(rehearsal, 2);
    await ledger.query("UPDATE hold SET run = 'somebody else'");
    const after = rehearsal.sandbox.requests.length;
    const ended = await run.ended;
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain("another run has taken it over");
    // what was under way when the row changed, and no more
    expect(rehearsal.sandbox.requests.length - after).toBeLessThanOrEqual(8);
    const { code } = await startSync(rehearsal, ledger.text).ended;
    expect(code).toBe(0);
    expect(doubles(rehearsal.sandbox)).toEqual([]);
  });
});
