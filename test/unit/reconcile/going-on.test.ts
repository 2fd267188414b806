import { afterEach, describe, expect, test } from "vitest";
import type { Attributes } from "../../../src/ledger/entry.ts";
import type { Operation, Target } from "../../../src/platforms/operation.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { identifyWorkItems } from "../../../src/reconcile/identify.ts";
import { digestOf, operationKey, type Verb } from "../../../src/requests/operation.ts";
import { identityOf, numbered, ThingBench, things } from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const changing: Operation<Target<Attributes>> = {
  call: () => ({ method: "PATCH", path: "/things", route: "/things", purpose: "submit" }),
  accepted: () => ({ doubt: "nothing" }),
  returnsFinalState: false,
};

/** Things that are known by their name alone, and whose number can be changed. */
const changeable: Resource = {
  ...things,
  identify: (spec) => {
    const { subject, name, number } = spec as unknown as Asked;
    const attributes: Attributes = { name, number };
    const key = `${subject}|${name}`;
    return { ...identityOf({ subject, name }), attributes, key, batch: key, options: {} };
  },
  update: { ...changing, sets: ({ number }) => ({ number }), isAsWished: () => false },
  remove: changing,
};

interface Asked {
  readonly subject: string;
  readonly name: string;
  readonly number?: string;
  readonly verb?: Verb;
  readonly previousId?: string;
}

async function identified(
  asked: readonly Partial<Asked>[],
  before: (bench: ThingBench) => Promise<unknown> = () => Promise.resolve(),
  resource: Resource = changeable,
): Promise<ThingBench> {
  const bench = await ThingBench.open();
  await before(bench);
  const { rows } = bench.staging;
  rows.addSpecs(
    asked.map(({ previousId, ...each }, index) => {
      rows.add({ row: index + 2, fault: undefined });
      return {
        row: index + 2,
        spec: { kind: things.kind, subject: "s1", name: "a", ...each },
        label: "",
        draft: String(index),
        options: "{}",
        previousId,
        previousStatus: undefined,
        references: [],
      };
    }),
  );
  await identifyWorkItems(resource, bench.staging, bench.ledger);
  return bench;
}

const itemsOf = (bench: ThingBench, subject = "s1") =>
  bench.staging.workItems.ofSubject(things.kind, subject);

const key = "s1|a";
const digest = digestOf({ number: "7" });
const updated = (before: number) => operationKey({ resource: key, before, verb: "update", digest });
const removed = (before: number) => operationKey({ resource: key, before, verb: "remove" });
const created = (before: number) => operationKey({ resource: key, before, verb: "create" });

/** The ledger has this operation, which left the thing with this number. */
const done =
  (name: string, number: string, outcome: "accepted" | "in_doubt" | "refused" = "accepted") =>
  async ({ ledger: { requests } }: ThingBench): Promise<unknown> => {
    const receipt = await requests.recordIntent(
      [{ ...identityOf({ name: "a" }), key: name, attributes: { name: "a", number } }],
      1_000,
    );
    const ended =
      outcome === "accepted"
        ? { outcome, isShared: true, remote: { remoteId: "r1", status: "new" } }
        : { outcome, problem: "x" };
    return requests.recordOutcome(receipt, ended, 2_000);
  };

const all =
  (...steps: readonly ((bench: ThingBench) => Promise<unknown>)[]) =>
  async (bench: ThingBench): Promise<void> => {
    for (const step of steps) await step(bench);
  };

const seven = { number: "7" };

describe("what rows want of a thing that can be changed goes on from what was done to it:", () => {
  test.each<[string, Partial<Asked>, (bench: ThingBench) => Promise<unknown>, object]>([
    [
      "it is looked for, where nothing was",
      seven,
      all(),
      { key, verb: "create", digest, state: "look", target: undefined, toldIds: [] },
    ],
    [
      "it is looked for to be changed, where nothing was done here",
      { ...seven, verb: "update" },
      all(),
      { key: updated(1), verb: "update", state: "look", target: undefined },
    ],
    [
      "it is looked for to be removed, where nothing was done here",
      { verb: "remove" },
      all(),
      { key: removed(1), verb: "remove", state: "look" },
    ],
    [
      "it is looked at, where it was left as wished",
      seven,
      done(key, "7"),
      { key, verb: "create", state: "refresh", toldIds: [] },
    ],
    [
      "it is changed, where it was left otherwise",
      seven,
      done(key, "1"),
      { key: updated(1), verb: "update", state: "look", target: "r1", toldIds: ["r1"] },
    ],
    [
      "the change is looked at, where that was made",
      seven,
      all(done(key, "1"), done(updated(1), "7")),
      { key: updated(1), verb: "update", state: "refresh" },
    ],
    [
      "it is removed, where it was made",
      { verb: "remove" },
      done(key, "7"),
      { key: removed(1), verb: "remove", state: "look", target: "r1", toldIds: ["r1"] },
    ],
    [
      "the removal is looked at, where it was removed: there is nothing more to be known",
      { verb: "remove" },
      all(done(key, "7"), done(removed(1), "7")),
      { key: removed(1), state: "refresh" },
    ],
    [
      "it is made anew, where it was removed",
      seven,
      all(done(key, "7"), done(removed(1), "7")),
      { key: created(2), verb: "create", state: "look", toldIds: [] },
    ],
    [
      "it is as if nothing had been done, where that was refused",
      seven,
      done(key, "1", "refused"),
      { key, verb: "create", state: "look" },
    ],
    [
      "it is in doubt, where that is what was sent",
      seven,
      done(key, "7", "in_doubt"),
      { key, verb: "create", state: "doubt" },
    ],
  ])("%s", async (_how, asked, before, expected) => {
    const items = itemsOf(await identified([asked], before));
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ row: 2, problem: undefined, ...expected });
  });

  test("it waits, where nobody knows what became of what was done last", async () => {
    const bench = await identified([seven], done(key, "1", "in_doubt"));
    const waiting = itemsOf(bench).find(({ row }) => row === 2);
    expect(waiting).toMatchObject({ key: updated(1), state: "done", problem: { code: "outcome_unknown" } });
  });

  test("an id of a cell is looked for beside those that it had", async () => {
    const [item] = itemsOf(await identified([{ ...seven, previousId: "r8" }], done(key, "1")));
    expect([...(item?.toldIds ?? [])].toSorted((one, other) => (one < other ? -1 : 1))).toEqual(["r1", "r8"]);
    const [same] = itemsOf(await identified([{ ...seven, previousId: "r8" }], all()));
    expect(same?.toldIds).toEqual(["r8"]);
  });

  test("what was done to another thing of the same subject is nothing to it", async () => {
    const other = async (bench: ThingBench): Promise<void> => bench.seen({ name: "b" });
    const [item] = itemsOf(await identified([seven], other));
    expect(item).toMatchObject({ key, verb: "create", state: "look", toldIds: [] });
  });

  test("all of them are gone through, however many", async () => {
    const many = Array.from({ length: 201 }, (_, index): Partial<Asked> => ({
      subject: `s${1_000 + index}`,
      verb: "remove",
    }));
    const bench = await identified(many);
    expect(bench.count("look")).toBe(201);
    for (const subject of ["s1000", "s1199", "s1200"])
      expect(itemsOf(bench, subject)[0]?.key).toBe(
        operationKey({ resource: `${subject}|a`, before: 1, verb: "remove" }),
      );
  });

  test("a key is a name and no more, where nothing can be changed", async () => {
    const { update: _update, remove: _remove, ...plain } = changeable;
    const [item] = itemsOf(await identified([seven], all(done(key, "1")), plain));
    expect(item).toMatchObject({
      key,
      verb: "create",
      digest: undefined,
      state: "refresh",
      target: undefined,
    });
  });
});

describe("what an earlier run left in doubt and no row asks for", () => {
  test("is taken up as the operation that it is, with the id of its thing", async () => {
    const bench = await identified([], all(done(key, "7"), done(removed(1), "7", "in_doubt")));
    expect(itemsOf(bench)).toMatchObject([
      { key: removed(1), verb: "remove", state: "doubt", row: undefined, toldIds: [] },
    ]);
  });

  test("is a create, where nothing can be changed, whatever its key looks like", async () => {
    const bench = await identified([], done(removed(1), "7", "in_doubt"), things);
    expect(itemsOf(bench)).toMatchObject([{ key: removed(1), verb: "create", state: "doubt" }]);
  });
});

describe("an id that stands under two keys", () => {
  const shared = { remoteId: "r1", status: "new", shared: true };
  const both =
    (other: Parameters<typeof identityOf>[0]) =>
    async (bench: ThingBench): Promise<void> => {
      await bench.seen({ name: "a" }, shared);
      await bench.seen(other, shared);
    };
  const stateOf = async (other: Parameters<typeof identityOf>[0], resource: Resource) =>
    itemsOf(await identified([{}], both(other), resource)).map(({ state }) => state);

  test("is disputed, so that the request is looked for", async () => {
    expect(await stateOf({ name: "b" }, things)).toEqual(["look"]);
    expect(await stateOf({ subject: "s2", name: "b" }, { ...things, sharesRequests: true })).toEqual([
      "look",
    ]);
  });

  test("is not disputed where one request is for both, or both are names of one", async () => {
    expect(await stateOf({ name: "b" }, { ...things, sharesRequests: true })).toEqual(["refresh"]);
    const { clash: _clash, ...forms } = numbered;
    expect(await stateOf({ name: "a", number: "7" }, forms)).toEqual(["refresh"]);
    expect(await stateOf({ name: "b", number: "7" }, forms)).toEqual(["look"]);
  });
});
