import { afterEach, describe, expect, test } from "vitest";
import {
  eachWorkItem,
  follow,
  followAll,
  isOneOfSeveral,
  mostTogether,
  rowsOf,
  seenOf,
} from "../../../src/reconcile/tools.ts";
import type { Event } from "../../../src/requests/events.ts";
import { operationKey } from "../../../src/requests/operation.ts";
import { expired, known } from "../builders/events.ts";
import { keyOf, ThingBench, things, type WantedThing } from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const [a, b]: readonly [WantedThing, WantedThing] = [{ name: "a" }, { name: "b" }];
const lost = { outcome: "in_doubt", problem: "lost" } as const;
const about = () => ({ key: "k", platform: "Test", reason: "No such name." });

async function doubted(): Promise<ThingBench> {
  const bench = await ThingBench.open();
  for (const wanted of [a, b]) await bench.sent(wanted, lost);
  await bench.want([a, b]);
  return bench;
}

const items = (bench: ThingBench) => bench.staging.workItems.ofSubject(things.kind, "s1");

describe("what follows from what has happened is on record before it counts:", () => {
  test.each<[string, Event, string, string]>([
    ["what no list shows may be sent again", expired(), "released", "send"],
    ["what the platform said no to is refused for good", expired({ refusal: "unproven" }), "refused", "done"],
    [
      "what was refused with others is sent in smaller groups",
      expired({ refusal: "of-several" }),
      "refused",
      "send",
    ],
  ])("%s", async (_how, event, standing, state) => {
    const bench = await doubted();
    const [item] = items(bench);
    if (item === undefined) throw new Error("it is asked for");
    await follow(things, item, event, bench, about);
    expect((await bench.entry(a))?.standing).toBe(standing);
    expect(bench.item(a)?.state).toBe(state);
    if (standing === "refused") expect((await bench.entry(a))?.problem).toBe("No such name.");
    expect((await bench.entry(b))?.standing).toBe("in_doubt");
  });

  test("of several at once it is on record for all, and all move", async () => {
    const bench = await doubted();
    await followAll(things, items(bench), expired(), bench);
    expect([(await bench.entry(a))?.standing, (await bench.entry(b))?.standing]).toEqual([
      "released",
      "released",
    ]);
    expect(bench.count("send")).toBe(2);
  });

  test("nothing is on record where nothing happened to anything, or nothing is to be recorded", async () => {
    const bench = await doubted();
    await followAll(things, [], expired(), bench);
    const [item] = items(bench);
    if (item === undefined) throw new Error("it is asked for");
    await follow(things, item, { event: "listed", goal: "met", hasStatus: true, wasShown: true }, bench);
    expect((await bench.entry(a))?.standing).toBe("in_doubt");
    expect(bench.item(a)?.state).toBe("done");
  });

  test("what was removed is on record as done", async () => {
    const bench = await doubted();
    const [item] = items(bench);
    if (item === undefined) throw new Error("it is asked for");
    const gone = {
      event: "not-listed",
      goal: "met",
      extent: "whole",
      hasId: false,
      wasShown: false,
      hasIdsToRead: false,
    } as const;
    await follow(things, item, gone, bench);
    expect((await bench.entry(a))?.standing).toBe("accepted");
  });

  test("an id that is another one's is given up", async () => {
    const bench = await ThingBench.open();
    await bench.seen(a);
    await bench.want([a]);
    const [item] = items(bench);
    if (item === undefined) throw new Error("it is asked for");
    await follow(things, item, { event: "disproved" }, bench);
    expect((await bench.entry(a))?.remoteId).toBeUndefined();
    expect(bench.item(a)?.state).toBe("look");
  });
});

test("each work item in some states is gone through once, though it moves on meanwhile", async () => {
  const bench = await ThingBench.open();
  const many = Array.from({ length: 401 }, (_, index): WantedThing => ({ name: `n${1_000 + index}` }));
  await bench.want(many);
  await bench.want([a], { known: known("in_doubt") });
  await bench.want([b], { known: known("accepted") });
  const seen: string[] = [];
  eachWorkItem(things.kind, ["look", "doubt"], bench.staging, (workItem) => {
    seen.push(workItem.key);
    bench.staging.workItems.move(workItem, { event: "contradicted", problem: { code: "x", message: "x" } });
  });
  expect(seen).toEqual([...many, a].map(keyOf));
  expect(bench.count("confirm")).toBe(1);
});

test("the rows that ask for some work items are told once each; what no row asks for has none", () => {
  expect(rowsOf([{ row: 3 }, { row: undefined }, { row: 2 }, { row: 3 }])).toEqual([3, 2]);
});

test("how many travel in one call is what the operation takes", () => {
  const { create } = things;
  if (create === undefined) throw new Error("things can be created");
  const most = mostTogether({ ...things, create: { ...create, maxBatch: 5 } });
  expect([most("create"), most("update")]).toEqual([5, undefined]);
});

describe("all operations on one thing have its id", () => {
  const again = operationKey({ resource: "s1|a", before: 2, verb: "create" });

  test.each([
    ["create", "s1|a", false],
    ["create", again, true],
    ["update", "s1|a", true],
    ["remove", "s1|a", true],
  ] as const)("a %s under %s is one of several: %s", (verb, key, isOne) => {
    expect(isOneOfSeveral({ verb, key })).toBe(isOne);
  });

  test("so that what is seen of it is for several as well, as is what the platform has for several", async () => {
    const bench = await ThingBench.open();
    await bench.want([a]);
    const [item] = items(bench);
    if (item === undefined) throw new Error("it is asked for");
    const shares = (changes: object, remote: object) =>
      seenOf(things, { ...item, ...changes }, { remoteId: "r1", ...remote }).remote;
    expect(shares({}, {})).toEqual({ remoteId: "r1" });
    expect(shares({}, { shared: true })).toEqual({ remoteId: "r1", shared: true });
    expect(shares({ verb: "update" }, {})).toEqual({ remoteId: "r1", shared: true });
  });
});
