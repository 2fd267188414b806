import { afterEach, describe, expect, test } from "vitest";
import type { Resource } from "../../../src/platforms/resource.ts";
import { answer } from "../builders/clients.ts";
import { known } from "../builders/events.ts";
import {
  showing,
  unmoving,
  identityOf,
  keyOf,
  numbered,
  ThingBench,
  things,
  type Thing,
  type WantedThing,
} from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const a: WantedThing = { name: "a" };
const b: WantedThing = { name: "b" };
const thing: Thing = { id: "r1", subject: "s1", name: "a", status: "open" };
const lost = { outcome: "in_doubt", problem: "lost" } as const;

/** A run that looks for these on a platform that has those, and what it left. */
async function looked(
  wanted: readonly WantedThing[],
  listed: readonly Thing[],
  {
    resource = unmoving,
    before = () => Promise.resolve(),
    toldIds = [],
  }: {
    readonly resource?: Resource;
    readonly before?: (bench: ThingBench) => Promise<unknown>;
    readonly toldIds?: readonly string[];
  } = {},
): Promise<ThingBench> {
  const bench = await ThingBench.open();
  await before(bench);
  bench.things = listed;
  await bench.want(wanted, { toldIds });
  await bench.reconcile(resource);
  return bench;
}

describe("what is looked for", () => {
  test("and is there is adopted with all that the platform says of it", async () => {
    const shown: Thing = { ...thing, details: { worker: "us" }, createdAt: 5_000 };
    const bench = await looked([a], [shown]);
    expect(bench.item(a)).toMatchObject({ state: "done", problem: undefined });
    expect(await bench.entry(a)).toMatchObject({
      standing: "accepted",
      origin: "adopted",
      remoteId: "r1",
      status: "open",
      createdAt: 5_000,
      details: { worker: "us" },
    });
  });

  test("and is not there is to be sent, and the ledger has nothing of it yet", async () => {
    const bench = await looked([a], [{ ...thing, name: "b" }]);
    expect(bench.item(a)).toMatchObject({ state: "send", problem: undefined });
    expect(await bench.entry(a)).toBeUndefined();
  });

  test("and has ended is to be sent", async () => {
    const bench = await looked([a], [{ ...thing, open: false }]);
    expect(bench.item(a)?.state).toBe("send");
  });

  test("is found beside others of the same subject, each once", async () => {
    const bench = await looked([a, b], [thing, { ...thing, id: "r2", name: "b" }]);
    expect([(await bench.entry(a))?.remoteId, (await bench.entry(b))?.remoteId]).toEqual(["r1", "r2"]);
  });

  test("is to be sent where the only one that fits is another request's of the ledger", async () => {
    const twin: WantedThing = { name: "a", number: "7" };
    const bench = await looked([a], [thing], { before: (earlier) => earlier.seen(twin) });
    expect(bench.item(a)?.state).toBe("send");
    expect((await bench.entry(twin))?.remoteId).toBe("r1");
  });

  test("but is about another subject in the ledger is taken from there: the platform's word decides", async () => {
    const elsewhere: WantedThing = { subject: "s2", name: "a" };
    const bench = await looked([a], [thing], { before: (earlier) => earlier.seen(elsewhere) });
    expect(bench.item(a)?.state).toBe("done");
    expect((await bench.entry(a))?.remoteId).toBe("r1");
    expect((await bench.entry(elsewhere))?.remoteId).toBeUndefined();
  });

  test("and was given up for a new one is not handed back once it has ended, and is while it is open", async () => {
    const givenUp = async (bench: ThingBench): Promise<void> => {
      await bench.seen(a);
      await bench.ledger.requests.resolve([keyOf(a)], { as: "again" }, 2_000);
    };
    const ended = await looked([a], [{ ...thing, open: false }], {
      before: givenUp,
      resource: { ...unmoving, mayAdopt: () => true },
    });
    expect(ended.item(a)?.state).toBe("send");
    const open = await looked([a], [thing], { before: givenUp });
    expect(open.item(a)?.state).toBe("done");
    expect((await open.entry(a))?.remoteId).toBe("r1");
  });

  test("by a number that the platform has for something else fails, and is not sent", async () => {
    const bench = await looked([{ name: "a", number: "7" }], [{ ...thing, name: "z", number: "7" }], {
      resource: { ...numbered, matchRank: () => 0 },
    });
    expect(bench.item({ name: "a", number: "7" })).toMatchObject({
      state: "done",
      problem: { code: "contradiction", message: "Number 7 is called z there." },
    });
  });

  test("by a number that the platform has for something else fails beside others that say nothing", async () => {
    const asked: WantedThing = { name: "a", number: "7" };
    const sources: unknown[] = [];
    const resource: Resource = {
      ...numbered,
      matchRank: () => 0,
      clash: (wanted, other, source) => (sources.push(source), numbered.clash?.(wanted, other, source)),
    };
    const listed: readonly Thing[] = [
      { ...thing, id: "r0", name: "b" },
      { ...thing, name: "z", number: "7" },
    ];
    const bench = await looked([asked], listed, { resource });
    expect(bench.item(asked)?.problem?.message).toBe("Number 7 is called z there.");
    expect(new Set(sources)).toEqual(new Set(["platform"]));
  });

  test("by a number that the platform had for something else which has ended is sent", async () => {
    const bench = await looked(
      [{ name: "a", number: "7" }],
      [{ ...thing, name: "z", number: "7", open: false }],
      { resource: { ...numbered, matchRank: () => 0 } },
    );
    expect(bench.item({ name: "a", number: "7" })?.state).toBe("send");
  });

  test("is not judged by a number before the list was read whole, nor once it was sent", async () => {
    const asked: WantedThing = { name: "a", number: "7" };
    const resource: Resource = { ...numbered, read: showing({ lists: [] }).read, matchRank: () => 0 };
    const listed: readonly Thing[] = [{ ...thing, name: "z", number: "7" }];
    const gap = await ThingBench.open();
    await gap.want([asked]);
    gap.onRead = () => answer(200, { total: 2, things: listed });
    await gap.reconcile(resource);
    expect(gap.item(asked)?.problem?.code).toBe("list_incomplete");
    const sent = await looked([asked], listed, { resource, before: (earlier) => earlier.sent(asked, lost) });
    expect(sent.item(asked)).toMatchObject({ state: "doubt", problem: undefined });
  });
});

describe("what is in doubt", () => {
  test("and is there is settled with its id", async () => {
    const bench = await looked([a], [thing], { before: (earlier) => earlier.sent(a, lost) });
    expect(bench.item(a)).toMatchObject({ state: "done" });
    expect(await bench.entry(a)).toMatchObject({ standing: "accepted", origin: "created", remoteId: "r1" });
  });

  test("and is not there stays so: one look proves nothing", async () => {
    const bench = await looked([a], [], { before: (earlier) => earlier.sent(a, lost) });
    expect(bench.item(a)).toMatchObject({ state: "doubt" });
    expect((await bench.entry(a))?.standing).toBe("in_doubt");
  });

  test("is the one that ended since, and not the one that was there before", async () => {
    const [sentAt, slack] = [3_600_000, 600_000];
    const old: Thing = { ...thing, id: "r0", open: false, createdAt: sentAt - slack - 1 };
    const young: Thing = { ...old, id: "r1", createdAt: sentAt - slack };
    const before = async ({ ledger: { requests } }: ThingBench): Promise<unknown> =>
      requests.recordOutcome(await requests.recordIntent([identityOf(a)], sentAt), lost, sentAt);
    const bench = await looked([a], [old, young], { before });
    expect((await bench.entry(a))?.remoteId).toBe("r1");
    const older = await looked([a], [old], { before });
    expect(older.item(a)?.state).toBe("doubt");
  });

  test("is not what is looked for is: only what is asked for moves", async () => {
    const bench = await ThingBench.open();
    await bench.sent(a, lost);
    bench.things = [thing, { ...thing, id: "r2", name: "b" }];
    await bench.want([a, b]);
    await bench.reconcile(unmoving, ["look"]);
    expect([bench.item(a)?.state, bench.item(b)?.state]).toEqual(["doubt", "done"]);
    expect((await bench.entry(a))?.standing).toBe("in_doubt");
  });
});

describe("what was accepted without an id", () => {
  const accepted = { outcome: "accepted", remote: {} } as const;

  test("is confirmed with what a list shows, and only its status is still asked for where it has none", async () => {
    const bench = await looked([a], [thing], { before: (earlier) => earlier.sent(a, accepted) });
    expect(bench.item(a)).toMatchObject({ state: "done" });
    expect(await bench.entry(a)).toMatchObject({ remoteId: "r1", status: "open", origin: "created" });
    const blank = await looked([a], [{ ...thing, status: null }], {
      before: (earlier) => earlier.sent(a, accepted),
    });
    expect(blank.item(a)?.state).toBe("confirm");
    expect((await blank.entry(a))?.remoteId).toBe("r1");
  });
});

describe("other open requests that fit as well as the one that was found", () => {
  const twins = (count: number): readonly Thing[] =>
    Array.from({ length: count }, (_, index) => ({ ...thing, id: `r${index + 2}`, createdAt: 1_000 }));
  const newest: Thing = { ...thing, createdAt: 2_000 };
  const alike = async (listed: readonly Thing[], options: Parameters<typeof looked>[2] = {}) => {
    const bench = await looked([a], listed, options);
    const entry = await bench.entry(a);
    expect(entry?.remoteId).toBe("r1");
    return entry?.details?.["alike"];
  };

  test("are named for the row", async () => {
    expect(await alike([...twins(1), newest])).toBe("r2");
    expect(await alike([...twins(3).toReversed(), newest])).toBe("r2, r3, r4");
    expect(await alike([...twins(5), newest])).toBe("r2, r3, r4 and 2 more");
    expect(await alike([newest])).toBeUndefined();
  });

  test("are named beside what the platform says", async () => {
    const bench = await looked([a], [{ ...newest, details: { worker: "us" } }, ...twins(1)]);
    expect((await bench.entry(a))?.details).toEqual({ worker: "us", alike: "r2" });
  });

  test("are not those that have ended, fit less well or are called something else", async () => {
    const number: Thing = { ...newest, number: "7" };
    expect(await alike([newest, ...twins(1).map((twin) => ({ ...twin, open: false }))])).toBeUndefined();
    expect(await alike([newest, ...twins(1).map((twin) => ({ ...twin, name: "b" }))])).toBeUndefined();
    const bench = await looked([{ name: "a", number: "7" }], [number, ...twins(1)]);
    expect((await bench.entry({ name: "a", number: "7" }))?.details?.["alike"]).toBeUndefined();
  });

  test("are not those of another request, in the ledger or in this run", async () => {
    const other: WantedThing = { name: "a", number: "7" };
    expect(
      await alike([newest, ...twins(1)], {
        before: (bench) => bench.seen(other, { remoteId: "r2", status: "new" }),
      }),
    ).toBeUndefined();
    const bench = await looked([a, other], [newest, { ...thing, id: "r2", number: "7" }]);
    expect((await bench.entry(a))?.details?.["alike"]).toBeUndefined();
  });

  test("are named whatever else the ledger has or this run finds about the same subject", async () => {
    const others: readonly Thing[] = [{ ...thing, id: "r8", name: "b" }];
    const bench = await looked([a, b], [newest, ...twins(1), ...others]);
    expect((await bench.entry(a))?.details?.["alike"]).toBe("r2");
    const before = async (earlier: ThingBench): Promise<void> => {
      await earlier.seen(a);
      await earlier.seen({ name: "c" }, { remoteId: "r9", status: "new" });
    };
    expect(await alike([newest, ...twins(1)], { before })).toBe("r2");
  });

  test("are those of another request as well where one is for several things", async () => {
    const other: WantedThing = { name: "a", number: "7" };
    expect(
      await alike([newest, ...twins(1)], {
        before: (bench) => bench.seen(other, { remoteId: "r2", status: "new" }),
        resource: { ...unmoving, sharesRequests: true },
      }),
    ).toBe("r2");
  });

  test("are none where the one that is known by its id does not fit", async () => {
    expect(
      await alike([{ ...newest, name: "z" }, ...twins(1)], { before: (bench) => bench.seen(a) }),
    ).toBeUndefined();
  });

  test("stay named when only what moved is read, which says nothing of them", async () => {
    const seen = { remoteId: "r1", status: "new", details: { alike: "r2" } };
    expect(await alike([newest], { before: (bench) => bench.seen(a, seen), resource: things })).toBe("r2");
    expect(
      await alike([newest, ...twins(2)], { before: (bench) => bench.seen(a), resource: things }),
    ).toBeUndefined();
    expect(await alike([newest], { before: (bench) => bench.seen(a, seen) })).toBeUndefined();
  });
});

describe("where a list shows that an id is not what the ledger has it for", () => {
  /** A thing whose number is 0 is surely not called by a name. */
  const lacking: Resource = { ...unmoving, lacks: ({ attributes }) => attributes["number"] === "0" };
  const wrong: Thing = { ...thing, number: "0" };

  test("the ledger gives it up, and the request is to be sent where nothing else is it", async () => {
    const bench = await looked([a], [wrong], {
      before: (earlier) => earlier.seen(a),
      resource: { ...lacking, mayAdopt: () => false },
    });
    expect(bench.item(a)).toMatchObject({ state: "send", problem: undefined });
    expect((await bench.entry(a))?.remoteId).toBeUndefined();
  });

  test("another one that is it is adopted", async () => {
    const bench = await looked([a], [wrong, { ...thing, id: "r2", createdAt: 9_000 }], {
      before: (earlier) => earlier.seen(a),
      resource: lacking,
    });
    expect(bench.item(a)).toMatchObject({ state: "done", problem: undefined });
    expect((await bench.entry(a))?.remoteId).toBe("r2");
  });

  test("others of its subject keep theirs, and what is not listed is not touched", async () => {
    const bench = await looked([a, b], [wrong, { ...thing, id: "r2", name: "b" }], {
      before: async (earlier) => {
        await earlier.seen(a);
        await earlier.seen(b, { remoteId: "r2", status: "new" });
      },
      resource: { ...lacking, mayAdopt: () => false },
    });
    expect(bench.item(a)?.state).toBe("send");
    expect(bench.item(b)?.state).toBe("done");
    expect(await bench.entry(b)).toMatchObject({ remoteId: "r2", status: "open" });
  });

  test("the right id is kept", async () => {
    const bench = await looked([a], [thing], { before: (earlier) => earlier.seen(a), resource: lacking });
    expect(bench.item(a)?.state).toBe("done");
    expect(await bench.entry(a)).toMatchObject({ remoteId: "r1", status: "open" });
  });
});

describe("ids of a cell", () => {
  test("are read only once the list has been read and shows nothing that fits", async () => {
    const bench = await looked([a], [thing], { toldIds: ["r9"] });
    expect(bench.reads).toEqual(["of s1"]);
    expect((await bench.entry(a))?.remoteId).toBe("r1");
  });

  test("that turn out to be nothing leave the request to be sent", async () => {
    const bench = await looked([a], [], { toldIds: ["r9"] });
    expect(bench.reads).toEqual(["of s1", "one r9"]);
    expect(bench.item(a)?.state).toBe("send");
  });

  test("that cannot be read end the row: it is not sent", async () => {
    const bench = await ThingBench.open();
    bench.onRead = (word) => (word === "one r9" ? answer(500) : undefined);
    await bench.want([a], { toldIds: ["r9"] });
    await bench.reconcile(unmoving);
    expect(bench.item(a)).toMatchObject({ state: "done", problem: { code: "platform_unavailable" } });
  });

  test("are not read where the whole list is read for what has none beside it", async () => {
    const bench = await ThingBench.open();
    bench.hidden.add("r1");
    bench.things = [thing];
    await bench.want([{ subject: "s2", name: "a" }]);
    await bench.want([a], { toldIds: ["r1"] });
    await bench.reconcile(unmoving);
    expect(bench.reads).toEqual(["list", "one r1"]);
    expect(bench.item(a)?.state).toBe("done");
    expect(bench.item({ subject: "s2", name: "a" })?.state).toBe("send");
  });
});

describe("an id that the ledger has under two keys", () => {
  const disputed = known("accepted", { hasId: true, hasStatus: true, isDisputed: true });

  /** Looks for a request whose id stands under another key, too; no list shows it. */
  async function settled(made: boolean): Promise<ThingBench> {
    const bench = await ThingBench.open();
    if (made)
      await bench.sent(a, { outcome: "accepted", remote: { remoteId: "r1", status: "new", shared: true } });
    else await bench.seen(a, { remoteId: "r1", status: "new", shared: true });
    await bench.seen(b, { remoteId: "r1", status: "new", shared: true });
    await bench.want([a], { toldIds: ["r1"], known: disputed });
    await bench.reconcile(unmoving);
    return bench;
  }

  test("is given up by the one that it is not, which is sent again only where this program did not send it", async () => {
    const made = await settled(true);
    expect(made.item(a)?.state).toBe("confirm");
    expect((await made.entry(a))?.remoteId).toBeUndefined();
    const adopted = await settled(false);
    expect(adopted.item(a)?.state).toBe("send");
    expect((await adopted.entry(a))?.remoteId).toBeUndefined();
    expect((await adopted.entry(b))?.remoteId).toBe("r1");
  });

  test("is not believed unseen: it goes to the one that it fits", async () => {
    const bench = await ThingBench.open();
    for (const wanted of [a, b]) await bench.seen(wanted, { remoteId: "r1", status: "new", shared: true });
    bench.things = [
      { ...thing, name: "b" },
      { ...thing, id: "r2" },
    ];
    await bench.want([a, b], { toldIds: ["r1"], known: disputed });
    await bench.reconcile(unmoving);
    expect([(await bench.entry(a))?.remoteId, (await bench.entry(b))?.remoteId]).toEqual(["r2", "r1"]);
  });
});
