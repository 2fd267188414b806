import { expect, inject, test } from "vitest";
import { generateWorld, type SeenRequest } from "../../../src/sandbox/index.ts";
import { doubles } from "../../support/natural-keys.ts";
import { describeOnPostgres, testLedgers } from "../../support/postgres/ledgers.ts";
import { isWrite, startSync, until } from "../../support/postgres/runs.ts";
import { openWay } from "../../support/postgres/way.ts";
import type { Started } from "../../support/program.ts";
import { rehearsals } from "../../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../../support/rosters.ts";

const rehearse = rehearsals();
const makeLedger = testLedgers();
const world = generateWorld({ providers: 40, seed: 9 });
const roster = csv(table(mixedRoster(world, 16)));

/** Where a run stands still: what it says to the server, what it is told, or what it says to a platform. */
type Where = "before the intent" | "after the intent's acknowledgement" | "before the outcome";

/** So long that no receipt is believed any more. */
const frozenMs = 10_500;

async function standStill(where: Where): Promise<void> {
  const ledger = await makeLedger();
  let run: Started | undefined;
  let stopped = false;
  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    run?.process.kill("SIGSTOP");
  };
  let intents = 0;
  const way = await openWay(inject("postgres")?.port ?? 0, {
    onQuestion: (text) => {
      if (text.includes("INSERT INTO request")) intents += 1;
      if (intents < 3) return;
      if (where === "before the intent") stop();
      // the transaction is acknowledged with the answer to its COMMIT, which finds nobody awake
      if (where === "after the intent's acknowledgement" && text.includes("COMMIT")) stop();
    },
  });
  let posts = 0;
  const rehearsal = await rehearse({
    world,
    latencyMs: 40,
    onRequest: (seen: SeenRequest) => {
      posts += isWrite(seen) ? 1 : 0;
      if (posts === 3 && where === "before the outcome") stop();
    },
  });
  try {
    rehearsal.write("roster.csv", roster);
    run = startSync(rehearsal, ledger.text.replace(/:\d+\//, `:${way.port}/`));
    await until(() => stopped);
    await new Promise((resolve) => setTimeout(resolve, frozenMs));
    await ledger.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'roster-sync ' || (SELECT run FROM hold)",
    );
    const other = await startSync(rehearsal, ledger.text, { more: ["-o", "other.csv", "--wait", "5s"] })
      .ended;
    expect([where, other.code, other.stderr]).toEqual([where, 0, expect.anything()]);
    run.process.kill("SIGCONT");
    const woken = await run.ended;
    expect([where, woken.code, woken.stderr]).toEqual([where, 3, expect.stringContaining("was lost")]);
    expect([where, doubles(rehearsal.sandbox)]).toEqual([where, []]);
    expect(rehearsal.lines("other.csv").map(({ sync_result }) => sync_result)).not.toContain("unknown");
  } finally {
    run?.process.kill("SIGKILL");
    await way.close();
  }
}

describeOnPostgres("a run that stands still while another takes over", () => {
  test("makes no second request when it wakes, wherever it stood", { timeout: 240_000 }, async () => {
    await Promise.all(
      (["before the intent", "after the intent's acknowledgement", "before the outcome"] as const).map(
        standStill,
      ),
    );
  });
});
