import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import type { Operation, Target } from "../../../src/platforms/operation.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { isFalselyKnown, wantedOf, type Wanted } from "../../../src/reconcile/match.ts";
import { operationKey } from "../../../src/requests/operation.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { identityOf, keyOf, remoteOf, things, type Thing, type WantedThing } from "../builders/things.ts";

const [a, b, c]: readonly [WantedThing, WantedThing, WantedThing] = [
  { name: "a" },
  { name: "b" },
  { name: "c" },
];
const thing: Thing = { id: "r1", subject: "s1", name: "a" };
const removing: Operation<Target<object>> = {
  call: () => ({ method: "DELETE", path: "/things", route: "/things", purpose: "submit" }),
  accepted: () => ({ doubt: "nothing" }),
  returnsFinalState: false,
};
const changeable: Resource = { ...things, remove: removing };

function item(thingWanted: WantedThing, changes: Partial<WorkItem> = {}): WorkItem {
  const { key, kind, subject, attributes } = identityOf(thingWanted);
  const about = { key, kind, subject, attributes, verb: "create", batch: key, row: 2 } as const;
  return { ...about, toldIds: [], state: "look", problem: undefined, ...changes };
}

function entry(thingWanted: WantedThing, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    ...identityOf(thingWanted),
    standing: "accepted",
    origin: "created",
    intendedAt: 7_000,
    sends: 1,
    run: "r",
    ...changes,
  };
}

/** What is wanted, by key; in the order of wanting where keys are equal. */
function wanted(
  workItems: readonly WorkItem[],
  entries: readonly LedgerEntry[] = [],
  listed: readonly Thing[] = [],
  resource: Resource = things,
): readonly Wanted[] {
  return wantedOf(resource, workItems, new Map(entries.map((one) => [one.key, one])), listed.map(remoteOf));
}

const plain = { toldIds: [], sentAt: undefined, knownId: undefined, onlyKnown: false };

describe("what a work item can be recognized by", () => {
  test.each<[string, WorkItem, readonly LedgerEntry[], Partial<Wanted>]>([
    [
      "by what fits and by the ids of its cell, where nothing is known",
      item(a, { toldIds: ["r9"] }),
      [],
      { toldIds: ["r9"] },
    ],
    [
      "by its own id alone, once that is known",
      item(a, { state: "refresh", toldIds: ["r9"] }),
      [entry(a, { remoteId: "r1" })],
      { knownId: "r1" },
    ],
    [
      "by when it was sent, while it is in doubt",
      item(a, { state: "doubt", toldIds: ["r9"] }),
      [entry(a, { standing: "in_doubt" })],
      { sentAt: 7_000 },
    ],
    [
      "by when it was sent and by its id, while it is to be confirmed",
      item(a, { state: "confirm" }),
      [entry(a, { remoteId: "r1" })],
      { sentAt: 7_000, knownId: "r1" },
    ],
    [
      "by when it was sent, where its id is disputed",
      item(a, { toldIds: ["r1"] }),
      [entry(a, { remoteId: "r1" })],
      { sentAt: 7_000, toldIds: ["r1"] },
    ],
    [
      "by its ids alone, where its id is disputed and it was adopted",
      item(a, { toldIds: ["r1"] }),
      [entry(a, { remoteId: "r1", origin: "adopted" })],
      { toldIds: ["r1"] },
    ],
    ["as if it were new, where it was refused before", item(a), [entry(a, { standing: "refused" })], {}],
  ])("%s", (_how, workItem, entries, expected) => {
    expect(wanted([workItem], entries)).toEqual([
      { key: keyOf(a), attributes: { name: "a" }, ...plain, ...expected },
    ]);
  });

  test("not by an id that a list shows to be another one's", () => {
    const lacking: Resource = { ...things, lacks: ({ attributes }) => attributes["name"] !== "a" };
    const known = [entry(a, { remoteId: "r1" })];
    const ids = [thing, { ...thing, name: "z" }].map(
      (shown) => wanted([item(a, { state: "refresh" })], known, [shown], lacking)[0]?.knownId,
    );
    expect(ids).toEqual(["r1", undefined]);
  });
});

describe("an id is falsely known", () => {
  const lacking: Resource = { ...things, lacks: (listed, { name }) => listed.attributes["name"] !== name };
  const listed = [remoteOf({ ...thing, id: "r0", name: "z" }), remoteOf(thing)];

  test("where a list shows under it what it is not", () => {
    expect(isFalselyKnown(lacking, entry(b, { remoteId: "r1" }), listed)).toBe(true);
    expect(isFalselyKnown(lacking, entry(a, { remoteId: "r1" }), listed)).toBe(false);
  });

  test("not where a list does not show it, none is known, or the platform cannot tell", () => {
    expect(isFalselyKnown(lacking, entry(b, { remoteId: "r7" }), listed)).toBe(false);
    expect(isFalselyKnown(lacking, entry(b), listed)).toBe(false);
    expect(isFalselyKnown(lacking, undefined, listed)).toBe(false);
    expect(isFalselyKnown(things, entry(b, { remoteId: "r1" }), listed)).toBe(false);
  });
});

describe("what the ledger knows beside what is wanted", () => {
  test("keeps its own from being taken for something else", () => {
    const known = [entry(b, { remoteId: "r2" }), entry(a, { standing: "in_doubt" })];
    expect(wanted([item(a, { state: "doubt" })], known)).toEqual([
      { key: keyOf(a), attributes: { name: "a" }, ...plain, sentAt: 7_000 },
      { key: keyOf(b), attributes: { name: "b" }, ...plain, knownId: "r2", onlyKnown: true },
    ]);
  });

  test.each(["refused", "released"] as const)("is nothing where it has no id and was %s", (standing) => {
    expect(wanted([item(a)], [entry(b, { standing, intendedAt: 7_000 })])).toHaveLength(1);
  });

  test.each(["intended", "in_doubt", "accepted"] as const)(
    "is what may be listed as well where it has no id and is %s",
    (standing) => {
      expect(wanted([item(a)], [entry(b, { standing, intendedAt: 7_000 })])[1]).toEqual({
        key: keyOf(b),
        attributes: { name: "b" },
        ...plain,
        sentAt: 7_000,
      });
    },
  );

  test("has an id that stands under two keys where it fits, or where no list shows it", () => {
    const both = [entry(a, { remoteId: "r1" }), entry(b, { remoteId: "r1" })];
    const others = (listed: readonly Thing[]) => wanted([item(a)], both, listed).map(({ key }) => key);
    expect(others([thing])).toEqual([keyOf(a)]);
    expect(others([{ ...thing, name: "b" }])).toEqual([keyOf(a), keyOf(b)]);
    expect(others([])).toEqual([keyOf(a), keyOf(b)]);
    // only what is disputed is in question
    expect(wanted([item(a)], [entry(b, { remoteId: "r1" })], [thing]).map(({ key }) => key)).toEqual([
      keyOf(a),
      keyOf(b),
    ]);
    expect(
      wanted([item(c)], [entry(c, { standing: "refused" }), entry(b, { remoteId: "r1" })], [thing]),
    ).toHaveLength(2);
  });

  test("is not what was done before to the same thing, which has the same id", () => {
    const again = operationKey({ resource: keyOf(a), before: 2, verb: "create" });
    const removal = operationKey({ resource: keyOf(a), before: 1, verb: "remove" });
    const known = [
      entry(a, { remoteId: "r1" }),
      entry(a, { key: removal, remoteId: "r1" }),
      entry(b, { remoteId: "r2" }),
    ];
    const keys = (resource: Resource) =>
      wanted([item(a, { key: again })], known, [], resource).map(({ key }) => key);
    expect(keys(changeable)).toEqual([again, keyOf(b)]);
    // where nothing can be changed, a key is only a key
    expect(keys(things)).toEqual([again, keyOf(a), removal, keyOf(b)]);
  });
});

describe("what is to be changed or removed", () => {
  const removal = operationKey({ resource: keyOf(a), before: 1, verb: "remove" });

  test("is known by all ids that it ever had, and by fitting", () => {
    const workItem = item(a, { key: removal, verb: "remove", target: "r2", toldIds: ["r3"], state: "doubt" });
    const [only] = wanted([workItem], [entry(a, { key: removal, remoteId: "r1" })], [], changeable);
    expect(only).toEqual({
      key: removal,
      attributes: { name: "a" },
      ...plain,
      toldIds: ["r1", "r2", "r3"],
      isChange: true,
    });
    expect(wanted([item(a, { key: removal, verb: "remove" })], [], [], changeable)[0]?.toldIds).toEqual([]);
  });

  test("is surely not what was made anew after it, once that was sent", () => {
    const again = operationKey({ resource: keyOf(a), before: 2, verb: "create" });
    const known = [entry(a, { remoteId: "r1" }), entry(a, { key: removal, remoteId: "r1" })];
    const notIds = (["look", "doubt", "confirm"] as const).map((state) => {
      const [only] = wanted([item(a, { key: again, state })], known, [], changeable);
      return only?.notIds === undefined ? undefined : [...only.notIds];
    });
    expect(notIds).toEqual([undefined, ["r1"], ["r1"]]);
  });
});
