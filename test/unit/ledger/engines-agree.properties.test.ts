import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { LedgerChange } from "../../../src/ledger/store.ts";
import { commits } from "./changes.ts";
import { filePlaces, memoryPlaces } from "./places.ts";
import { played } from "./played.ts";

const files = filePlaces();
const memories = memoryPlaces();

afterAll(() => files.clear());

/** An answer with half a character in a watched column, twice: nothing moved. */
const oddStatus = (at: number): readonly LedgerChange[] => [
  {
    what: "statuses",
    answers: [{ handle: "h|1", columns: { roster: "half \ud800" }, watched: { roster: "roster" } }],
    at,
  },
];

test("two engines answer the same and hold the same rows, whatever happens to them", async () => {
  await fc.assert(
    fc.asyncProperty(commits, async (given) => {
      const [file, memory] = [await played(files.place(), given), await played(memories.place(), given)];
      expect(memory).toEqual(file);
    }),
    { numRuns: 60, examples: [[[oddStatus(1), oddStatus(2)]]] },
  );
}, 60_000);

/** What an engine with a fault would carry out instead. */
const faults: Readonly<Record<string, (change: LedgerChange) => LedgerChange | undefined>> = {
  "takes every end for a certain one": (change) =>
    change.what === "end" ? { ...change, certain: true } : change,
  "forgets what a list showed last": (change) =>
    change.what === "seen" && change.seen.length > 1 ? { ...change, seen: change.seen.slice(0, -1) } : change,
  "forgets the platform's clock": (change) =>
    change.what === "intend" ? { ...change, clockAheadMs: undefined } : change,
  "never touches": (change) => (change.what === "touch" ? undefined : change),
  "reports nothing": (change) => (change.what === "report" ? undefined : change),
  "gives up for absent what was made": (change) =>
    change.what === "resolve" ? { ...change, resolution: { as: "absent" } } : change,
  "takes a part of a list for all of it": (change) =>
    change.what === "holdings-read" ? { ...change, whole: true } : change,
};

describe("a fault in one engine shows", () => {
  test.each(Object.keys(faults))("where it %s", async (name) => {
    const fault = faults[name] ?? ((change) => change);
    const checked = await fc.check(
      fc.asyncProperty(commits, async (given) => {
        const faulty = given.map((changes) => changes.flatMap((change) => fault(change) ?? []));
        const [sound, other] = [
          await played(memories.place(), given),
          await played(memories.place(), faulty),
        ];
        expect(other.rows).toEqual(sound.rows);
      }),
      { numRuns: 300, endOnFailure: true },
    );
    expect(checked.failed).toBe(true);
  });
});
