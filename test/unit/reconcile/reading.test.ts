import { afterEach, describe, expect, test } from "vitest";
import { answer } from "../builders/clients.ts";
import { known } from "../builders/events.ts";
import {
  chained,
  showing,
  unmoving,
  ThingBench,
  things,
  type Thing,
  type WantedThing,
} from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const day = 86_400_000;
const r1 = { remoteId: "r1", status: "new" };

/** One thing of each of these subjects. */
const ofSubjects = (count: number): readonly WantedThing[] =>
  Array.from({ length: count }, (_, index) => ({ subject: `s${100 + index}`, name: "a" }));

/** So many things of nobody's that matters here. */
const others = (count: number): readonly Thing[] =>
  Array.from({ length: count }, (_, index) => ({ id: `x${index}`, subject: "nobody", name: "x" }));

const listOnly = showing({ without: ["ofSubject"] });
const subjectOnly = showing({ lists: [] });

async function remembered(bench: ThingBench): Promise<number | undefined> {
  return (await bench.ledger.lists.recallMany([things.kind])).get(things.kind)?.total;
}

/** What the calls of a bench were for. */
const purposes = (bench: ThingBench): readonly string[] => [
  ...new Set(bench.left.map(({ call }) => call.purpose)),
];

describe("the fewest calls that show whether requests are there:", () => {
  test("one of one subject is asked for by its subject", async () => {
    const bench = await ThingBench.open();
    await bench.want([{ name: "a" }]);
    expect(await bench.reconcile(things)).toBe(true);
    expect(bench.reads).toEqual(["of s1"]);
    expect(bench.item({ name: "a" })?.state).toBe("send");
  });

  test("several are looked for in the list, of which nobody knows how long it is, and which is kept in mind", async () => {
    const bench = await ThingBench.open();
    bench.things = [...others(3), { id: "r1", subject: "s100", name: "a" }];
    await bench.want(ofSubjects(2));
    await bench.reconcile(things);
    expect(bench.reads).toEqual(["list"]);
    expect(await remembered(bench)).toBe(4);
    expect([bench.count("done"), bench.count("send")]).toEqual([1, 1]);
  });

  test("a list that turns out to be longer is left at its first page, and its length is kept in mind", async () => {
    const bench = await ThingBench.open();
    bench.things = [...others(400), { id: "r1", subject: "s100", name: "a" }];
    await bench.want(ofSubjects(2));
    await bench.reconcile(things);
    expect(bench.reads.toSorted()).toEqual(["list", "of s100", "of s101"]);
    expect(await remembered(bench)).toBe(401);
    expect([bench.count("done"), bench.count("send")]).toEqual([1, 1]);
  });

  test("a list is read to its end where that takes no more calls than asking on by subject", async () => {
    const bench = await ThingBench.open();
    bench.things = [...others(299), { id: "r1", subject: "s100", name: "a" }];
    await bench.want(ofSubjects(2));
    await bench.reconcile(things);
    expect(bench.reads).toEqual(["list", "list", "list"]);
    expect([bench.count("done"), bench.count("send")]).toEqual([1, 1]);
  });

  test("a list whose pages name each other is as long as it says, and read on where it does not say", async () => {
    for (const [total, reads] of [
      [401, ["list", "of s100", "of s101"]],
      [undefined, ["list", "list", "list"]],
    ] as const) {
      const bench = await ThingBench.open();
      bench.onRead = (word, { query }) => {
        const from = Number(new Map(query).get("from"));
        return word === "list"
          ? answer(200, { total, things: others(250).slice(from, from + 100) })
          : undefined;
      };
      await bench.want(ofSubjects(2));
      await bench.reconcile(showing({ lists: [chained] }), ["look"]);
      expect(bench.reads.toSorted().slice(0, reads.length)).toEqual(reads);
    }
  });

  test("a list that was long the last time is not begun", async () => {
    const bench = await ThingBench.open();
    await bench.ledger.lists.remember(things.kind, { total: 201 });
    await bench.want(ofSubjects(2));
    await bench.reconcile(things);
    expect(bench.reads.toSorted()).toEqual(["of s100", "of s101"]);
  });

  test("a list that was as long as there are subjects the last time is read", async () => {
    const bench = await ThingBench.open();
    await bench.ledger.lists.remember(things.kind, { total: 200 });
    await bench.want(ofSubjects(2));
    await bench.reconcile(things);
    expect(bench.reads).toEqual(["list"]);
  });

  test("a list is read to its end, however long, where nothing else can be asked", async () => {
    const bench = await ThingBench.open();
    bench.things = others(400);
    await bench.want([{ name: "a" }]);
    await bench.reconcile(listOnly);
    expect(bench.reads).toEqual(["list", "list", "list", "list"]);
    expect(bench.item({ name: "a" })?.state).toBe("send");
  });

  test("without a list, each subject is asked about", async () => {
    const bench = await ThingBench.open();
    await bench.want([...ofSubjects(3), { subject: "s100", name: "b" }]);
    await bench.reconcile(subjectOnly);
    expect(bench.reads.toSorted()).toEqual(["of s100", "of s101", "of s102"]);
    expect(bench.count("send")).toBe(4);
  });

  test("all are asked about, however many they are", async () => {
    const bench = await ThingBench.open();
    await bench.want(ofSubjects(201));
    await bench.reconcile(subjectOnly);
    expect(bench.count("send")).toBe(201);
  });

  test("nothing is read where nothing is asked for", async () => {
    const bench = await ThingBench.open();
    expect(await bench.reconcile(things)).toBe(true);
    expect(bench.reads).toEqual([]);
  });
});

describe("requests that are in several lists", () => {
  const lists = [...things.read.lists, ...things.read.lists];
  const twice = showing({ lists });
  const listsOnly = showing({ lists, without: ["ofSubject"] });

  test("are looked for in all of them, and their lengths are added up", async () => {
    const bench = await ThingBench.open();
    bench.things = others(3);
    await bench.want(ofSubjects(2));
    await bench.reconcile(twice);
    expect(bench.reads).toEqual(["list", "list"]);
    expect(await remembered(bench)).toBe(6);
    expect(bench.count("send")).toBe(2);
  });

  test("are asked for by subject once the first of the lists is too long, and the others are not begun", async () => {
    const bench = await ThingBench.open();
    bench.things = others(400);
    await bench.want(ofSubjects(2));
    await bench.reconcile(twice);
    expect(bench.reads.toSorted()).toEqual(["list", "of s100", "of s101"]);
  });

  test.each([1, 2])("are not believed absent when list %i of them has a gap", async (gap) => {
    const bench = await ThingBench.open();
    let number = 0;
    bench.onRead = () => {
      number += 1;
      // the list with the gap is read twice: it counts a row that it never shows
      const missing = gap === 1 ? number <= 2 : number >= 2;
      return answer(200, { total: missing ? 2 : 1, things: others(1) });
    };
    await bench.want(ofSubjects(2));
    expect(await bench.reconcile(listsOnly)).toBe(false);
    expect(bench.count("send")).toBe(0);
    expect(bench.item({ subject: "s100", name: "a" })?.problem?.code).toBe("list_incomplete");
  });

  test("are all left when one of the lists cannot be read", async () => {
    const bench = await ThingBench.open();
    let number = 0;
    bench.onRead = () => ((number += 1) === 1 ? undefined : answer(500));
    await bench.want(ofSubjects(2));
    expect(await bench.reconcile(listsOnly)).toBe(false);
    expect(bench.count("done")).toBe(2);
    expect(await remembered(bench)).toBeUndefined();
  });
});

describe("a list that counts more than it shows", () => {
  const short = (bench: ThingBench): void => {
    bench.onRead = (word) => (word === "list" ? answer(200, { total: 3, things: others(2) }) : undefined);
  };

  test("is read once more where more than its pages would be asked for alone, and proves nothing", async () => {
    const bench = await ThingBench.open();
    short(bench);
    bench.things = [{ id: "r1", subject: "s100", name: "a" }];
    await bench.want(ofSubjects(2));
    expect(await bench.reconcile(things)).toBe(true);
    expect(bench.reads.toSorted()).toEqual(["list", "list", "of s100", "of s101"]);
    expect([bench.count("done"), bench.count("send")]).toEqual([1, 1]);
  });

  test("is not read once more for what is in doubt: that is asked about when it is believed", async () => {
    const bench = await ThingBench.open();
    short(bench);
    await bench.want(ofSubjects(2), { known: known("in_doubt") });
    expect(await bench.reconcile(things)).toBe(true);
    expect(bench.reads).toEqual(["list"]);
    expect(bench.count("doubt")).toBe(2);
  });

  test("is read once more for statuses as well, where no more calls would show them alone", async () => {
    for (const [subjects, reads] of [
      [["s100"], 2],
      [["s100", "s101"], 2],
    ] as const) {
      const bench = await ThingBench.open();
      short(bench);
      const wanted = subjects.map((subject) => ({ subject, name: "a" }));
      for (const each of wanted) await bench.seen(each, { remoteId: each.subject, status: "new" });
      await bench.want(wanted);
      await bench.reconcile(showing({ without: ["changedSince", "ofSubject"] }));
      expect(bench.reads.filter((word) => word === "list")).toHaveLength(reads);
    }
  });

  test("has shown what it has shown: nothing more is asked about that", async () => {
    const bench = await ThingBench.open();
    bench.onRead = (word) =>
      word === "list"
        ? answer(200, {
            total: 3,
            things: [
              { id: "r0", subject: "s100", name: "a" },
              { id: "r1", subject: "s101", name: "a" },
            ],
          })
        : undefined;
    await bench.want(ofSubjects(2));
    await bench.reconcile(things);
    expect(bench.reads).toEqual(["list"]);
    expect(bench.count("done")).toBe(2);
  });
});

describe("what the calls are for:", () => {
  test.each([
    ["existing", known()],
    ["status", known("accepted", { hasId: true, hasStatus: true })],
    ["settle", known("in_doubt")],
    ["settle", known("accepted", { hasId: true })],
  ] as const)("%s", async (purpose, as) => {
    for (const less of [
      { without: ["changedSince", "ofSubject"] },
      { lists: [], without: ["changedSince"] },
    ] as const) {
      const bench = await ThingBench.open();
      await bench.want([{ name: "a" }], { known: as });
      await bench.reconcile(showing(less));
      expect(purposes(bench)).toEqual([purpose]);
    }
  });

  test("what is looked for comes before statuses, and only what is asked for now counts", async () => {
    for (const [states, purpose] of [
      [["look", "refresh"], "existing"],
      [["refresh", "doubt"], "status"],
      [["doubt"], "settle"],
    ] as const) {
      const bench = await ThingBench.open();
      await bench.want([{ name: "a" }]);
      await bench.want([{ name: "b" }], { known: known("accepted", { hasId: true, hasStatus: true }) });
      await bench.want([{ name: "c" }], { known: known("in_doubt") });
      await bench.reconcile(unmoving, states);
      expect(purposes(bench)).toEqual([purpose]);
    }
  });

  test("each call about a subject names the rows that ask for it", async () => {
    const bench = await ThingBench.open();
    await bench.want([
      { subject: "s2", name: "a" },
      { subject: "s1", name: "a" },
      { subject: "s1", name: "b" },
    ]);
    await bench.reconcile(subjectOnly);
    expect(bench.left.map(({ call }) => call.rows?.())).toEqual([[3, 4], [2]]);
  });
});

describe("statuses alone", () => {
  const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

  test("are read from what moved since the day before the oldest of them was read", async () => {
    const bench = await ThingBench.open();
    const now = bench.clock.now();
    for (const [index, wanted] of ofSubjects(3).entries()) {
      await bench.seen(wanted, { remoteId: `r${index}`, status: "new" });
      await bench.ledger.requests.touch([`${wanted.subject}|a`], now - (index + 1) * day);
    }
    await bench.want(ofSubjects(3));
    await bench.reconcile(things);
    expect(bench.reads).toEqual([`since ${dayOf(now - 4 * day)}`]);
    expect(purposes(bench)).toEqual(["status"]);
    expect(bench.count("done")).toBe(3);
  });

  test("are read from what ever moved where nobody knows when they were read", async () => {
    const bench = await ThingBench.open();
    await bench.want([{ name: "a" }], { known: known("accepted", { hasId: true, hasStatus: true }) });
    await bench.ledger.requests.recordSeen(
      [
        {
          key: "s1|a",
          kind: things.kind,
          platform: "test",
          organization: "o1",
          subject: "s1",
          attributes: { name: "a" },
          remote: { remoteId: "r1" },
        },
      ],
      1_000,
    );
    await bench.reconcile(things);
    expect(bench.reads).toEqual(["since 1969-12-31"]);
  });

  test("of all pages count for how far back is read", async () => {
    const bench = await ThingBench.open();
    const now = bench.clock.now();
    const many = ofSubjects(201);
    for (const [index, wanted] of many.entries()) {
      await bench.seen(wanted, { remoteId: `r${index}`, status: "new" });
      const readAt = index === 200 ? now - 9 * day : now;
      await bench.ledger.requests.touch([`${wanted.subject}|a`], readAt);
    }
    await bench.want(many);
    await bench.reconcile(things);
    expect(bench.reads).toEqual([`since ${dayOf(now - 10 * day)}`]);
    expect(bench.count("done")).toBe(201);
  });

  test("that moved are kept, and those that did not count as read now", async () => {
    const bench = await ThingBench.open();
    for (const [index, wanted] of ofSubjects(2).entries())
      await bench.seen(wanted, { remoteId: `r${index}`, status: "new" });
    await bench.want(ofSubjects(2));
    bench.onRead = () =>
      answer(200, { total: 1, things: [{ id: "r1", subject: "s101", name: "a", status: "done" }] });
    const before = bench.clock.now();
    await bench.reconcile(things);
    const [still, moved] = await Promise.all(ofSubjects(2).map((wanted) => bench.entry(wanted)));
    expect([still?.status, moved?.status]).toEqual(["new", "done"]);
    expect(Math.min(still?.seenAt ?? 0, moved?.seenAt ?? 0)).toBeGreaterThan(before);
    expect(bench.count("done")).toBe(2);
  });

  test("that do not show in a list with a gap do not count as read", async () => {
    const bench = await ThingBench.open();
    await bench.seen({ name: "a" });
    await bench.want([{ name: "a" }]);
    bench.onRead = () => answer(200, { total: 2, things: others(1) });
    await bench.reconcile(things);
    expect((await bench.entry({ name: "a" }))?.seenAt).toBe(1_000);
    expect(bench.item({ name: "a" })).toMatchObject({ state: "done", problem: undefined });
  });

  test("that cannot be read end the rows with the reason, and stay as they were", async () => {
    const bench = await ThingBench.open();
    await bench.seen({ name: "a" });
    await bench.want([{ name: "a" }]);
    bench.onRead = () => answer(500);
    expect(await bench.reconcile(things)).toBe(false);
    expect(bench.item({ name: "a" })?.problem?.code).toBe("platform_unavailable");
    expect(await bench.entry({ name: "a" })).toMatchObject({ seenAt: 1_000, standing: "accepted" });
  });

  test("are read from the list where a platform cannot say what moved", async () => {
    const bench = await ThingBench.open();
    await bench.seen({ name: "a" });
    bench.things = [{ id: "r1", subject: "s1", name: "a", status: "done" }];
    await bench.want([{ name: "a" }]);
    await bench.reconcile(unmoving);
    expect(bench.reads).toEqual(["of s1"]);
    expect((await bench.entry({ name: "a" }))?.status).toBe("done");
  });

  test("of what was accepted and never shown are not good news: it is looked for by name", async () => {
    const bench = await ThingBench.open();
    await bench.sent({ name: "a" }, { outcome: "accepted", remote: r1 });
    await bench.want([{ name: "a" }]);
    bench.hidden.add("r1");
    await bench.reconcile(things);
    expect(bench.reads).toEqual([expect.stringContaining("since"), "of s1"]);
    expect(bench.item({ name: "a" })?.state).toBe("confirm");
    const entry = await bench.entry({ name: "a" });
    expect([entry?.shownAt, entry?.seenAt]).toEqual([undefined, 2_000]);
  });

  test("of what was accepted and never shown are not looked for a second time where others were to be confirmed, too", async () => {
    const bench = await ThingBench.open();
    await bench.sent({ name: "a" }, { outcome: "accepted", remote: r1 });
    await bench.sent({ name: "b" }, { outcome: "accepted", remote: {} });
    await bench.want([{ name: "a" }, { name: "b" }]);
    await bench.reconcile(unmoving);
    expect(bench.reads.filter((word) => word.startsWith("of"))).toHaveLength(1);
  });
});

describe("a few new requests among many known ones", () => {
  async function night(total: number | undefined, fresh: number): Promise<ThingBench> {
    const bench = await ThingBench.open();
    for (const [index, wanted] of ofSubjects(5).entries())
      await bench.seen(wanted, { remoteId: `r${index}`, status: "new" });
    if (total !== undefined) await bench.ledger.lists.remember(things.kind, { total });
    await bench.want(ofSubjects(5));
    await bench.want(Array.from({ length: fresh }, (_, index) => ({ subject: `t${index}`, name: "a" })));
    return bench;
  }

  test("are asked for by subject, and the statuses are read from what moved", async () => {
    const bench = await night(400, 2);
    expect(await bench.reconcile(things)).toBe(true);
    expect(bench.reads.map((word) => word.slice(0, 2)).toSorted()).toEqual(["of", "of", "si"]);
    expect([bench.count("done"), bench.count("send")]).toEqual([5, 2]);
  });

  test("are read with the others where the list takes no more calls", async () => {
    const bench = await night(300, 2);
    await bench.reconcile(things);
    expect(bench.reads[0]).toBe("list");
  });

  test("are read with the others where nobody knows how long the list is", async () => {
    const bench = await night(undefined, 2);
    await bench.reconcile(things);
    expect(bench.reads[0]).toBe("list");
  });

  test("are read with the others where the platform does not say what moved", async () => {
    const bench = await night(400, 2);
    await bench.reconcile(unmoving);
    expect(bench.reads.filter((word) => !word.startsWith("one"))).toEqual(["list"]);
  });

  test("answer whether both readings could be made", async () => {
    for (const broken of ["since", "of"]) {
      const bench = await night(400, 2);
      bench.onRead = (word) => (word.startsWith(broken) ? answer(500) : undefined);
      expect(await bench.reconcile(things)).toBe(false);
    }
  });

  test("alone are no reason to read what moved", async () => {
    const bench = await ThingBench.open();
    await bench.ledger.lists.remember(things.kind, { total: 400 });
    await bench.want(ofSubjects(2));
    await bench.reconcile(things);
    expect(bench.reads.toSorted()).toEqual(["of s100", "of s101"]);
  });
});
