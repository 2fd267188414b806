import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { gathered } from "../../../src/ledger/batches.ts";
import { copyLedger } from "../../../src/ledger/copy.ts";
import { memoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import type { LedgerRow } from "../../../src/ledger/rows.ts";
import type { LedgerChange, LedgerPlace } from "../../../src/ledger/store.ts";
import { openFor } from "../../support/ledgers.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { commits } from "./changes.ts";
import { filePlaces, memoryPlaces } from "./places.ts";

const how = {
  run: { id: "copy", command: "roster-sync ledger copy", pid: 1, host: "h", startedAt: 0 },
  clock: manualClock(),
};
const run = { ...how.run, id: "run" };

async function filled(place: LedgerPlace, all: readonly (readonly LedgerChange[])[]): Promise<void> {
  const store = await place.hold(how);
  await store.commit([{ what: "begin-run", run }]);
  for (const changes of all) await store.commit(changes);
  await store.close();
}

async function rowsIn(place: LedgerPlace): Promise<readonly LedgerRow[]> {
  const view = await place.view();
  const rows = await gathered(view.dump());
  await view.close();
  return rows;
}

describe.each([filePlaces(), memoryPlaces()])("from and into $engine", ({ place, clear }) => {
  afterAll(clear);

  test("a ledger that was copied there and back has the same rows", async () => {
    await fc.assert(
      fc.asyncProperty(commits, async (all) => {
        const [one, there, back] = [place(), memoryLedger(), place()];
        await filled(one, all);

        await copyLedger(one, there, how);
        await copyLedger(there, back, how);

        expect(await rowsIn(there)).toEqual(await rowsIn(one));
        expect(await rowsIn(back)).toEqual(await rowsIn(one));
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  test("a copy goes on as the ledger would have, and counts what it took", async () => {
    const [one, other] = [place(), place()];
    const first = await openFor(one, { organization: "north" });
    const identity = {
      platform: "medallion",
      kind: "medallion.license",
      organization: "north",
      subject: "s",
    };
    const receipt = await first.requests.recordIntent([{ ...identity, key: "a", attributes: {} }], 1);
    await first.requests.recordOutcome(
      receipt,
      { outcome: "accepted", remote: { remoteId: "r", status: "x" } },
      2,
    );
    await first.identities.remember("medallion.provider", [{ query: "who", id: "id-1" }], 3);
    await first.close(0, 4);

    expect(await copyLedger(one, other, how)).toMatchObject({ request: 1, identity: 1, run: 1, change: 0 });

    await expect(openFor(other, { id: "run2", organization: "south" })).rejects.toThrow("belongs to");
    const second = await openFor(other, { id: "run2", organization: "north" });
    await second.requests.recordSeen(
      [{ ...identity, key: "a", attributes: {}, remote: { remoteId: "r", status: "y" } }],
      5,
    );
    expect((await second.changes.unreportedOf(["a"])).get("a")).toHaveLength(1);
    const asked = [{ lookupSource: "medallion.provider", query: "who", since: 0 }];
    expect(await second.identities.recallMany(asked)).toEqual(["id-1"]);
    await second.close(0, 6);
  });

  test("nothing is copied into a ledger that has anything, nor from one that is not there", async () => {
    const [one, other, missing] = [place(), place(), place()];
    await filled(one, []);
    await filled(other, [[{ what: "written", hash: "w", run: "run" }]]);
    const before = await rowsIn(other);

    await expect(copyLedger(one, other, how)).rejects.toThrow(/is not empty/);
    await expect(copyLedger(missing, place(), how)).rejects.toThrow(/There is no ledger/);

    expect(await rowsIn(other)).toEqual(before);
    expect(await missing.absence()).toBeDefined();
  });

  test("nothing is copied while a run works with one of the two", async () => {
    const [one, other] = [place(), place()];
    const working = await openFor(one, { id: "working" });

    await expect(copyLedger(one, other, how)).rejects.toThrow(/Another run holds this ledger/);
    await working.close(0, 1);
    await expect(copyLedger(one, other, how)).resolves.toMatchObject({ run: 1 });
  });
});

test("a copy that broke off leaves a ledger that no run takes, and that says so", async () => {
  const one = memoryLedger();
  await filled(one, [[{ what: "written", hash: "w", run: "run" }]]);
  let flushes = 0;
  const other = memoryLedger({
    flush: async () => {
      flushes += 1;
      if (flushes === 2) throw new Error("the disk is full");
    },
  });

  await expect(copyLedger(one, other, how)).rejects.toThrow("the disk is full");

  await expect(openFor(other)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining("a copy that was not finished"),
  });
  await expect(copyLedger(one, other, how)).rejects.toThrow(/not finished/);
});
