import { afterEach, describe, expect, test } from "vitest";
import type { TransportAnswer } from "../../../src/http/reply.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { readOne, readTold, recordSeen } from "../../../src/reconcile/read.ts";
import { answer } from "../builders/clients.ts";
import { known } from "../builders/events.ts";
import {
  identityOf,
  keyOf,
  numbered,
  remoteOf,
  ThingBench,
  things,
  unmoving,
  type Thing,
  type WantedThing,
} from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const a: WantedThing = { name: "a" };
const thing: Thing = { id: "r1", subject: "s1", name: "a", status: "open" };

/** A run in which the ledger has a request by its id, and no list shows it; what the platform answers for the id. */
async function read(
  answered: TransportAnswer | undefined,
  listed: readonly Thing[] = [],
  resource: Resource = unmoving,
): Promise<ThingBench> {
  const bench = await ThingBench.open();
  await bench.seen(a);
  await bench.want([a]);
  bench.things = listed;
  bench.onRead = (word) => (word === "one r1" ? answered : undefined);
  await bench.reconcile(resource);
  expect(bench.reads).toEqual(["of s1", "one r1"]);
  return bench;
}

const goneForGood = {
  code: "request_gone",
  message:
    "The request r1 is no longer on the platform, or not visible to these credentials. Ask the platform; to request it again, settle it with roster-sync ledger resolve 'KEY' --as absent.",
};

describe("a request that the ledger knows by its id and no list shows", () => {
  test("is read by that, and has its status kept where it is there", async () => {
    const bench = await read(answer(200, thing));
    expect(bench.item(a)).toMatchObject({ state: "done", problem: undefined });
    expect(await bench.entry(a)).toMatchObject({ remoteId: "r1", status: "open" });
    expect((await bench.entry(a))?.seenAt).toBeGreaterThan(1_000);
  });

  test("is itself also where it has ended", async () => {
    const bench = await read(answer(200, { ...thing, open: false, status: "denied" }));
    expect(bench.item(a)).toMatchObject({ state: "done", problem: undefined, target: undefined });
    expect(await bench.entry(a)).toMatchObject({ remoteId: "r1", status: "denied" });
  });

  test("is itself also where the answer does not say whom it is for", async () => {
    const bench = await read(answer(200, { ...thing, subject: "" }));
    expect(bench.item(a)).toMatchObject({ state: "done", problem: undefined });
    expect((await bench.entry(a))?.status).toBe("open");
  });

  test("is a problem where it is about somebody else by now, and is not requested again", async () => {
    const bench = await read(answer(200, { ...thing, subject: "s2" }));
    expect(bench.item(a)).toMatchObject({
      state: "done",
      problem: {
        code: "request_gone",
        message:
          "The request r1 is now for s2 on the platform, not for s1. Ask the platform; to request it again, settle it with roster-sync ledger resolve.",
      },
    });
    expect((await bench.entry(a))?.status).toBe("new");
  });

  test.each([
    ["is not found", answer(404, { detail: "Not found." })],
    ["is answered with another one", answer(200, { ...thing, id: "r9" })],
    ["is answered with something that is no request", answer(200, {})],
  ])("is gone where it %s", async (_how, answered) => {
    const bench = await read(answered);
    expect(bench.item(a)).toMatchObject({ state: "done", problem: goneForGood });
    expect(await bench.entry(a)).toMatchObject({ remoteId: "r1", status: "new" });
  });

  test.each([
    [answer(500), "platform_unavailable"],
    [answer(400, { detail: "What?" }), "refused"],
    [answer(403, { detail: "No." }), "forbidden"],
  ])("is not gone where the platform does not answer properly", async (answered, code) => {
    const bench = await read(answered, [{ id: "r2", subject: "s1", name: "a" }]);
    expect(bench.item(a)).toMatchObject({ state: "done", problem: { code } });
    expect((await bench.entry(a))?.remoteId).toBe("r1");
  });
});

describe("where a request is gone, an open one that fits and is nobody's takes its place:", () => {
  const other: Thing = { id: "r2", subject: "s1", name: "a", status: "open" };
  const gone = answer(404, { detail: "Not found." });

  test("the answer to its submission may have named a wrong id", async () => {
    const bench = await read(gone, [{ ...other, id: "r0", name: "b" }, other]);
    expect(bench.item(a)).toMatchObject({ state: "done", problem: undefined });
    expect(await bench.entry(a)).toMatchObject({ remoteId: "r2", status: "open" });
  });

  test.each<[string, readonly Thing[]]>([
    ["has ended", [{ ...other, open: false }]],
    ["is called something else", [{ ...other, name: "b" }]],
    ["is about somebody else", [{ ...other, subject: "s2" }]],
    ["is the one that is gone", [{ ...other, id: "r1" }]],
  ])("not one that %s", async (_what, listed) => {
    const bench = await ThingBench.open();
    await bench.seen(a);
    await bench.want([a], { known: known("accepted", { hasId: true }) });
    const [item] = bench.staging.workItems.ofSubject(things.kind, "s1");
    if (item === undefined) throw new Error("it is asked for");
    bench.staging.remotes.takeInterest(things.kind, ["confirm"]);
    bench.staging.remotes.keep(things.kind, listed.map(remoteOf));
    // whatever the platform's own rules say
    await readOne({ ...unmoving, mayAdopt: () => true }, item, "r1", bench);
    expect(bench.item(a)).toMatchObject({ state: "done", problem: goneForGood });
    expect((await bench.entry(a))?.remoteId).toBe("r1");
  });

  test("not one that the platform's own rules keep from being adopted", async () => {
    const bench = await read(gone, [other], { ...unmoving, mayAdopt: () => false });
    expect(bench.item(a)?.problem?.code).toBe("request_gone");
  });

  test("and it is judged as one that this program did not send", async () => {
    const sentAt: unknown[] = [];
    const mayAdopt: Resource["mayAdopt"] = (_wanted, _listed, context) => sentAt.push(context.sentAt) > 0;
    await read(gone, [other], { ...unmoving, mayAdopt });
    expect(sentAt).toEqual([undefined]);
  });

  test("not one that the ledger has for another request", async () => {
    const bench = await ThingBench.open();
    await bench.seen(a);
    await bench.seen({ subject: "s2", name: "z" }, { remoteId: "r2", status: "new" });
    await bench.want([a]);
    bench.things = [other];
    bench.onRead = (word) => (word === "one r1" ? gone : undefined);
    await bench.reconcile(unmoving);
    expect(bench.item(a)?.problem?.code).toBe("request_gone");
    expect((await bench.entry(a))?.remoteId).toBe("r1");
  });
});

describe("ids that an earlier results file names", () => {
  /** What comes of the ids of a cell, and what was read of them. */
  async function told(
    toldIds: readonly string[],
    onRead: (word: string) => TransportAnswer | undefined = () => undefined,
    resource: Resource = things,
  ) {
    const bench = await ThingBench.open();
    await bench.want([a], { toldIds });
    const [item] = bench.staging.workItems.ofSubject(things.kind, "s1");
    if (item === undefined) throw new Error("it is asked for");
    bench.onRead = onRead;
    const ended = await readTold(resource, item, bench);
    return { bench, ended, reads: bench.reads };
  }
  const shows = (shown: Thing) => (word: string) =>
    word === `one ${shown.id}` || word === "one r1" ? answer(200, shown) : undefined;

  test("are read one by one, for their row, until one is found", async () => {
    const { bench, ended, reads } = await told(["r0", "r1", "r2"], shows(thing));
    expect([ended, reads]).toEqual(["found", ["one r0", "one r1"]]);
    expect(bench.item(a)).toMatchObject({ state: "done", problem: undefined });
    expect(await bench.entry(a)).toMatchObject({ remoteId: "r1", status: "open", origin: "adopted" });
    expect(bench.left.map(({ call }) => call.rows?.())).toEqual([[2], [2]]);
  });

  test.each(["", "r 1", "r1/../r2", "r".repeat(65), "r1?x", "ü"])(
    "that are none are not asked for: %j",
    async (id) => {
      expect((await told([id])).reads).toEqual([]);
    },
  );

  test("may be as long as ids are", async () => {
    const id = "r-_0".repeat(16);
    expect((await told([id])).reads).toEqual([`one ${id}`]);
  });

  test.each<[string, Thing]>([
    ["is another one", { ...thing, id: "r9" }],
    ["is about somebody else", { ...thing, subject: "s2" }],
    ["is about nobody that can be told", { ...thing, subject: "" }],
    ["is called something else", { ...thing, name: "b" }],
  ])("do not count where what is read %s", async (_what, shown) => {
    const { bench, ended } = await told(["r1"], shows(shown));
    expect(ended).toBe("not there");
    expect(bench.item(a)?.state).toBe("look");
    expect(await bench.entry(a)).toBeUndefined();
  });

  test("do not count where the platform has their number for something else", async () => {
    const asked: string[] = [];
    const clash: Resource["clash"] = (_wanted, _other, source) => (asked.push(source), "Another name.");
    const { ended } = await told(["r1"], shows(thing), { ...things, clash });
    expect([ended, asked]).toEqual(["not there", ["platform"]]);
  });

  test("do not count where the ledger has them for another request; the next is read", async () => {
    const bench = await ThingBench.open();
    await bench.seen({ subject: "s2", name: "z" });
    await bench.want([a], { toldIds: ["r1", "r2"] });
    const [item] = bench.staging.workItems.ofSubject(things.kind, "s1");
    if (item === undefined) throw new Error("it is asked for");
    bench.things = [thing, { ...thing, id: "r2" }];
    expect(await readTold(things, item, bench)).toBe("found");
    expect((await bench.entry(a))?.remoteId).toBe("r2");
  });

  test("do not count where they are refused; what is not there is nobody's", async () => {
    const { ended } = await told(["r1"], () => answer(400, { detail: "no such id" }));
    expect(ended).toBe("not there");
  });

  test.each([
    [500, "platform_unavailable"],
    [403, "credentials_refused"],
  ])("end the row where they cannot be read: %i", async (status, code) => {
    const { bench, ended, reads } = await told(["r1", "r2"], () => answer(status, { detail: "x" }));
    expect([ended, reads.length]).toEqual(["ended", 1]);
    expect(bench.item(a)).toMatchObject({ state: "done", problem: { code } });
  });
});

describe("what a list shows and the ledger has under another key", () => {
  const b: WantedThing = { name: "b" };
  const seeing = async (bench: ThingBench, shown: Thing, ...wanted: readonly WantedThing[]) =>
    recordSeen(
      numbered,
      wanted.map((each) => ({ ...identityOf(each), remote: remoteOf(shown) })),
      bench,
    );

  test("is nobody else's while nothing else has it", async () => {
    const bench = await ThingBench.open();
    expect(await seeing(bench, thing, a)).toEqual([]);
    expect((await bench.entry(a))?.remoteId).toBe("r1");
  });

  test("stays there where it fits that key", async () => {
    const bench = await ThingBench.open();
    await bench.seen(a);
    expect(await seeing(bench, thing, { name: "a", number: "7" })).toEqual([
      keyOf({ name: "a", number: "7" }),
    ]);
    expect((await bench.entry(a))?.remoteId).toBe("r1");
    expect(await bench.entry({ name: "a", number: "7" })).toBeUndefined();
  });

  test("is taken from there where it does not fit that key", async () => {
    const bench = await ThingBench.open();
    await bench.seen(b);
    expect(await seeing(bench, thing, a)).toEqual([]);
    expect((await bench.entry(a))?.remoteId).toBe("r1");
    expect((await bench.entry(b))?.remoteId).toBeUndefined();
  });

  test("is taken from there where it is about somebody else", async () => {
    const bench = await ThingBench.open();
    const elsewhere: WantedThing = { subject: "s2", name: "a" };
    await bench.seen(elsewhere);
    expect(await seeing(bench, thing, a)).toEqual([]);
    expect((await bench.entry(a))?.remoteId).toBe("r1");
    expect((await bench.entry(elsewhere))?.remoteId).toBeUndefined();
  });

  test("stays there where it fits one of several keys that have it", async () => {
    const bench = await ThingBench.open();
    await bench.seen(a, { remoteId: "r1", status: "new", shared: true });
    await bench.seen(b, { remoteId: "r1", status: "new", shared: true });
    const c: WantedThing = { name: "a", number: "7" };
    expect(await seeing(bench, thing, c)).toEqual([keyOf(c)]);
    expect([(await bench.entry(a))?.remoteId, (await bench.entry(b))?.remoteId]).toEqual(["r1", "r1"]);
  });

  test("does not take away another request's id with it", async () => {
    const bench = await ThingBench.open();
    await bench.seen(b);
    const c: WantedThing = { name: "c" };
    await bench.seen(c, { remoteId: "r3", status: "new" });
    const seen = [
      { ...identityOf(a), remote: remoteOf(thing) },
      { ...identityOf({ name: "c", number: "9" }), remote: remoteOf({ ...thing, id: "r3", name: "c" }) },
    ];
    expect(await recordSeen(numbered, seen, bench)).toEqual([keyOf({ name: "c", number: "9" })]);
    expect((await bench.entry(a))?.remoteId).toBe("r1");
    expect((await bench.entry(c))?.remoteId).toBe("r3");
  });

  test("is judged by its own keys, whatever other ids are disputed at the same time", async () => {
    const bench = await ThingBench.open();
    await bench.seen(b);
    const keeper: WantedThing = { name: "a", number: "9" };
    await bench.seen(keeper, { remoteId: "r3", status: "new" });
    const seen = [
      { ...identityOf(a), remote: remoteOf(thing) },
      { ...identityOf({ name: "a", number: "5" }), remote: remoteOf({ ...thing, id: "r3", number: "9" }) },
    ];
    expect(await recordSeen(numbered, seen, bench)).toEqual([keyOf({ name: "a", number: "5" })]);
    expect((await bench.entry(a))?.remoteId).toBe("r1");
    expect((await bench.entry(keeper))?.remoteId).toBe("r3");
  });

  test("is the first one's where two are seen with it at once", async () => {
    const bench = await ThingBench.open();
    await bench.seen(b);
    const twin: WantedThing = { name: "a", number: "7" };
    expect(await seeing(bench, thing, a, twin)).toEqual([keyOf(twin)]);
    expect((await bench.entry(a))?.remoteId).toBe("r1");
    expect(await bench.entry(twin)).toBeUndefined();
  });
});
