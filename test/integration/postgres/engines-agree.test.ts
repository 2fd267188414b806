import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { LedgerChange, Verdict, LedgerPlace, LedgerReads } from "../../../src/ledger/store.ts";
import { memoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { placeOf } from "../../../src/ledger/open.ts";
import { ledgerTables } from "../../../src/ledger/rows.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { describeOnPostgres, testLedgers } from "../../support/postgres/ledgers.ts";
import { commits } from "../../unit/ledger/changes.ts";

const makeLedger = testLedgers();
const run = { id: "run", command: "sync", pid: 1, host: "h", startedAt: 0 };

function shown(verdict: Verdict): unknown {
  if ("refused" in verdict) return verdict.refused.message;
  return verdict.answer instanceof Map ? new Map(verdict.answer) : verdict.answer;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function answersOf({ requests, changes, holdings, runs, ...reads }: LedgerReads) {
  const keys = ["a", "c|Ä", "e'", "nobody", "a"];
  const scope = { kind: "p.license", organization: "o" };
  const list = { platform: "medallion", kind: "license" } as const;
  return [
    await requests.findMany(keys),
    await requests.ofSubjects(scope, ["s0", "s1", "s2"]),
    await requests.withRemoteIds(["p.license", "p.enrollment"], ["r1", "r3", "none"]),
    await requests.claims("p.license", ["r1", "r3"]),
    await requests.unsettled(scope),
    await requests.sentUnseen(scope),
    await all(requests.all()),
    await all(requests.changed()),
    await changes.anyUnreported(),
    await changes.unreportedOf([...keys, "h|1 status", "holding|medallion|license|h1|until"]),
    await all(changes.since(5)),
    await reads.identities.recallMany(
      ["h", "i", "j"].map((hash, place) => ({ lookupSource: "p.provider", hash, since: place * 4 })),
    ),
    await reads.statuses.lastOf(["h|1", "h|3"]),
    await reads.lists.recallMany(["p.license", "none"]),
    await reads.calls.since("x", 3),
    await holdings.ofSubjects("medallion", ["s0", "s1"]),
    await holdings.findMany(list, ["h1", "h9"]),
    await holdings.endingBefore(list, "2027-01-15"),
    await holdings.readings(list, ["s0", "s1"]),
    await all(runs.since(0)),
    await runs.unfinished(),
    await runs.known(["run", "none"]),
    await reads.written.known(["w1", "w3"]),
    await reads.meta("salt"),
    await reads.organizations("p"),
  ];
}

async function played(place: LedgerPlace, given: readonly (readonly LedgerChange[])[]) {
  const store = await place.hold({ run, clock: manualClock() });
  await store.commit([{ what: "begin-run", run }]);
  const verdicts: unknown[] = [];
  for (const changes of given) verdicts.push((await store.commit(changes)).map(shown));
  const [rows, answers] = [await all(store.dump()), await answersOf(store)];
  await store.close();
  return { verdicts, rows, answers };
}

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
