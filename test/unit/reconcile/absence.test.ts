import { afterEach, describe, expect, test } from "vitest";
import { isSurelyAbsent } from "../../../src/reconcile/reconcile.ts";
import type { Look } from "../../../src/requests/events.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { answer } from "../builders/clients.ts";
import { known } from "../builders/events.ts";
import { showing, ThingBench, things, unmoving, type Thing, type WantedThing } from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const [a, b]: readonly [WantedThing, WantedThing] = [{ name: "a" }, { name: "b" }];
const thing: Thing = { id: "r1", subject: "s1", name: "a" };
const lost = { outcome: "in_doubt", problem: "lost" } as const;

/** Something in doubt that the last look, of this kind, did not find. */
async function doubted(look: Look | undefined): Promise<{ bench: ThingBench; workItem: WorkItem }> {
  const bench = await ThingBench.open();
  await bench.sent(a, lost);
  await bench.want([a]);
  if (look !== undefined) bench.staging.remotes.setLook(things.kind, look);
  bench.staging.remotes.takeInterest(things.kind, ["doubt"]);
  const workItem = bench.item(a);
  if (workItem === undefined) throw new Error("it is asked for");
  return { bench, workItem };
}

describe("what the last look did not find", () => {
  test.each(["apart", undefined] as const)(
    "is surely absent where its subject was asked about (%s): nothing more is read",
    async (look) => {
      const { bench, workItem } = await doubted(look);
      expect(await isSurelyAbsent(unmoving, workItem, bench)).toBe(true);
      expect(bench.reads).toEqual([]);
    },
  );

  test.each(["whole", "part"] as const)("of a %s list is asked for by its subject first", async (look) => {
    const { bench, workItem } = await doubted(look);
    expect(await isSurelyAbsent(unmoving, workItem, bench)).toBe(true);
    expect(bench.reads).toEqual(["of s1"]);
    expect(bench.item(a)?.state).toBe("doubt");
  });

  test("is not absent where that shows it: then it is settled", async () => {
    const { bench, workItem } = await doubted("whole");
    bench.things = [thing];
    expect(await isSurelyAbsent(unmoving, workItem, bench)).toBe(false);
    expect(bench.item(a)?.state).toBe("done");
    expect(await bench.entry(a)).toMatchObject({ standing: "accepted", remoteId: "r1" });
  });

  test.each<[string, Parameters<ThingBench["sent"]>[1]]>([
    ["is on its way", undefined],
    ["was taken without an id", { outcome: "accepted", remote: {} }],
    ["is in doubt itself", lost],
  ])(
    "is not what another request of the subject, which fits it better, was made as: that %s",
    async (_how, outcome) => {
      const bench = await ThingBench.open();
      const better: WantedThing = { name: "a", number: "7" };
      await bench.sent(a, lost);
      await bench.sent(better, outcome);
      await bench.want([a]);
      await bench.want([better], { known: known("refused") });
      bench.staging.remotes.setLook(things.kind, "whole");
      bench.staging.remotes.takeInterest(things.kind, ["doubt"]);
      bench.things = [{ id: "r1", subject: "s1", name: "a", number: "7" }];
      const workItem = bench.item(a);
      if (workItem === undefined) throw new Error("it is asked for");
      expect(await isSurelyAbsent(unmoving, workItem, bench)).toBe(true);
      expect(bench.item(a)?.state).toBe("doubt");
      expect((await bench.entry(a))?.remoteId).toBeUndefined();
      expect((await bench.entry(better))?.remoteId).toBeUndefined();
    },
  );

  test("is not absent where that cannot be read, or not wholly", async () => {
    for (const reply of [answer(500), answer(200, { total: 2, things: [{ ...thing, name: "z" }] })]) {
      const { bench, workItem } = await doubted("whole");
      bench.onRead = () => reply;
      expect(await isSurelyAbsent(unmoving, workItem, bench)).toBe(false);
      expect(bench.item(a)?.problem).toBeDefined();
      expect((await bench.entry(a))?.standing).toBe("in_doubt");
    }
  });

  test("is asked for once after each look, though several are about the same", async () => {
    const { bench, workItem } = await doubted("whole");
    await isSurelyAbsent(unmoving, workItem, bench);
    expect(await isSurelyAbsent(unmoving, workItem, bench)).toBe(true);
    expect(bench.reads).toHaveLength(1);
    bench.staging.remotes.setLook(things.kind, "whole");
    await isSurelyAbsent(unmoving, workItem, bench);
    expect(bench.reads).toHaveLength(2);
  });

  test("and was made, by an id of its own, is asked for only where the list had a gap", async () => {
    const whole = await doubted("whole");
    expect(await isSurelyAbsent(unmoving, whole.workItem, whole.bench, true)).toBe(true);
    expect(whole.bench.reads).toEqual([]);
    const part = await doubted("part");
    await isSurelyAbsent(unmoving, part.workItem, part.bench, true);
    expect(part.bench.reads).toEqual(["of s1"]);
  });

  test("is absent where a subject cannot be asked about", async () => {
    const { bench, workItem } = await doubted("part");
    expect(await isSurelyAbsent(showing({ without: ["ofSubject"] }), workItem, bench)).toBe(true);
    expect(bench.reads).toEqual([]);
  });
});

describe("where a platform cannot be read", () => {
  test("at all, what is in doubt stays so with the reason, and all else ends with it", async () => {
    const bench = await ThingBench.open();
    await bench.sent(a, lost);
    await bench.want([a, b]);
    bench.onRead = () => answer(500);
    expect(await bench.reconcile(showing({ without: ["ofSubject", "changedSince"] }))).toBe(false);
    expect(bench.item(a)).toMatchObject({ state: "doubt", problem: { code: "platform_unavailable" } });
    expect(bench.item(b)).toMatchObject({ state: "done", problem: { code: "platform_unavailable" } });
  });

  test("about one subject, all that is about it ends with the reason, and the others are read", async () => {
    const bench = await ThingBench.open();
    const other: WantedThing = { subject: "s2", name: "a" };
    await bench.sent(a, lost);
    await bench.want([a, b, other]);
    bench.onRead = (word) => (word === "of s1" ? answer(500) : undefined);
    expect(await bench.reconcile(showing({ lists: [] }))).toBe(true);
    expect([a, b].map((each) => bench.item(each)?.state)).toEqual(["done", "done"]);
    expect([a, b].map((each) => bench.item(each)?.problem?.code)).toEqual([
      "platform_unavailable",
      "platform_unavailable",
    ]);
    expect((await bench.entry(a))?.standing).toBe("in_doubt");
    expect(bench.item(other)?.state).toBe("send");
  });

  test("about the last subject, that is no reason to end the others", async () => {
    const bench = await ThingBench.open();
    await bench.want([a, { subject: "s2", name: "a" }]);
    bench.onRead = (word) => (word === "of s2" ? answer(500) : undefined);
    expect(await bench.reconcile(showing({ lists: [] }))).toBe(true);
    expect(bench.item(a)?.state).toBe("send");
  });

  test("about any of two hundred subjects, the rest is not asked about", async () => {
    const bench = await ThingBench.open();
    const many = Array.from({ length: 201 }, (_, index): WantedThing => ({
      subject: `s${1_000 + index}`,
      name: "a",
    }));
    await bench.want(many);
    bench.onRead = () => answer(500);
    expect(await bench.reconcile(showing({ lists: [] }))).toBe(false);
    expect(bench.reads.length).toBeLessThanOrEqual(200);
    expect(bench.reads).not.toContain("of s1200");
    expect(bench.count("done")).toBe(201);
    expect(bench.item({ subject: "s1200", name: "a" })?.problem?.code).toBe("platform_unavailable");
  });
});

describe("what is about a subject whose list has a gap", () => {
  const incomplete = (word: string) =>
    word === "of s1"
      ? answer(200, { total: 3, things: [{ ...thing, id: "r0", name: "z" }, thing] })
      : undefined;

  test("is found where it shows, and else ends with the gap: it is not requested", async () => {
    const bench = await ThingBench.open();
    await bench.want([a, b]);
    bench.onRead = incomplete;
    await bench.reconcile(showing({ lists: [] }));
    expect(bench.item(a)).toMatchObject({ state: "done", problem: undefined });
    expect(bench.item(b)).toMatchObject({
      state: "done",
      problem: {
        code: "list_incomplete",
        message:
          "Medallion's list of requests could not be read completely (it does not return as many entries as it says it has), so it is not known whether this is already requested. Nothing was sent for it; run again later.",
      },
    });
  });

  test("and cannot be asked about, ends without the reason of the list of all", async () => {
    const bench = await ThingBench.open();
    await bench.want([b]);
    bench.onRead = () => answer(200, { total: 3, things: [thing] });
    expect(await bench.reconcile(showing({ without: ["ofSubject"] }))).toBe(false);
    expect(bench.item(b)?.problem).toEqual({
      code: "list_incomplete",
      message:
        "Medallion's list of requests could not be read completely, so it is not known whether this is already requested. Nothing was sent for it; run again later.",
    });
  });

  test("has no total and a few rows: that is all there is about it", async () => {
    const bench = await ThingBench.open();
    await bench.want([a, b]);
    bench.onRead = () => answer(200, { things: [thing] });
    await bench.reconcile(showing({ lists: [] }));
    expect([bench.item(a)?.state, bench.item(b)?.state]).toEqual(["done", "send"]);
  });

  test("keeps one in doubt from being looked for further in this run", async () => {
    const bench = await ThingBench.open();
    await bench.want([b], { known: known("in_doubt") });
    bench.onRead = incomplete;
    await bench.reconcile(showing({ lists: [] }));
    expect(bench.item(b)).toMatchObject({ state: "done", problem: { code: "list_incomplete" } });
  });
});

test("only what is to be looked for is asked about after a list with a gap: the rest waits", async () => {
  const bench = await ThingBench.open();
  const other: WantedThing = { subject: "s2", name: "a" };
  await bench.sent(a, lost);
  await bench.want([a, other]);
  bench.onRead = (word) =>
    word === "list" ? answer(200, { total: 9, things: [{ ...thing, id: "x", subject: "n" }] }) : undefined;
  await bench.reconcile(unmoving);
  expect(bench.reads.filter((word) => word !== "list")).toEqual(["of s2"]);
  expect([bench.item(a)?.state, bench.item(other)?.state]).toEqual(["doubt", "send"]);
});
