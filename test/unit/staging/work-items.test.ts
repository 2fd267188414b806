import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { Event } from "../../../src/requests/events.ts";
import { next, type State } from "../../../src/requests/state.ts";
import { openStaging, type Staging } from "../../../src/staging/staging.ts";
import {
  firstBatch,
  type BatchCursor,
  type UnlistedAtAll,
  type WorkItem,
} from "../../../src/staging/work-item.ts";
import { expired, known } from "../builders/events.ts";
import { remote } from "../builders/requests.ts";

const kind = "medallion.license";
const open: Staging[] = [];
afterEach(() => {
  for (const staging of open.splice(0)) staging.close();
});

function opened(): Staging {
  const staging = openStaging();
  open.push(staging);
  return staging;
}

/** One work item of which the ledger says this. */
function staged(standing: Parameters<typeof known>[0], { isAsked = true } = {}): Staging {
  const staging = opened();
  const about = { kind, subject: "one", attributes: {}, batch: "together", toldIds: [] };
  const row = isAsked ? 2 : undefined;
  staging.workItems.add([{ key: "a", ...about, row, known: known(standing) }]);
  return staging;
}

function only({ workItems }: Staging, key = "a"): WorkItem {
  const workItem = workItems.findAll([key]).get(key);
  if (workItem === undefined) throw new Error(`there is no ${key}`);
  return workItem;
}

const unlisted: UnlistedAtAll = {
  event: "not-listed",
  goal: "unmet",
  extent: "whole",
  hasId: false,
  wasShown: true,
  hasIdsToRead: false,
};
const problem = { code: "some_code", message: "Something is the matter." };

describe("a work item", () => {
  test("begins where the ledger's memory leads it", () => {
    expect(only(staged(undefined)).state).toBe("look");
    expect(only(staged("in_doubt")).state).toBe("doubt");
    expect(only(staged("accepted")).state).toBe("confirm");
  });

  test("may have no row, where an earlier run left it", () => {
    expect(only(staged("in_doubt", { isAsked: false })).row).toBeUndefined();
  });

  test("that is there already keeps all but the ids that may be its own", () => {
    const staging = staged("in_doubt");
    const again = { ...only(staging), row: 9, toldIds: ["x"], known: known() };
    staging.workItems.add([again]);
    staging.workItems.addPossibleIds("a", ["y", "x"]);
    expect(only(staging)).toMatchObject({ state: "doubt", row: 2, toldIds: ["x", "y"] });
  });

  test("leaves a batch that was refused with a quarter of those that do so, and only of its own kind", () => {
    const staging = opened();
    const add = (batch: string, keys: readonly string[], ofKind = kind): void =>
      staging.workItems.add(
        keys.map((key) => ({
          key,
          kind: ofKind,
          subject: "one",
          attributes: {},
          batch,
          row: 2,
          toldIds: [],
          known: known("in_doubt"),
        })),
      );
    const six = ["a", "b", "c", "d", "e", "f"];
    add("together", six);
    add("others", ["g"]);
    add("together", ["h"], "medallion.other");

    for (const key of [...six, "g", "h"]) {
      staging.workItems.move(only(staging, key), expired({ refusal: "of-several" }));
    }

    const batches: string[][] = [];
    for (let after: BatchCursor = firstBatch; ;) {
      const batch = staging.workItems.nextBatch(kind, after);
      const last = batch.at(-1);
      if (last === undefined) break;
      after = last;
      batches.push(batch.map(({ key }) => key));
    }
    expect(batches).toEqual([["g"], ["a", "e"], ["b", "f"], ["c"], ["d"]]);
    expect(only(staging, "h").batch).toBe("together/1");
  });

  test("moves with what went wrong, and without it again", () => {
    const staging = staged("in_doubt");
    staging.workItems.move(only(staging), { event: "unreadable", problem, reading: "list" });
    expect(only(staging)).toMatchObject({ state: "doubt", problem });
    staging.workItems.move(only(staging), { event: "listed", goal: "met", hasStatus: true, wasShown: false });
    expect(only(staging)).toMatchObject({ state: "done", problem: undefined });
  });

  test("of which nothing new is known keeps what went wrong before", () => {
    const staging = staged("in_doubt");
    staging.workItems.move(only(staging), { event: "unreadable", problem, reading: "list" });
    staging.workItems.move(only(staging), unlisted);
    expect(only(staging)).toMatchObject({ state: "doubt", problem });
  });

  test("that is sent again is counted, and leaves its batch only when it was accepted before", () => {
    const doubted = staged("in_doubt");
    doubted.workItems.move(only(doubted), expired());
    expect(only(doubted)).toMatchObject({ state: "send", resends: 1, batch: "together" });
    const accepted = staged("accepted");
    accepted.workItems.move(only(accepted), expired());
    expect(only(accepted)).toMatchObject({ state: "send", resends: 1, batch: "a" });
  });

  test("that is held does not count as missing any more", () => {
    const staging = staged(undefined);
    staging.workItems.move(only(staging), unlisted);
    expect(staging.workItems.missingCount([kind])).toBe(1);
    staging.workItems.move(only(staging), { event: "held", held: "held A1" });
    expect(only(staging)).toMatchObject({ state: "done", held: "held A1" });
    expect(staging.workItems.missingCount([kind])).toBe(0);
  });

  test("that counts as missing goes on counting, whatever becomes of it", () => {
    const staging = staged(undefined);
    staging.workItems.move(only(staging), unlisted);
    staging.workItems.move(only(staging), { event: "withheld", problem });
    expect(staging.workItems.missingCount([kind])).toBe(1);
  });

  test("that was carried out and undone since goes on under the next key", () => {
    const staging = opened();
    const about = { kind, subject: "one", attributes: {}, batch: "a", row: 2, toldIds: [] };
    const accepted = known("accepted", { hasId: true, hasStatus: true });
    staging.workItems.add([{ key: "a#0-remove", ...about, verb: "remove", known: accepted }]);
    staging.workItems.move(only(staging, "a#0-remove"), {
      event: "listed",
      goal: "unmet",
      hasStatus: true,
      wasShown: true,
    });
    expect(staging.workItems.findAll(["a#0-remove"]).size).toBe(0);
    expect(only(staging, "a#1-remove")).toMatchObject({ state: "send", verb: "remove" });
  });

  test("that is there but not as it is to be goes on as an update, with what it sets in its key", () => {
    const staging = opened();
    const about = { kind, subject: "one", attributes: {}, digest: "ab12", batch: "a", row: 2, toldIds: [] };
    staging.workItems.add([{ key: "a", ...about, known: known() }]);
    staging.workItems.setTarget("a", "r1");
    staging.workItems.move(only(staging), {
      event: "listed",
      goal: "differs",
      hasStatus: true,
      wasShown: false,
    });
    expect(only(staging, "a#1-update-ab12")).toMatchObject({
      state: "send",
      verb: "update",
      target: "r1",
      batch: "update a",
    });
  });

  test("goes on as what the ledger has of its resource", () => {
    const staging = staged(undefined);
    const operation = { key: "a#2-remove", verb: "remove", target: "r1", toldIds: ["r1"] } as const;
    const now = staging.workItems.goOnAs(only(staging), { ...operation, known: known("in_doubt") });
    expect(only(staging, "a#2-remove")).toEqual({
      ...now,
      ...operation,
      state: "doubt",
      batch: "remove together",
    });
    expect(staging.workItems.findAll(["a"]).size).toBe(0);
  });

  test("of which something is to be said needs to know what about", () => {
    const staging = staged("in_doubt");
    expect(() => staging.workItems.move(only(staging), expired({ isAlike: true }))).toThrow(
      "to be said: alike",
    );
    staging.workItems.move(only(staging), expired({ isAlike: true }), () => ({
      key: "a",
      platform: "Medallion",
      line: (key, truth) => `resolve ${key} ${truth}`,
      id: "r1",
    }));
    expect(only(staging).problem?.message).toContain("resolve a created --id r1");
  });

  test("to which something happens that cannot happen is a mistake", () => {
    const staging = staged(undefined);
    expect(() => staging.workItems.move(only(staging), { event: "held", held: "x" })).toThrow(
      "nothing that is at look can be held",
    );
  });
});

describe("what is to be sent", () => {
  /** Five work items of four rows in three batches, all missing. */
  function missing(): Staging {
    const staging = opened();
    const rows = { a: 2, b: 3, c: 3, d: 4, e: 7 };
    const batches = { a: "one", b: "two", c: "one", d: "two", e: "three" };
    staging.workItems.add(
      (["a", "b", "c", "d", "e"] as const).map((key) => {
        const about = { kind, subject: key, attributes: {}, batch: batches[key], toldIds: [] };
        return { key, ...about, row: rows[key], known: known() };
      }),
    );
    staging.workItems.moveUnlisted(kind, unlisted);
    return staging;
  }

  const batchesOf = ({ workItems }: Staging, upToRow?: number, most?: number): readonly string[] => {
    const found: string[] = [];
    for (let after: BatchCursor = firstBatch; ;) {
      const batch = workItems.nextBatch(kind, after, upToRow, () => most);
      const last = batch.at(-1);
      if (last === undefined) return found;
      after = last;
      found.push(`${last.batch}: ${batch.map(({ key }) => key).join(" ")}`);
    }
  };

  test("comes batch by batch, each of them once", () => {
    expect(batchesOf(missing())).toEqual(["one: a c", "three: e", "two: b d"]);
  });

  test("comes in parts where a call takes fewer than a batch has", () => {
    const staging = missing();
    expect(batchesOf(staging, undefined, 1)).toEqual(["one: a", "one: c", "three: e", "two: b", "two: d"]);
    expect(batchesOf(staging, undefined, 2)).toEqual(["one: a c", "three: e", "two: b d"]);
    expect(batchesOf(staging, 3, 1)).toEqual(["one: a", "one: c", "two: b"]);
  });

  test("is counted by calls as they will be made", () => {
    const { workItems } = missing();
    expect(workItems.toSend(kind, "create", undefined)).toEqual({ workItems: 5, calls: 3, subjects: 5 });
    expect(workItems.toSend(kind, "create", 1)).toEqual({ workItems: 5, calls: 5, subjects: 5 });
    expect(workItems.toSend(kind, "create", 2)).toEqual({ workItems: 5, calls: 3, subjects: 5 });
    expect(workItems.toSend(kind, "remove", 2)).toEqual({ workItems: 0, calls: 0, subjects: 0 });
  });

  test.each<[number, readonly string[]]>([
    [1, []],
    [2, ["one: a"]],
    [3, ["one: a c", "two: b"]],
    [6, ["one: a c", "two: b d"]],
    [7, ["one: a c", "three: e", "two: b d"]],
  ])("for rows up to %i and no further is that of these rows", (upToRow, batches) => {
    expect(batchesOf(missing(), upToRow)).toEqual(batches);
  });

  test.each<[number, number | undefined]>([
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 7],
    [5, undefined],
  ])("for the first %i rows ends with a row, if there are as many", (rows, last) => {
    expect(missing().workItems.rowOfNthCreate(rows)).toBe(last);
  });

  test("up to a row is told by rows and keys", () => {
    expect(missing().workItems.createsUpTo(3)).toEqual({ rows: [2, 3], keys: new Set(["a", "b", "c"]) });
  });
});

/** How a work item comes to a state. */
const ways: Readonly<Record<State, readonly Event[]>> = {
  look: [known()],
  refresh: [known("accepted", { hasId: true, hasStatus: true })],
  send: [known(), unlisted],
  poll: [known("in_doubt", { isPending: true })],
  doubt: [known("in_doubt")],
  confirm: [known("accepted")],
  done: [known(), { event: "contradicted", problem }],
};

describe("many work items at once", () => {
  const item = fc.record({
    state: fc.constantFrom(...(Object.keys(ways) as State[])),
    subject: fc.constantFrom("one", "two", "three", "four"),
    hasIds: fc.boolean(),
    isOfKind: fc.boolean(),
  });
  const situation = fc.record({
    items: fc.array(item, { minLength: 1, maxLength: 12 }),
    listed: fc.subarray(["one", "two", "three"]),
  });

  type Item = typeof item extends fc.Arbitrary<infer One> ? One : never;

  /** All of them in one staging, since opening one takes its time; each situation has kinds and subjects of its own. */
  let situations = 0;

  function stagedAs(
    staging: Staging,
    { items, listed }: { items: readonly Item[]; listed: readonly string[] },
  ): { readonly own: string; readonly states: () => readonly State[] } {
    situations += 1;
    const own = `own ${situations}`;
    const keyOf = (index: number): string => `${own} key ${index}`;
    for (const [index, { state, subject, hasIds, isOfKind }] of items.entries()) {
      const [first, ...rest] = ways[state];
      if (first?.event !== "known") throw new Error("everything begins with what is known");
      const key = keyOf(index);
      const ofKind = isOfKind ? own : `${own}, another`;
      const about = { kind: ofKind, subject: own + subject, attributes: {}, batch: key, row: index + 2 };
      staging.workItems.add([{ key, ...about, toldIds: hasIds ? ["x"] : [], known: first }]);
      for (const event of rest) staging.workItems.move(only(staging, key), event);
    }
    staging.remotes.takeInterest(own, Object.keys(ways));
    staging.remotes.keep(
      own,
      listed.map((subject) => remote({ subject: own + subject, remoteId: subject })),
    );
    return { own, states: () => items.map((_item, index) => only(staging, keyOf(index)).state) };
  }

  test("that a whole list does not show move as each by itself would", () => {
    const staging = opened();
    fc.assert(
      fc.property(situation, (how) => {
        const { own, states } = stagedAs(staging, how);
        staging.workItems.moveUnlisted(own, unlisted);
        expect(states()).toEqual(
          how.items.map(({ state, subject, hasIds, isOfKind }) => {
            const isAsked = isOfKind && state === "look" && !hasIds && !how.listed.includes(subject);
            return isAsked ? next(state, unlisted).state : state;
          }),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("about a subject that something stands in the way of move as each by itself would", () => {
    const staging = opened();
    fc.assert(
      fc.property(situation, (how) => {
        const { own, states } = stagedAs(staging, how);
        staging.workItems.withhold(`${own}two`, problem);
        expect(states()).toEqual(
          how.items.map(({ state, subject }) =>
            state === "send" && subject === "two" ? next(state, { event: "withheld", problem }).state : state,
          ),
        );
      }),
      { numRuns: 100 },
    );
  });
});
