import { afterEach, describe, expect, test } from "vitest";
import type { Resource } from "../../../src/platforms/resource.ts";
import type { Proof } from "../../../src/requests/answer.ts";
import { pollAll } from "../../../src/submit/poll.ts";
import { answer } from "../builders/clients.ts";
import { known } from "../builders/events.ts";
import { ThingBench, things, type WantedThing } from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const [a, b]: readonly [WantedThing, WantedThing] = [{ name: "a" }, { name: "b" }];
const { create } = things;
if (create === undefined) throw new Error("things can be created");

/** Things that the platform works on, under numbers that can be asked about as if they were things. */
const worked: Resource = {
  ...things,
  create: {
    ...create,
    poll: (operationId) => ({
      call: { method: "GET", path: `/things/${operationId}`, route: "/things/{id}", purpose: "settle" },
      read: (body) => (body as { readonly proof: Proof | "pending" }).proof,
    }),
  },
};

const says = (proof: Proof | "pending") => answer(200, { proof });

/** A run that finds these worked on, each under a number. */
async function working(
  wanted: readonly WantedThing[],
  numberOf: (index: number) => string = () => "b1",
): Promise<ThingBench> {
  const bench = await ThingBench.open();
  for (const [index, each] of wanted.entries())
    await bench.sent(each, { outcome: "in_doubt", problem: "later", operationId: numberOf(index) });
  await bench.want(wanted, { known: known("in_doubt", { isPending: true }) });
  bench.onRead = () => says("pending");
  return bench;
}

/** Asks for so long, on a clock that goes on while it is waited; answers the waits. */
async function asked(
  bench: ThingBench,
  forMs = 0,
  signal = new AbortController().signal,
  resource = worked,
): Promise<readonly number[]> {
  const waits: number[] = [];
  let now = 1_000_000;
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    now += ms;
    return Promise.resolve();
  };
  const { client, ledger, staging } = bench;
  await pollAll(resource, forMs, {
    client,
    ledger,
    staging,
    clock: { now: () => now, monotonic: () => now, sleep },
    signal,
  });
  return waits;
}

describe("what the platform works on", () => {
  test("is asked about once for each number, for all rows that ask for what stands under it", async () => {
    const bench = await working([a, b, { name: "c" }], (index) => (index < 2 ? "b1" : "b2"));
    expect(await asked(bench)).toEqual([]);
    expect(bench.reads.toSorted((one, other) => (one < other ? -1 : 1))).toEqual(["one b1", "one b2"]);
    const rows = bench.left.map(({ call }) => call.rows?.());
    expect(rows).toContainEqual([2, 3]);
    expect(rows).toContainEqual([4]);
    expect(bench.count("poll")).toBe(3);
  });

  test("is asked about less and less often, for so long", async () => {
    const bench = await working([a]);
    expect(await asked(bench, 100_000)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(bench.reads).toHaveLength(8);
    expect(await asked(await working([a]), 3_000)).toEqual([1_000, 2_000]);
    expect(await asked(await working([a]), 2_999)).toEqual([1_000]);
  });

  test("is asked about when and for as long as the platform says, but once where once is asked", async () => {
    const polling = { waitsMs: [30_000, 60_000], atMostMs: 200_000 };
    const slow: Resource = { ...worked, ...(worked.create ? { create: { ...worked.create, polling } } : {}) };
    expect(await asked(await working([a]), 1_000, undefined, slow)).toEqual([30_000, 60_000, 60_000]);
    expect(await asked(await working([a]), 400_000, undefined, slow)).toHaveLength(7);
    expect(await asked(await working([a]), 0, undefined, slow)).toEqual([]);
  });

  test("is not waited for once all of it has ended, nor when the run ends", async () => {
    const bench = await working([a]);
    bench.onRead = () => says({ remote: { remoteId: "r1", status: "new" } });
    expect(await asked(bench, 100_000)).toEqual([]);
    const ending = new AbortController();
    ending.abort();
    const other = await working([a]);
    expect(await asked(other, 100_000, ending.signal)).toEqual([]);
    expect(other.reads).toHaveLength(1);
  });

  test("is all asked about, however much it is", async () => {
    const many = Array.from({ length: 201 }, (_, index): WantedThing => ({ name: `n${index}` }));
    const bench = await working(many);
    bench.onRead = () => says({ items: many.map(() => ({ refused: "no" })) });
    await asked(bench);
    expect([bench.count("done"), bench.count("poll"), bench.reads.length]).toEqual([201, 0, 1]);
  });

  test("is nothing where a platform does not work so", async () => {
    const bench = await ThingBench.open();
    await bench.want([a]);
    expect(await asked(bench, 100_000, undefined, things)).toEqual([]);
    expect(bench.reads).toEqual([]);
  });

  test("stands under a number: anything else is a mistake of the program", async () => {
    const bench = await ThingBench.open();
    await bench.sent(a);
    await bench.want([a], { known: known("in_doubt", { isPending: true }) });
    await expect(asked(bench)).rejects.toThrow("something is worked on under no number");
  });
});

describe("what came of it:", () => {
  test.each<[string, Proof | "pending", string, string]>([
    ["it is there", { remote: { remoteId: "r1", status: "new" } }, "done", "accepted"],
    ["it is there, and its id has to be looked for", { remote: {} }, "confirm", "accepted"],
    ["it is worked on still", { items: [{ pending: "b1" }] }, "poll", "in_doubt"],
    ["it was refused", { items: [{ refused: "No such name." }] }, "done", "refused"],
    ["nobody can tell", { doubt: "nothing" }, "doubt", "in_doubt"],
    ["something else was told than was asked", { items: [] }, "doubt", "in_doubt"],
  ])("%s", async (_what, proof, state, standing) => {
    const bench = await working([a]);
    bench.onRead = () => says(proof);
    await asked(bench);
    expect(bench.item(a)?.state).toBe(state);
    expect((await bench.entry(a))?.standing).toBe(standing);
  });

  test("the platform's words are told where it was refused", async () => {
    const bench = await working([a]);
    bench.onRead = () => says({ items: [{ refused: "No such name." }] });
    await asked(bench);
    expect(bench.item(a)?.problem?.message).toContain("Medallion refused the request (No such name.)");
    expect((await bench.entry(a))?.problem).toBe("No such name.");
  });

  test("an id that another request has proves nothing", async () => {
    const bench = await working([a]);
    await bench.seen(b);
    bench.onRead = () => says({ remote: { remoteId: "r1", status: "new" } });
    await asked(bench);
    expect(bench.item(a)?.state).toBe("doubt");
    expect((await bench.entry(b))?.remoteId).toBe("r1");
    expect((await bench.entry(a))?.remoteId).toBeUndefined();
  });

  test.each([
    [404, "doubt"],
    [410, "doubt"],
    [400, "poll"],
    [500, "poll"],
  ])("an answer with %i leaves it at %s", async (status, state) => {
    const bench = await working([a]);
    bench.onRead = () => answer(status, { detail: "x" });
    await asked(bench);
    expect(bench.item(a)).toMatchObject({ state });
    expect(await bench.entry(a)).toMatchObject({ standing: "in_doubt", operationId: "b1" });
  });
});
