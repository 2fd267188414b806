import type { LedgerChange, Verdict, LedgerPlace, LedgerReads } from "../../../src/ledger/store.ts";
import { manualClock } from "../../support/manual-clock.ts";

export const run = { id: "run", command: "sync", pid: 1, host: "h", startedAt: 0 };

type Commits = readonly (readonly LedgerChange[])[];

function shown(verdict: Verdict): unknown {
  if ("refused" in verdict) return verdict.refused.message;
  return verdict.answer;
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
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
export async function played(place: LedgerPlace, given: Commits) {
  const store = await place.hold({ run, clock: manualClock() });
  await store.commit([{ what: "begin-run", run }]);
  const verdicts: unknown[] = [];
  for (const changes of given) verdicts.push((await store.commit(changes)).map(shown));
  const [rows, answers] = [await all(store.dump()), await answersOf(store)];
  await store.close();
  return { verdicts, rows, answers };
}
