import { afterEach, expect, test } from "vitest";
import { generateWorld } from "../../../src/sandbox/index.ts";
import { doubles, naturalKeys } from "../../support/natural-keys.ts";
import { describeOnPostgres, postgresBinaries } from "../../support/postgres/ledgers.ts";
import { isWrite, startSync, until, writesSeen } from "../../support/postgres/runs.ts";
import { startServer, type ServerPlan, type TestServer } from "../../support/postgres/server.ts";
import { openWay } from "../../support/postgres/way.ts";
import { rehearsals, type Rehearsal } from "../../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 60, seed: 11 });
const roster = csv(table(mixedRoster(world, 40)));

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
}, 60_000);

async function ownServer(plan: Omit<ServerPlan, "binaries"> = {}): Promise<TestServer> {
  const server = await startServer({ binaries: postgresBinaries(), ...plan });
  cleanUps.push(server.remove);
  if (plan.standbyOf === undefined) await server.query("CREATE DATABASE ledgers", [], "postgres");
  return server;
}

function ledgerOn({ port }: TestServer): string {
  return `postgres://owner@127.0.0.1:${port}/ledgers?ledger=north`;
}

describeOnPostgres("a server that is cut off in the middle of a run", () => {
  test("three times loses no intent that it acknowledged", { timeout: 240_000 }, async () => {
    const server = await ownServer();
    const rehearsal = await rehearse({ world, latencyMs: 40 });
    rehearsal.write("roster.csv", roster);
    for (let round = 1; round <= 3; round += 1) {
      const before = rehearsal.sandbox.requests.filter(isWrite).length;
      const run = startSync(rehearsal, ledgerOn(server));
      await writesSeen(rehearsal, before + 4);
      await server.stop("immediate");
      const ended = await run.ended;
      expect([ended.code, ended.stderr]).toEqual([3, expect.stringContaining("was lost")]);
      await server.start();
    }
    const last = await startSync(rehearsal, ledgerOn(server)).ended;
    expect([last.code, last.stderr]).toEqual([0, expect.anything()]);
    expect(doubles(rehearsal.sandbox)).toEqual([]);
    expect(rehearsal.lines("roster.results.csv").map(({ sync_result }) => sync_result)).not.toContain(
      "unknown",
    );
  });
});

/** Lists show what was made only after so long. */
const lagMs = 1_200;
const limits = { settleMs: 1_600, timeoutMs: 900 };

/**
 * A run whose last records never reach the standby, and after that the standby as the server.
 * @param trusted it is taken for the server that it was, as if nobody had looked
 */
async function failOver(rehearsal: Rehearsal, trusted: boolean): Promise<TestServer> {
  const primary = await ownServer();
  const way = await openWay(primary.port);
  cleanUps.push(way.close);
  const standby = await ownServer({ standbyOf: primary, standbyVia: way.port });
  await primary.query("CREATE TABLE public.marker (a int)");
  const run = startSync(rehearsal, ledgerOn(primary), limits);
  await writesSeen(rehearsal, 4);
  await until(
    async () => (await standby.query("SELECT FROM pg_tables WHERE tablename = 'request'")).length > 0,
  );
  way.silence();
  await writesSeen(rehearsal, rehearsal.sandbox.requests.filter(isWrite).length + 12);
  run.process.kill("SIGKILL");
  await run.ended;
  await primary.stop("immediate");
  await standby.query("SELECT pg_promote()");
  await until(async () =>
    (await standby.query("SELECT pg_is_in_recovery() AS is")).every(({ is }) => is === false),
  );
  if (trusted)
    await standby.query(
      `UPDATE rs_north.hold SET timeline = (SELECT system_identifier FROM pg_control_system()) || '/2'`,
    );
  return standby;
}

describeOnPostgres("a standby that is promoted without the last records", () => {
  test("makes no second request, since the first look waits", { timeout: 240_000 }, async () => {
    const rehearsal = await rehearse({ world, latencyMs: 15, listLagMs: lagMs });
    rehearsal.write("roster.csv", roster);
    const standby = await failOver(rehearsal, false);
    const next = await startSync(rehearsal, ledgerOn(standby), limits).ended;
    expect([next.code, next.stderr]).toEqual([0, expect.stringContaining("may have lost records")]);
    expect(naturalKeys(rehearsal.sandbox).length).toBeGreaterThan(20);
    expect(doubles(rehearsal.sandbox)).toEqual([]);
  });

  test("would make one without that wait", { timeout: 240_000 }, async () => {
    const rehearsal = await rehearse({ world, latencyMs: 15, listLagMs: 30_000 });
    rehearsal.write("roster.csv", roster);
    const standby = await failOver(rehearsal, true);
    const next = startSync(rehearsal, ledgerOn(standby), limits);
    await until(() => doubles(rehearsal.sandbox).length > 0 || next.process.exitCode !== null);
    next.process.kill("SIGKILL");
    await next.ended;
    expect(doubles(rehearsal.sandbox).length).toBeGreaterThan(0);
  });
});
