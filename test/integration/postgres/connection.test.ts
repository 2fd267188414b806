import { afterEach, expect, inject, test } from "vitest";
import {
  openConnection,
  type Connection,
  type ConnectionPlan,
} from "../../../src/ledger/postgres/connection.ts";
import { describeOnPostgres, testLedgers } from "../../support/postgres/ledgers.ts";
import { openWay, type Way } from "../../support/postgres/way.ts";

const makeLedger = testLedgers();
const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function connect(
  plan: Partial<ConnectionPlan> = {},
): Promise<{ readonly connection: Connection; readonly way: Way }> {
  const way = await openWay(inject("postgres")?.port ?? 0);
  cleanUps.push(way.close);
  const { address } = await makeLedger({ port: way.port });
  const connection = await openConnection(address, { name: "test", ...plan });
  cleanUps.push(connection.close);
  return { connection, way };
}

describeOnPostgres("a connection", () => {
  test("gives whole numbers as numbers, also those of 64 bits", async () => {
    const { connection } = await connect();
    const { rows } = await connection.query(
      "SELECT CAST(1764500000000 AS bigint) AS a, count(*) AS b, sum(2) AS c",
    );
    expect(rows).toEqual([{ a: 1_764_500_000_000, b: 1, c: 2 }]);
  });

  test("runs what belongs together without anybody else's statements in between", async () => {
    const { connection } = await connect();
    const order: string[] = [];
    const together = connection.together(async (query) => {
      for (const step of ["a1", "a2", "a3"]) {
        await query("SELECT 1");
        order.push(step);
      }
    });
    const alone = connection.query("SELECT 1").then(() => order.push("b"));
    await Promise.all([together, alone]);
    expect(order).toEqual(["a1", "a2", "a3", "b"]);
  });

  test("goes on after the server's no to one statement", async () => {
    const { connection } = await connect();
    await expect(connection.query("SELECT nothing")).rejects.toThrow(/does not exist/);
    expect((await connection.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    expect(connection.broken()).toBeUndefined();
  });

  test("that gets no answer ends after its deadline, and stays ended", async () => {
    const { connection, way } = await connect({ statementMs: 200 });
    const told = new Promise((resolve) => connection.onBroken(resolve));
    way.silence();
    await expect(connection.query("SELECT 1")).rejects.toThrow(/timeout/);
    await told;
    await expect(connection.query("SELECT 1")).rejects.toThrow(/timeout/);
  });

  test("that nobody answers from the beginning is given up", async () => {
    const way = await openWay(inject("postgres")?.port ?? 0);
    cleanUps.push(way.close);
    way.silence();
    const { address } = await makeLedger({ port: way.port });
    await expect(openConnection(address, { name: "test", connectMs: 200 })).rejects.toThrow(
      /did not answer within 10 seconds/,
    );
  });

  test("is closed soon, also when the server is silent", async () => {
    const { connection, way } = await connect();
    way.silence();
    const began = performance.now();
    await connection.close();
    expect(performance.now() - began).toBeLessThan(4_000);
    await expect(connection.query("SELECT 1")).rejects.toThrow(/closed/);
  });
});
