import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { LedgerChange, Verdict, LedgerPlace, LedgerReads } from "../../../src/ledger/store.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { commits } from "./changes.ts";
import { filePlaces, memoryPlaces } from "./places.ts";

const files = filePlaces();
const memories = memoryPlaces();
afterAll(() => files.clear());

const run = { id: "run", command: "sync", pid: 1, host: "h", startedAt: 0 };

type Commits = readonly (readonly LedgerChange[])[];

function shown(verdict: Verdict): unknown {
  if ("refused" in verdict) return verdict.refused.message;
  return verdict.answer;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** One question of each sort. */
async function answersOf(reads: LedgerReads): Promise<readonly unknown[]> {
  const { requests, changes, identities, statuses, lists, calls, holdings, runs, written } = reads;
  const keys = ["a", "c|Ä", "e'", "nobody", "a"];
  const ids = ["r1", "r3", "none"];
  const scope = { kind: "p.license", organization: "o" };
  const list = { platform: "medallion", kind: "license" } as const;
  return [
    await requests.findMany(keys),
    await requests.ofSubjects(scope, ["s0", "s1", "s2"]),
    await requests.withRemoteIds(["p.license", "p.enrollment"], ids),
    await requests.claims("p.license", ids),
    await requests.unsettled(scope),
    await requests.sentUnseen(scope),
    await all(requests.all()),
    await all(requests.changed()),
    await changes.anyUnreported(),
    await changes.unreportedOf([...keys, "h|1 status", "holding|medallion|license|h1|until"]),
    await all(changes.since(5)),
    await identities.recallMany(
      ["h", "i", "j", "h"].map((hash, place) => ({ lookupSource: "p.provider", hash, since: place * 4 })),
    ),
    await statuses.lastOf(["h|1", "h|2", "h|3"]),
    await lists.recallMany(["p.license", "q.license", "r"]),
    await calls.since("x", 3),
    await holdings.ofSubjects("medallion", ["s0", "s1", "s2"]),
    await holdings.findMany(list, ["h1", "h2", "h9"]),
    await holdings.endingBefore(list, "2027-01-15"),
    await holdings.readings(list, ["s0", "s1", "s2"]),
    await all(runs.since(0)),
    await runs.unfinished(),
    await runs.known(["run", "other"]),
    await written.known(["w1", "w3"]),
    await reads.meta("salt"),
    await reads.organizations("p"),
  ];
}

/** What came of the commits, and all that the ledger has then. */
async function played(place: LedgerPlace, given: Commits) {
  const store = await place.hold({ run, clock: manualClock() });
  await store.commit([{ what: "begin-run", run }]);
  const verdicts: unknown[] = [];
  for (const changes of given) verdicts.push((await store.commit(changes)).map(shown));
  const [rows, answers] = [await all(store.dump()), await answersOf(store)];
  await store.close();
  return { verdicts, rows, answers };
}

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
