import { afterEach, expect, inject, test } from "vitest";
import { openSession } from "../../../src/ledger/postgres/session.ts";
import { systemClock } from "../../../src/runtime.ts";
import { describeOnPostgres, postgresBinaries, testLedgers } from "../../support/postgres/ledgers.ts";
import { findPooler, startPooler } from "../../support/postgres/pooler.ts";
import { startServer } from "../../support/postgres/server.ts";

const makeLedger = testLedgers();
const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const pooler = findPooler(process.env);

describeOnPostgres("a ledger behind something that is not the server itself", () => {
  // pgbouncer is not installed here: Debian has it in a package of this name
  test.skipIf(pooler === undefined).each(["session", "transaction"] as const)(
    "is refused when pgbouncer stands before it in %s mode",
    async (mode) => {
      const { port, stop } = await startPooler(pooler ?? "", inject("postgres")?.port ?? 0, mode);
      cleanUps.push(stop);
      const ledger = await makeLedger({ port });
      await expect(openSession(ledger.address, { id: "one" }, systemClock)).rejects.toThrow(
        /a connection pooler stands in between/,
      );
    },
  );

  test("is refused on a standby", async () => {
    const primary = await startServer({ binaries: postgresBinaries() });
    cleanUps.push(primary.remove);
    await primary.query("CREATE DATABASE ledgers", [], "postgres");
    const standby = await startServer({ binaries: postgresBinaries(), standbyOf: primary });
    cleanUps.push(standby.remove);
    const { address } = await makeLedger({ port: standby.port });
    await expect(openSession(address, { id: "one" }, systemClock)).rejects.toThrow(
      /is a standby, which takes no writes/,
    );
  });
});

describeOnPostgres("a run with a role of its own", () => {
  test("works with what operations.md grants, and changes no table", async () => {
    const ledger = await makeLedger();
    const role = `role_${ledger.name}`;
    await (await openSession(ledger.address, { id: "one" }, systemClock)).close();
    await ledger.query(`CREATE ROLE ${role} LOGIN`);
    await ledger.query(`GRANT USAGE ON SCHEMA "rs_${ledger.name}" TO ${role}`);
    await ledger.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "rs_${ledger.name}" TO ${role}`,
    );
    cleanUps.push(async () => void (await ledger.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)));
    const session = await openSession({ ...ledger.address, user: role }, { id: "two" }, systemClock);
    cleanUps.push(session.close);
    await expect(session.connection.query("DROP TABLE request")).rejects.toThrow(/must be owner/);
    await session.connection.query("INSERT INTO written (hash, run) VALUES ('a', 'b')");
    // also whether the server became another one is seen
    expect(await ledger.query("SELECT timeline FROM hold")).toEqual([
      { timeline: expect.stringMatching(/^\d+\/1$/) as string },
    ]);
    expect(session.mayHaveForgotten).toBe(false);
    await session.close();
    await ledger.query("UPDATE hold SET timeline = '1/1'");
    const next = await openSession({ ...ledger.address, user: role }, { id: "three" }, systemClock);
    cleanUps.push(next.close);
    expect(next.mayHaveForgotten).toBe(true);
  });

  test("is told who has to make the ledger, or to bring it forward", async () => {
    const ledger = await makeLedger();
    const role = `role_${ledger.name}`;
    await ledger.query(`CREATE ROLE ${role} LOGIN`);
    cleanUps.push(async () => void (await ledger.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)));
    const enter = () => openSession({ ...ledger.address, user: role }, { id: "two" }, systemClock);
    await expect(enter()).rejects.toMatchObject({
      message: expect.stringContaining(`There is no ledger ${ledger.name}`) as string,
      remedy: expect.stringContaining("ledger upgrade") as string,
      exitCode: 2,
    });
    await (await openSession(ledger.address, { id: "one" }, systemClock)).close();
    await expect(enter()).rejects.toMatchObject({ remedy: expect.stringContaining("Grant") as string });
    await ledger.query(`GRANT USAGE ON SCHEMA "rs_${ledger.name}" TO ${role}`);
    await ledger.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "rs_${ledger.name}" TO ${role}`,
    );
    await ledger.query("UPDATE hold SET version = 0");
    await expect(enter()).rejects.toMatchObject({
      message: expect.stringContaining("written by an older roster-sync") as string,
      remedy: expect.stringContaining("ledger upgrade") as string,
    });
  });
});
