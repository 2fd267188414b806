import { afterEach, expect, test } from "vitest";
import { LedgerFileError, LedgerHeldError, LedgerWriteError } from "../../../src/errors.ts";
import { openSession, type Session } from "../../../src/ledger/postgres/session.ts";
import { systemClock } from "../../../src/runtime.ts";
import { describeOnPostgres, testLedgers, type TestLedger } from "../../support/postgres/ledgers.ts";

const makeLedger = testLedgers();
const open: Session[] = [];
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
});

async function take(ledger: TestLedger, run = "one"): Promise<Session> {
  const session = await openSession(ledger.address, { id: run }, systemClock);
  open.push(session);
  return session;
}

function lossOf(session: Session): Promise<LedgerWriteError> {
  return new Promise((resolve) => session.onLost(resolve));
}

describeOnPostgres("a run's session", () => {
  test("makes the ledger that is not there, and takes it", async () => {
    const ledger = await makeLedger();
    const session = await take(ledger);
    expect(session.mayHaveForgotten).toBe(false);
    expect(await ledger.query("SELECT run FROM hold")).toEqual([{ run: "one" }]);
    expect(Math.abs(session.clock.aheadMs)).toBeLessThan(1_000);
  });

  test("goes by the server's clock, however wrong the machine's is", async () => {
    const ledger = await makeLedger();
    const wrong = { ...systemClock, now: () => systemClock.now() + 600_000 };
    const session = await openSession(ledger.address, { id: "one" }, wrong);
    open.push(session);
    expect(Math.abs(session.clock.aheadMs + 600_000)).toBeLessThan(5_000);
    expect(Math.abs(session.clock.now() - systemClock.now())).toBeLessThan(5_000);
    expect(session.lost()).toBeUndefined();
  });

  test("is refused while another has the ledger, and taken when that ends", async () => {
    const ledger = await makeLedger();
    const first = await take(ledger);
    await ledger.query(
      "INSERT INTO run (id, command, pid, host, started_at) VALUES ('one', 'roster-sync sync r.csv', 7, 'box', 0)",
    );
    await expect(take(ledger, "two")).rejects.toThrow(LedgerHeldError);
    await expect(take(ledger, "two")).rejects.toThrow(
      'process 7 on box, "roster-sync sync r.csv", since 1970-01-01T00:00:00.000Z',
    );
    await first.close();
    expect(await take(ledger, "two")).toBeDefined();
  });

  test("is lost in the moment in which the server ends it", async () => {
    const ledger = await makeLedger();
    const session = await take(ledger);
    const lost = lossOf(session);
    await ledger.query("SELECT pg_terminate_backend($1)", [session.connection.processId()]);
    const why = await lost;
    expect(why).toBeInstanceOf(LedgerWriteError);
    expect(why.message).toContain("the server ended the connection");
    await expect(session.connection.query("SELECT 1")).rejects.toThrow(/terminating connection/);
    expect(await take(ledger, "two")).toBeDefined();
  });

  test("is lost when the row that names its run is changed by hand", async () => {
    const ledger = await makeLedger();
    const session = await openSession(
      ledger.address,
      { id: "one" },
      { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 50, signal) },
    );
    open.push(session);
    const lost = lossOf(session);
    await ledger.query("UPDATE hold SET run = 'other'");
    expect((await lost).message).toContain("another run has taken it over");
  });

  test("refuses the tables of a newer program and of another one", async () => {
    const newer = await makeLedger();
    await (await take(newer)).close();
    await newer.query("UPDATE hold SET version = 99");
    await expect(take(newer)).rejects.toThrow(/written by a newer roster-sync \(its version is 99/);
    const foreign = await makeLedger();
    await foreign.query(`CREATE SCHEMA "rs_${foreign.name}" CREATE TABLE something (a int)`);
    await expect(take(foreign)).rejects.toThrow(/is not a roster-sync ledger/);
  });

  test("tells of a server that became another one until somebody has waited", async () => {
    const ledger = await makeLedger();
    await (await take(ledger)).close();
    await ledger.query("UPDATE hold SET timeline = '1/1'");
    const second = await take(ledger, "two");
    expect(second.mayHaveForgotten).toBe(true);
    await second.close();
    const again = await take(ledger, "three");
    expect(again.mayHaveForgotten).toBe(true);
    await again.trustServer();
    await again.close();
    expect((await take(ledger, "four")).mayHaveForgotten).toBe(false);
  });

  test("is not had from a server that only reads", async () => {
    const ledger = await makeLedger();
    await ledger.query("CREATE ROLE reader LOGIN; ALTER ROLE reader SET default_transaction_read_only = on");
    const address = { ...ledger.address, user: "reader" };
    const taken = openSession(address, { id: "one" }, systemClock);
    await expect(taken).rejects.toThrow(LedgerFileError);
    await expect(taken).rejects.toThrow(/lets reader only read/);
    await ledger.query("DROP ROLE reader");
  });
});

describeOnPostgres("a server that cannot be used", () => {
  const refused = async (ledger: TestLedger, change: Partial<TestLedger["address"]>): Promise<string> => {
    const address = { ...ledger.address, ...change };
    try {
      await openSession(address, { id: "one" }, systemClock);
    } catch (error) {
      if (error instanceof LedgerFileError) return `${error.message} ${error.remedy}`;
      throw error;
    }
    throw new Error("it was not refused");
  };

  test.each([
    ["is not there", { port: 1 }, /cannot be opened: connect ECONNREFUSED.*Check the address/],
    [
      "is a name that nobody has",
      { host: "nowhere.invalid" },
      /cannot be opened: getaddrinfo.*Check the address/,
    ],
    ["has no such database", { database: "none" }, /there is no database none.*Create it/],
    ["knows no such user", { user: "stranger" }, /does not let stranger in.*PGPASSWORD/],
    ["takes no encrypted connections", { tls: "verified" }, /takes no encrypted connections.*Turn on TLS/],
  ] as const)("%s", async (_, change, expected) => {
    expect(await refused(await makeLedger(), change)).toMatch(expected);
  });
});
