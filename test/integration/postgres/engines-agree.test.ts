import * as fc from "fast-check";
import { expect, test } from "vitest";
import { memoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { placeOf } from "../../../src/ledger/open.ts";
import { ledgerTables } from "../../../src/ledger/rows.ts";
import type { LedgerChange } from "../../../src/ledger/store.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { describeOnPostgres, testLedgers } from "../../support/postgres/ledgers.ts";
import { commits } from "../../unit/ledger/changes.ts";
import { all, played, run } from "../../unit/ledger/played.ts";

const makeLedger = testLedgers();

describeOnPostgres("a ledger on PostgreSQL", () => {
  test("has the tables and columns that a ledger has everywhere", async () => {
    const { address, name, query } = await makeLedger();
    await (await placeOf(address).hold({ run, clock: manualClock() })).close();
    const rows = await query(
      "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = $1",
      [`rs_${name}`],
    );
    const there = (table: string): readonly string[] =>
      rows
        .filter(({ table_name }) => table_name === table)
        .map(({ column_name, data_type }) => [column_name, data_type].join(" "))
        .toSorted();
    for (const [table, { columns }] of Object.entries(ledgerTables)) {
      const wanted = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
      const own = table === "change" ? ["id bigint"] : [];
      expect([table, there(table)]).toEqual([table, [...wanted, ...own].toSorted()]);
    }
  });

  test(
    "answers as one in memory does, and holds the same rows, whatever happens",
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(commits, async (given) => {
          const { address } = await makeLedger();
          const there = await played(placeOf(address), given);
          expect(there).toEqual(await played(memoryLedger(), given));
        }),
        process.env["RUNS"] === undefined
          ? { numRuns: 20, seed: 20261130 }
          : { numRuns: Number(process.env["RUNS"]) },
      );
    },
  );

  test("refuses a change alone among those that it is written with", async () => {
    const { address } = await makeLedger();
    const store = await placeOf(address).hold({ run, clock: manualClock() });
    const intend = (key: string): LedgerChange => ({
      what: "intend",
      requests: [{ key, platform: "p", kind: "p.license", organization: "o", subject: "s", attributes: {} }],
      at: 1,
      run: run.id,
      clockAheadMs: undefined,
    });
    await store.commit([intend("a")]);
    const verdicts = await store.commit([intend("b"), intend("a"), intend("c"), intend("b")]);
    expect(verdicts.map((verdict) => "refused" in verdict)).toEqual([false, true, false, true]);
    expect((await all(store.requests.all())).map(({ key }) => key)).toEqual(["a", "b", "c"]);
    await store.close();
  });

  test("takes 20,000 rows of a list in some seconds", { timeout: 60_000 }, async () => {
    const { address } = await makeLedger();
    const store = await placeOf(address).hold({ run, clock: manualClock() });
    const seen = Array.from({ length: 20_000 }, (_, index) => ({
      key: `k${index}`,
      platform: "p",
      kind: "p.license",
      organization: "o",
      subject: `s${index}`,
      attributes: { state: "CA" },
      remote: { remoteId: `r${index}`, status: "requested" },
    }));
    const began = performance.now();
    for (const [at, status] of ["requested", "active"].entries()) {
      for (let start = 0; start < seen.length; start += 500)
        await store.commit([
          {
            what: "seen",
            seen: seen
              .slice(start, start + 500)
              .map((one) => ({ ...one, remote: { ...one.remote, status } })),
            at,
            run: run.id,
          },
        ]);
    }
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(await all(store.changes.since(0))).toHaveLength(20_000);
    await store.close();
  });
});
