import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import { operationFor, unseenRemoval, type Wish } from "../../../src/requests/chain.ts";

const thing = "a|b";

/** What the ledger has under a key; accepted, unless something else is said. */
function entry(key: string, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    key,
    platform: "p",
    kind: "p.thing",
    organization: "",
    subject: "s",
    attributes: { street: "old" },
    standing: "accepted",
    origin: "created",
    remoteId: "id-1",
    settledAt: 1,
    sends: 1,
    run: "before",
    ...changes,
  };
}

const wish = (verb: Wish["verb"], digest?: string): Wish => ({ resource: thing, verb, digest });
const streetOf = ({ attributes }: LedgerEntry): string => String(attributes["street"]);
const next = (wanted: Wish, ...entries: readonly LedgerEntry[]) => operationFor(wanted, entries, streetOf);

const doubtful = { standing: "in_doubt", remoteId: undefined } as const;
const refused = { standing: "refused", remoteId: undefined } as const;
const givenUp = { standing: "released", remoteId: undefined, givenUp: ["id-1"], settledAt: 5 } as const;

type Case = [what: string, wanted: Wish, entries: readonly LedgerEntry[], key: string, waits?: boolean];

const cases: readonly Case[] = [
  ["of which nothing is known is requested", wish("create", "new"), [], thing],
  ["of which nothing is known is looked for to be changed", wish("update", "aa"), [], `${thing}#1-update-aa`],
  ["of which nothing is known is looked for to be removed", wish("remove"), [], `${thing}#1-remove`],
  ["that was made as wished is looked at", wish("create", "old"), [entry(thing)], thing],
  ["that was made otherwise is changed", wish("create", "aa"), [entry(thing)], `${thing}#1-update-aa`],
  ["that cannot be changed is only looked at", wish("create"), [entry(thing)], thing],
  [
    "that was changed to what is wished is looked at",
    wish("create", "aa"),
    [entry(thing), entry(`${thing}#1-update-aa`)],
    `${thing}#1-update-aa`,
  ],
  [
    "that was changed there and back is changed once more",
    wish("create", "aa"),
    [entry(thing), entry(`${thing}#1-update-aa`), entry(`${thing}#2-update-bb`)],
    `${thing}#3-update-aa`,
  ],
  ["that is there is removed", wish("remove", "aa"), [entry(thing)], `${thing}#1-remove`],
  [
    "that was removed is looked at",
    wish("remove"),
    [entry(thing), entry(`${thing}#1-remove`)],
    `${thing}#1-remove`,
  ],
  [
    "that was removed is requested anew",
    wish("create", "old"),
    [entry(thing), entry(`${thing}#1-remove`)],
    `${thing}#2-create`,
  ],
  [
    "that was removed and requested anew is looked at",
    wish("create", "old"),
    [entry(thing), entry(`${thing}#1-remove`), entry(`${thing}#2-create`)],
    `${thing}#2-create`,
  ],
  ["whose create is in doubt is settled first", wish("create", "old"), [entry(thing, doubtful)], thing],
  [
    "whose create is in doubt is not removed yet",
    wish("remove"),
    [entry(thing, doubtful)],
    `${thing}#1-remove`,
    true,
  ],
  [
    "whose change is in doubt is settled as it was sent",
    wish("create", "aa"),
    [entry(thing), entry(`${thing}#1-update-aa`, doubtful)],
    `${thing}#1-update-aa`,
  ],
  [
    "whose change is in doubt is not changed otherwise yet",
    wish("create", "bb"),
    [entry(thing), entry(`${thing}#1-update-aa`, doubtful)],
    `${thing}#2-update-bb`,
    true,
  ],
  [
    "whose removal is in doubt is not requested anew yet",
    wish("create", "old"),
    [entry(thing), entry(`${thing}#1-remove`, doubtful)],
    `${thing}#2-create`,
    true,
  ],
  [
    "whose change was refused may be changed so again",
    wish("create", "aa"),
    [entry(thing), entry(`${thing}#1-update-aa`, refused)],
    `${thing}#1-update-aa`,
  ],
  ["whose create was refused may be requested again", wish("create", "old"), [entry(thing, refused)], thing],
  ["that a person gave up is requested again", wish("create", "old"), [entry(thing, givenUp)], thing],
  [
    "that a person gave up after it was changed is requested anew",
    wish("create", "aa"),
    [entry(thing, givenUp), entry(`${thing}#1-update-aa`, { settledAt: 4 })],
    `${thing}#2-create`,
  ],
  [
    "that was given up, requested anew and changed is looked at",
    wish("create", "aa"),
    [entry(thing, givenUp), entry(`${thing}#1-update-aa`, { settledAt: 6 })],
    `${thing}#1-update-aa`,
  ],
];

describe("a thing", () => {
  test.each<Case>(cases)("%s", (...[, wanted, entries, key, waits = false]) => {
    expect(next(wanted, ...entries)).toMatchObject({ key, waits });
    // in whatever order the ledger tells it
    expect(next(wanted, ...entries.toReversed())).toMatchObject({ key, waits });
  });

  test("has the ids that it had before, the latest first, until it is requested anew", () => {
    const known = [entry(thing), entry(`${thing}#1-update-aa`, { remoteId: "id-2" })];
    expect(next(wish("remove"), ...known).ids).toEqual(["id-2", "id-1"]);
    expect(next(wish("create", "old"), ...known, entry(`${thing}#2-remove`)).ids).toEqual([]);
  });

  test("has what the ledger has under its key", () => {
    const before = entry(`${thing}#1-update-aa`, refused);
    expect(next(wish("create", "aa"), entry(thing), before).entry).toEqual(before);
    expect(next(wish("create", "bb"), entry(thing), before).entry).toBeUndefined();
  });
});

describe("a removal", () => {
  const removal = entry(`${thing}#1-remove`);

  test("that nobody has seen yet makes what is listed under the old id no sign of a new one", () => {
    const found = unseenRemoval(`${thing}#2-create`, [entry(thing, { remoteId: "id-0" }), removal]);
    expect(found).toEqual({ key: removal.key, ids: new Set(["id-0", "id-1"]) });
  });

  test.each<[string, string, LedgerEntry]>([
    ["was seen", `${thing}#2-create`, { ...removal, shownAt: 3 }],
    ["was refused", `${thing}#2-create`, { ...removal, ...refused }],
    ["is not what comes before", `${thing}#3-create`, removal],
    ["is of another thing", "a|c#2-create", removal],
    ["comes before another removal", `${thing}#2-remove`, removal],
    ["comes before a first create", thing, removal],
  ])("that %s says nothing of what is listed", (_how, key, before) => {
    expect(unseenRemoval(key, [entry(thing), before])).toBeUndefined();
  });
});
