import { afterEach, expect, test } from "vitest";
import { openSharedPace, type PostgresPace } from "../../../src/ledger/postgres/session.ts";
import { systemClock } from "../../../src/runtime.ts";
import { describeOnPostgres, testLedgers, type TestLedger } from "../../support/postgres/ledgers.ts";

const makeLedger = testLedgers();
const open: PostgresPace[] = [];
afterEach(async () => {
  for (const pace of open.splice(0)) await pace.close();
});

const never = new AbortController().signal;
const limits = { rate: { calls: 20, perMs: 400 }, deadlineMs: 1_000 };

async function join(ledger: TestLedger, run: string): Promise<PostgresPace> {
  const pace = await openSharedPace(ledger.address, { run, clock: systemClock });
  open.push(pace);
  return pace;
}

/** The most that stand in any window of that length. */
function mostIn(times: readonly number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((end, index) => sorted.slice(0, index + 1).filter((at) => at > end - windowMs).length),
  );
}

describeOnPostgres("the shared allowance of an account", () => {
  test("is kept by several processes together, and nearly used up", async () => {
    const ledger = await makeLedger();
    const calls: number[] = [];
    const began = performance.now();
    const worker = async (run: string): Promise<void> => {
      const allowance = (await join(ledger, run)).of(ledger.name, limits);
      const slot = async (): Promise<void> => {
        while (performance.now() - began < 2_000) {
          const permit = await allowance.take(never);
          const startedAt = performance.now();
          await systemClock.sleep(Math.random() * 8);
          // it arrives somewhere between its start and its end
          calls.push(startedAt + Math.random() * (performance.now() - startedAt));
          permit?.done();
        }
      };
      await Promise.all(Array.from({ length: 8 }, slot));
    };
    await Promise.all(["one", "two", "three"].map(worker));
    expect(mostIn(calls, limits.rate.perMs)).toBeLessThanOrEqual(limits.rate.calls);
    expect(calls.length).toBeGreaterThanOrEqual(85);
  });

  test("of different names has nothing to do with one another", async () => {
    const ledger = await makeLedger();
    const pace = await join(ledger, "one");
    const narrow = { ...limits, rate: { calls: 1, perMs: 60_000 } };
    const permits = await Promise.all(
      ["a", "b", "c"].map((name) => pace.of(`${ledger.name} ${name}`, narrow).take(never)),
    );
    expect(permits.every((permit) => permit !== undefined)).toBe(true);
  });

  test("is held for all when one was told to wait", async () => {
    const ledger = await makeLedger();
    const [one, two] = [await join(ledger, "one"), await join(ledger, "two")];
    const began = performance.now();
    one.of(ledger.name, limits).hold(300);
    await one.of(ledger.name, limits).take(never);
    await two.of(ledger.name, limits).take(never);
    expect(performance.now() - began).toBeGreaterThanOrEqual(300);
  });

  test("tells of a wait that people would wonder about", async () => {
    const ledger = await makeLedger();
    const stopping = new AbortController();
    const waits: unknown[] = [];
    const onWait = (wait: unknown): void => {
      waits.push(wait);
      stopping.abort();
    };
    const allowance = (await join(ledger, "one")).of(ledger.name, {
      ...limits,
      rate: { calls: 1, perMs: 60_000 },
      onWait,
    });
    (await allowance.take(never))?.done();
    await systemClock.sleep(20);
    expect(await allowance.take(stopping.signal)).toBeUndefined();
    expect(waits).toMatchObject([{ why: "allowance" }]);
  });

  test("forgets the calls of a process that died once they must have ended", async () => {
    const ledger = await makeLedger();
    const dead = await join(ledger, "dead");
    const narrow = { rate: { calls: 1, perMs: 200 }, deadlineMs: 300 };
    await dead.of(ledger.name, narrow).take(never);
    await dead.close();
    const began = performance.now();
    await (await join(ledger, "next")).of(ledger.name, narrow).take(never);
    expect(performance.now() - began).toBeGreaterThanOrEqual(450);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test("rejects when the server is gone, so that no call is made", async () => {
    const ledger = await makeLedger();
    const pace = await join(ledger, ledger.name);
    const allowance = pace.of(ledger.name, limits);
    const lost = new Promise((resolve) => pace.onLost(resolve));
    await ledger.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", [
      `roster-sync ${ledger.name} pace`,
    ]);
    await lost;
    await expect(allowance.take(never)).rejects.toThrow(/was lost/);
  });
});
