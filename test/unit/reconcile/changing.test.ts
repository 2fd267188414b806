import { afterEach, describe, expect, test } from "vitest";
import type { Attributes } from "../../../src/ledger/entry.ts";
import type { Operation, Target } from "../../../src/platforms/operation.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { readOne } from "../../../src/reconcile/read.ts";
import { digestOf, operationKey, type Verb } from "../../../src/requests/operation.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { answer } from "../builders/clients.ts";
import { known } from "../builders/events.ts";
import { identityOf, ThingBench, unmoving, type Thing } from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const changing: Operation<Target<Attributes>> = {
  call: () => {
    throw new Error("nothing is sent here");
  },
  accepted: () => ({ doubt: "nothing is sent here" }),
  returnsFinalState: false,
};

/** Things that are known by their name, and whose number can be changed. */
const changeable: Resource = {
  ...unmoving,
  matchRank: (wanted, { attributes }) => Number(wanted["name"] === attributes["name"]),
  update: {
    ...changing,
    sets: ({ number }) => ({ number }),
    isAsWished: (wanted, { attributes }) => wanted["number"] === attributes["number"],
  },
  remove: changing,
};

const wished = { name: "a", number: "7" };
const key = "s1|a";
const digest = digestOf({ number: "7" });
const update = operationKey({ resource: key, before: 1, verb: "update", digest });
const removal = operationKey({ resource: key, before: 1, verb: "remove" });
const again = operationKey({ resource: key, before: 2, verb: "create" });
const right: Thing = { id: "r1", subject: "s1", name: "a", number: "7", status: "open" };
const wrong: Thing = { ...right, number: "1" };

/** A run in which this operation on the thing is at this state. */
async function bench(
  verb: Verb,
  name: string,
  {
    before = () => Promise.resolve(),
    toldIds = [],
    as = known(),
  }: {
    readonly before?: (bench: ThingBench) => Promise<unknown>;
    readonly toldIds?: readonly string[];
    readonly as?: ReturnType<typeof known>;
  } = {},
): Promise<ThingBench> {
  const opened = await ThingBench.open();
  await before(opened);
  const { kind, subject } = identityOf(wished);
  const about = { kind, subject, attributes: wished, verb, digest, batch: key, row: 2, toldIds };
  opened.staging.workItems.add([{ ...about, key: name, known: as }]);
  return opened;
}

/** What has become of it, whatever its key is by now. */
function only(opened: ThingBench): WorkItem {
  const [item, other] = opened.staging.workItems.ofSubject(changeable.kind, "s1");
  if (item === undefined || other !== undefined) throw new Error("there is to be one");
  return item;
}

async function looked(listed: readonly Thing[], ...asked: Parameters<typeof bench>): Promise<ThingBench> {
  const opened = await bench(...asked);
  opened.things = listed;
  await opened.reconcile(changeable);
  return opened;
}

const recorded = async (opened: ThingBench, name: string) =>
  (await opened.ledger.requests.findMany([name])).get(name);

/** The ledger has that this was carried out. */
const carriedOut =
  (name: string, remoteId?: string) =>
  async ({ ledger: { requests } }: ThingBench): Promise<unknown> =>
    requests.recordOutcome(
      await requests.recordIntent([{ ...identityOf(wished), key: name }], 1_000),
      { outcome: "accepted", isShared: true, remote: { remoteId, status: "open" } },
      2_000,
    );

describe("what is to be there, and as wished,", () => {
  test("is left alone where it is", async () => {
    const opened = await looked([right], "create", key);
    expect(only(opened)).toMatchObject({ key, verb: "create", state: "done", target: undefined });
    expect(await recorded(opened, key)).toMatchObject({ origin: "adopted", remoteId: "r1" });
  });

  test("is adopted and changed where it is otherwise: that is an operation of its own", async () => {
    const opened = await looked([wrong], "create", key);
    expect(only(opened)).toMatchObject({ key: update, verb: "update", state: "send", target: "r1" });
    expect(await recorded(opened, key)).toMatchObject({ origin: "adopted", remoteId: "r1" });
    expect(await recorded(opened, update)).toBeUndefined();
  });

  test("is requested where it is not", async () => {
    const opened = await looked([], "create", key);
    expect(only(opened)).toMatchObject({ key, verb: "create", state: "send", target: undefined });
  });

  test("is changed where its id comes from a cell and no list shows it", async () => {
    for (const [shown, after] of [
      [wrong, { key: update, state: "send", target: "r1" }],
      [right, { key, state: "done" }],
    ] as const) {
      const opened = await bench("create", key, { toldIds: ["r1"] });
      opened.hidden.add("r1");
      opened.things = [shown];
      await opened.reconcile(changeable);
      expect(only(opened)).toMatchObject(after);
      expect(await recorded(opened, key)).toMatchObject({ remoteId: "r1" });
    }
  });

  test("is changed where its own id shows that it is otherwise by now", async () => {
    const opened = await bench("create", key, {
      before: (earlier) => earlier.seen({ name: "a" }),
      as: known("accepted", { hasId: true, hasStatus: true }),
    });
    opened.hidden.add("r1");
    opened.things = [wrong];
    await opened.reconcile(changeable);
    expect(only(opened)).toMatchObject({ key: update, verb: "update", state: "send", target: "r1" });
    expect(await recorded(opened, key)).toMatchObject({ remoteId: "r1", status: "open" });
  });
});

describe("what is to be changed", () => {
  test("is done where it is as wished already, and the ledger has that", async () => {
    const opened = await looked([right], "update", update);
    expect(only(opened)).toMatchObject({ key: update, state: "done", problem: undefined });
    expect(await recorded(opened, update)).toMatchObject({ standing: "accepted", remoteId: "r1" });
  });

  test("is sent for the one that is there, which is not on record before that", async () => {
    const opened = await looked([wrong], "update", update);
    expect(only(opened)).toMatchObject({ key: update, state: "send", target: "r1" });
    expect(await recorded(opened, update)).toBeUndefined();
  });

  test("is sent for whoever's it is: somebody else may have made it", async () => {
    const opened = await bench("update", update);
    opened.things = [wrong];
    await opened.reconcile({ ...changeable, mayAdopt: () => false });
    expect(only(opened)).toMatchObject({ state: "send", target: "r1" });
  });

  test.each([
    ["nothing is there", []],
    ["what was there has ended", [{ ...wrong, open: false }]],
  ])("ends with a problem where %s", async (_how, listed) => {
    const opened = await looked(listed, "update", update);
    expect(only(opened)).toMatchObject({
      state: "done",
      problem: { code: "nothing_to_change", message: expect.stringContaining("Medallion") as string },
    });
  });

  test("is the one that was asked for by its id, where several fit", async () => {
    const opened = await looked([{ ...wrong, id: "r0" }, wrong, { ...wrong, id: "r2" }], "update", update, {
      toldIds: ["r1"],
    });
    expect(only(opened)).toMatchObject({ state: "send", target: "r1" });
  });

  test("has not ended where it is read by its id alone", async () => {
    const opened = await bench("update", update, { toldIds: ["r1"] });
    opened.hidden.add("r1");
    opened.things = [{ ...wrong, open: false }];
    await opened.reconcile(changeable);
    expect(only(opened)).toMatchObject({ state: "done", problem: { code: "nothing_to_change" } });
    const open = await bench("update", update, { toldIds: ["r1"] });
    open.hidden.add("r1");
    open.things = [wrong];
    await open.reconcile(changeable);
    expect(only(open)).toMatchObject({ state: "send", target: "r1" });
    expect(await recorded(open, update)).toBeUndefined();
  });

  test("stays in doubt while a list shows it as it was, and is settled once it is as wished", async () => {
    const lost = async ({ ledger: { requests } }: ThingBench): Promise<unknown> =>
      requests.recordOutcome(
        await requests.recordIntent([{ ...identityOf(wished), key: update }], 1_000),
        { outcome: "in_doubt", problem: "lost" },
        2_000,
      );
    for (const [shown, state, standing] of [
      [wrong, "doubt", "in_doubt"],
      [right, "done", "accepted"],
    ] as const) {
      const opened = await looked([shown], "update", update, { before: lost, as: known("in_doubt") });
      expect(only(opened).state).toBe(state);
      expect((await recorded(opened, update))?.standing).toBe(standing);
    }
  });
});

describe("what was changed by this program and is otherwise by now", () => {
  const refresh = known("accepted", { hasId: true, hasStatus: true });

  test("is changed once more where it was ever seen as it was left", async () => {
    const before = async (earlier: ThingBench): Promise<void> => {
      await carriedOut(update, "r1")(earlier);
      const remote = { remoteId: "r1", status: "open", shared: true };
      await earlier.ledger.requests.recordSeen([{ ...identityOf(wished), key: update, remote }], 3_000);
    };
    const opened = await looked([wrong], "update", update, { before, as: refresh });
    expect(only(opened)).toMatchObject({
      key: operationKey({ resource: key, before: 2, verb: "update", digest }),
      state: "send",
      target: "r1",
    });
  });

  test("is looked at again where nobody has seen the change yet: a list may be late", async () => {
    const opened = await looked([wrong], "update", update, { before: carriedOut(update, "r1"), as: refresh });
    expect(only(opened)).toMatchObject({ key: update, state: "confirm" });
  });

  test("is judged the same where its id is read alone", async () => {
    for (const [isShown, state, code] of [
      [false, "done", "change_not_shown"],
      [true, "send", undefined],
    ] as const) {
      const opened = await bench("update", update, {
        before: carriedOut(update, "r1"),
        as: known("accepted", { hasId: true }),
      });
      if (isShown) {
        const remote = { remoteId: "r1", status: "open", shared: true };
        await opened.ledger.requests.recordSeen([{ ...identityOf(wished), key: update, remote }], 3_000);
      }
      opened.things = [wrong];
      await readOne(changeable, only(opened), "r1", opened);
      expect([only(opened).state, only(opened).problem?.code]).toEqual([state, code]);
      // it has not been seen as it is to be
      expect((await recorded(opened, update))?.shownAt).toBe(isShown ? 3_000 : undefined);
    }
  });
});

test("what was changed and has ended since is gone, where its id is read alone", async () => {
  const opened = await bench("update", update, {
    before: carriedOut(update, "r1"),
    as: known("accepted", { hasId: true }),
  });
  opened.things = [{ ...right, open: false }];
  await readOne(changeable, only(opened), "r1", opened);
  expect(only(opened)).toMatchObject({ state: "done", problem: { code: "request_gone" } });
});

describe("what is to be removed", () => {
  test("is sent for the one that is there, whatever its number", async () => {
    for (const listed of [right, wrong]) {
      const opened = await looked([listed], "remove", removal);
      expect(only(opened)).toMatchObject({ key: removal, state: "send", target: "r1" });
      expect(await recorded(opened, removal)).toBeUndefined();
    }
  });

  test.each([
    ["is not there", []],
    ["has ended", [{ ...right, open: false }]],
  ])("is done where it %s, and that is on record", async (_how, listed) => {
    const opened = await looked(listed, "remove", removal);
    expect(only(opened)).toMatchObject({ state: "done", problem: undefined });
    expect(await recorded(opened, removal)).toMatchObject({ standing: "accepted" });
  });

  test("is not believed gone by a list with a gap", async () => {
    const opened = await bench("remove", removal);
    opened.onRead = () => answer(200, { total: 2, things: [{ ...right, id: "r5", name: "z" }] });
    await opened.reconcile(changeable);
    expect(only(opened)).toMatchObject({ state: "done", problem: { code: "list_incomplete" } });
    expect(await recorded(opened, removal)).toBeUndefined();
  });

  test("is gone where it was in doubt and a whole list does not show it", async () => {
    const before = async ({ ledger: { requests } }: ThingBench): Promise<unknown> =>
      requests.recordIntent([{ ...identityOf(wished), key: removal }], 1_000);
    const opened = await looked([], "remove", removal, { before, as: known("intended") });
    expect(only(opened).state).toBe("done");
    expect((await recorded(opened, removal))?.standing).toBe("accepted");
  });
});

describe("what is to be there again after it was removed", () => {
  const removedBefore = async (earlier: ThingBench): Promise<void> => {
    await carriedOut(key, "r1")(earlier);
    await carriedOut(removal, "r1")(earlier);
  };

  test("waits while a list still shows what was removed: it may only be late", async () => {
    const opened = await looked([right], "create", again, { before: removedBefore });
    expect(only(opened)).toMatchObject({ key: again, state: "done" });
    expect(only(opened).problem).toEqual({
      code: "removal_not_shown",
      message: `An earlier run removed this, but Medallion still shows it. Run again later. If it was not removed, settle it with roster-sync ledger resolve '${removal}' --as absent.`,
    });
    expect(await recorded(opened, again)).toBeUndefined();
  });

  test("is another one that somebody has made since", async () => {
    const opened = await looked([right, { ...right, id: "r2", createdAt: 9_000 }], "create", again, {
      before: removedBefore,
    });
    expect(only(opened)).toMatchObject({ state: "done", problem: undefined });
    expect((await recorded(opened, again))?.remoteId).toBe("r2");
  });

  test("is requested where what was removed is gone", async () => {
    const opened = await looked([], "create", again, { before: removedBefore });
    expect(only(opened)).toMatchObject({ key: again, state: "send", problem: undefined });
  });
});

describe("one that cannot be read by its id", () => {
  const { byId: _byId, ...read } = changeable.read;
  const unreadable: Resource = { ...changeable, read };

  test("is gone where a whole list does not show it, as far as anybody can tell", async () => {
    const opened = await bench("create", key, {
      before: (earlier) => earlier.seen({ name: "a" }),
      as: known("accepted", { hasId: true, hasStatus: true }),
    });
    await opened.reconcile(unreadable);
    expect(only(opened)).toMatchObject({ state: "done", problem: { code: "request_gone" } });
    expect(opened.reads).toEqual(["of s1"]);
  });

  test("is not gone where a list with a gap does not show it", async () => {
    const opened = await bench("create", key, {
      before: (earlier) => earlier.seen({ name: "a" }),
      as: known("accepted", { hasId: true, hasStatus: true }),
    });
    opened.onRead = () => answer(200, { total: 2, things: [{ ...right, id: "r5", name: "z" }] });
    await opened.reconcile({ ...unreadable, read: { lists: read.lists } });
    expect(only(opened).problem?.code).not.toBe("request_gone");
    expect(await recorded(opened, key)).toMatchObject({ standing: "accepted", remoteId: "r1" });
  });

  test("does not count for a cell that names it", async () => {
    const opened = await bench("create", key, { toldIds: ["r1"] });
    opened.things = [right];
    opened.hidden.add("r1");
    await opened.reconcile(unreadable);
    expect(only(opened).state).toBe("send");
  });
});
