import { afterEach, describe, expect, test } from "vitest";
import type { Call } from "../../../src/http/call.ts";
import type { RequestSpec } from "../../../src/platforms/request-kind.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { submitAll, type SubmitTools } from "../../../src/submit/submit.ts";
import { answer } from "../builders/clients.ts";
import { known } from "../builders/events.ts";
import { identityOf, keyOf, ThingBench, things, type WantedThing } from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const [a, b, c]: readonly [WantedThing, WantedThing, WantedThing] = [
  { name: "a" },
  { name: "b" },
  { name: "c" },
];
const namesIn = (call: Call): readonly string[] => (call.body as { names: readonly string[] }).names;
const made = (call: Call) =>
  answer(201, {
    made: namesIn(call).map((name) => ({ id: `id of ${name}`, subject: "s1", name, status: "new" })),
  });

interface Told {
  readonly expected: string[];
  readonly refused: [number, string][];
  takenUp: number;
}

/** A run in which these are to be sent. */
async function sending(wanted: readonly WantedThing[], batch?: string): Promise<ThingBench> {
  const bench = await ThingBench.open();
  await bench.want(wanted, batch === undefined ? {} : { batch });
  for (const workItem of bench.staging.workItems.page(things.kind, "look", "", 500)) {
    bench.staging.workItems.move(workItem, {
      event: "not-listed",
      goal: "unmet",
      extent: "whole",
      hasId: false,
      wasShown: true,
      hasIdsToRead: false,
    });
  }
  bench.onPost = made;
  return bench;
}

async function submitted(
  bench: ThingBench,
  parts: Partial<SubmitTools> = {},
  resource: Resource = things,
): Promise<Told> {
  const told: Told = { expected: [], refused: [], takenUp: 0 };
  await submitAll(resource, {
    client: bench.client,
    ledger: bench.ledger,
    staging: bench.staging,
    clock: bench.clock,
    random: () => 0,
    retryPolicy: { retries: 2, throttledRetries: 3, firstWaitMs: 1, longestWaitMs: 1 },
    signal: new AbortController().signal,
    width: 8,
    upToRow: undefined,
    onTakenUp: () => void (told.takenUp += 1),
    failures: {
      expect: (group) => void told.expected.push(group),
      refuse: (rows, group) => void told.refused.push([rows, group]),
    },
    ...parts,
  });
  return told;
}

const sentNames = (bench: ThingBench) => bench.posts.map(namesIn);

describe("what is to be sent", () => {
  test("is on record before it leaves, and its answer when it has come", async () => {
    const bench = await sending([a]);
    const standings: unknown[] = [];
    bench.onPost = async (call) => {
      standings.push((await bench.entry(a))?.standing);
      return made(call);
    };
    const told = await submitted(bench);
    expect(standings).toEqual(["intended"]);
    expect(bench.item(a)?.state).toBe("done");
    expect(await bench.entry(a)).toMatchObject({
      standing: "accepted",
      remoteId: "id of a",
      origin: "created",
      sends: 1,
    });
    expect(told).toEqual({ expected: [], refused: [], takenUp: 1 });
    expect(bench.left[0]?.call.rows?.()).toEqual([2]);
  });

  test("is all sent, one call for each batch, and nothing else", async () => {
    const bench = await sending([a, b, c]);
    await bench.want([{ name: "d" }]);
    await submitted(bench);
    expect(sentNames(bench)).toEqual([["a"], ["b"], ["c"]]);
    expect(bench.item({ name: "d" })?.state).toBe("look");
    const together = await sending([a, b, c], "one batch");
    await submitted(together);
    expect(sentNames(together)).toEqual([["a", "b", "c"]]);
    expect(together.left[0]?.call.rows?.()).toEqual([2, 3, 4]);
  });

  test("is split where a call takes only so many of a batch", async () => {
    const bench = await sending([a, b, c], "one batch");
    const { create } = things;
    if (create === undefined) throw new Error("things can be created");
    await submitted(bench, {}, { ...things, create: { ...create, maxBatch: 2 } });
    expect(sentNames(bench)).toEqual([["a", "b"], ["c"]]);
  });

  test("is only what rows up to one ask for", async () => {
    const bench = await sending([a, b, c]);
    await submitted(bench, { upToRow: 3 });
    expect(sentNames(bench)).toEqual([["a"], ["b"]]);
    expect(bench.item(c)?.state).toBe("send");
  });

  test("is nothing where nothing is to be sent", async () => {
    const bench = await sending([]);
    expect((await submitted(bench)).takenUp).toBe(1);
    expect(bench.posts).toEqual([]);
  });

  test("waits for the first answer, and then goes side by side, no more than so many", async () => {
    const many = Array.from({ length: 9 }, (_, index): WantedThing => ({ name: `n${index}` }));
    const bench = await sending(many);
    let [underWay, most] = [0, 0];
    const began: number[] = [];
    bench.onPost = async (call) => {
      underWay += 1;
      began.push(underWay);
      most = Math.max(most, underWay);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
      underWay -= 1;
      return made(call);
    };
    await submitted(bench, {
      width: 3,
      clock: { ...bench.clock, sleep: () => new Promise(() => undefined) },
    });
    expect(began.slice(0, 2)).toEqual([1, 1]);
    expect(most).toBe(3);
    expect(bench.posts).toHaveLength(9);
  });

  test("does not wait for the first answer for longer than a few seconds", async () => {
    const bench = await sending([a, b]);
    const waits: number[] = [];
    let answerFirst: () => void = () => undefined;
    bench.onPost = (call, number) =>
      number === 1
        ? new Promise((resolve) => {
            answerFirst = () => resolve(made(call));
          })
        : (answerFirst(), made(call));
    const sleep = (ms: number): Promise<void> => (waits.push(ms), Promise.resolve());
    await submitted(bench, { clock: { ...bench.clock, sleep } });
    expect(waits).toContain(3_000);
    expect(bench.posts).toHaveLength(2);
  });

  test("is told to be taken up before the last answers have come", async () => {
    const bench = await sending([a]);
    let answers = 0;
    bench.onPost = async (call) => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
      answers += 1;
      return made(call);
    };
    const before: number[] = [];
    await submitted(bench, { onTakenUp: () => void before.push(answers) });
    expect([before, answers]).toEqual([[0], 1]);
  });
});

describe("what was certainly not carried out", () => {
  test("is sent again, each time with an intent of its own", async () => {
    const bench = await sending([a]);
    bench.onPost = (call, number) =>
      number < 3 ? answer(429, { detail: "Request was throttled." }) : made(call);
    await submitted(bench);
    expect(bench.posts).toHaveLength(3);
    expect(await bench.entry(a)).toMatchObject({ standing: "accepted", sends: 3 });
    expect(bench.item(a)?.state).toBe("done");
  });

  test("is released in the end, and its row says why", async () => {
    const bench = await sending([a]);
    bench.onPost = () => answer(429, { detail: "Request was throttled." });
    const told = await submitted(bench);
    expect(bench.posts).toHaveLength(4);
    expect(await bench.entry(a)).toMatchObject({ standing: "released" });
    expect(bench.item(a)).toMatchObject({ state: "done", problem: { code: "platform_unavailable" } });
    expect(told.refused).toEqual([]);
  });

  test("since the credentials were refused, is on record as such before it is sent with new ones", async () => {
    const bench = await sending([a]);
    bench.client.use({ headers: () => Promise.resolve({ key: "x" }), renew: () => Promise.resolve(true) });
    const problems: unknown[] = [];
    const { recordOutcome } = bench.ledger.requests;
    const requests = {
      ...bench.ledger.requests,
      recordOutcome: (...args: Parameters<typeof recordOutcome>) => {
        const [, ended] = args;
        problems.push("problem" in ended ? [ended.outcome, ended.problem] : ended.outcome);
        return recordOutcome(...args);
      },
    };
    bench.onPost = (call, number) => (number === 1 ? answer(401, { detail: "Invalid key." }) : made(call));
    await submitted(bench, { ledger: { ...bench.ledger, requests } });
    expect(problems).toEqual([["released", "the credentials were renewed"], "accepted"]);
    expect(await bench.entry(a)).toMatchObject({ standing: "accepted", sends: 2 });
  });
});

describe("what may have been carried out", () => {
  test.each([
    ["a lost answer", () => answer(502)],
    ["an answer that shows nothing", () => answer(200, {})],
    ["an answer about fewer than were sent", () => answer(200, { made: [] })],
    ["a broken connection", () => new Error("socket hang up")],
  ])("by %s is in doubt, and is not sent again", async (_what, reply) => {
    const bench = await sending([a]);
    bench.onPost = reply;
    const told = await submitted(bench);
    expect(bench.posts).toHaveLength(1);
    expect(bench.item(a)?.state).toBe("doubt");
    expect((await bench.entry(a))?.standing).toBe("in_doubt");
    expect(told).toMatchObject({ expected: [], refused: [] });
  });

  test("under an id that another request has is in doubt", async () => {
    const bench = await sending([a]);
    await bench.seen(b, { remoteId: "id of a", status: "new" });
    await submitted(bench);
    expect(bench.item(a)?.state).toBe("doubt");
    expect((await bench.entry(a))?.standing).toBe("in_doubt");
  });

  test("of several is each judged by its own answer", async () => {
    const bench = await sending([a, b], "one batch");
    const { create } = things;
    if (create === undefined) throw new Error("things can be created");
    const answering: Resource = {
      ...things,
      create: {
        ...create,
        accepted: () => ({ items: [{ remote: { remoteId: "r1", status: "new" } }, { doubt: "nothing" }] }),
      },
    };
    await submitted(bench, {}, answering);
    expect([bench.item(a)?.state, bench.item(b)?.state]).toEqual(["done", "doubt"]);
    expect([(await bench.entry(a))?.standing, (await bench.entry(b))?.standing]).toEqual([
      "accepted",
      "in_doubt",
    ]);
  });
});

test("what is said no to as one of several is refused alone, with the platform's words", async () => {
  const bench = await sending([a, b], "one batch");
  const { create } = things;
  if (create === undefined) throw new Error("things can be created");
  const picky: Resource = {
    ...things,
    create: {
      ...create,
      accepted: () => ({
        items: [{ refused: "No such name." }, { remote: { remoteId: "r1", status: "new" } }],
      }),
    },
  };
  const told = await submitted(bench, {}, picky);
  expect(bench.item(a)).toMatchObject({ state: "done", problem: { code: "refused" } });
  expect(bench.item(a)?.problem?.message).toContain("No such name.");
  expect(bench.item(b)).toMatchObject({ state: "done", problem: undefined });
  expect([(await bench.entry(a))?.standing, (await bench.entry(b))?.standing]).toEqual([
    "refused",
    "accepted",
  ]);
  expect(told.refused).toHaveLength(1);
  expect(bench.reads).toEqual([]);
});

describe("what is to be changed", () => {
  const updatable: Resource = {
    ...things,
    update: {
      call: (targets) => ({
        method: "PATCH",
        path: "/things",
        route: "/things",
        body: { names: targets.map(({ id }) => id) },
        purpose: "submit",
      }),
      accepted: () => ({ remote: {} }),
      returnsFinalState: false,
      sets: () => ({}),
      isAsWished: () => false,
    },
  };

  /** Changes of things with these ids; undefined: nobody has seen the thing. */
  async function changes(targets: readonly (string | undefined)[]): Promise<ThingBench> {
    const bench = await ThingBench.open();
    const { kind, subject, attributes } = identityOf(a);
    bench.staging.workItems.add(
      targets.map((target, index) => {
        const about = {
          kind,
          subject,
          attributes,
          verb: "update" as const,
          target,
          batch: "one batch",
          row: 2,
        };
        return { ...about, key: `s1|${index}#1-update`, toldIds: [], known: known() };
      }),
    );
    for (const workItem of bench.staging.workItems.page(kind, "look", "", 9))
      bench.staging.workItems.move(workItem, {
        event: "listed",
        goal: "unmet",
        hasStatus: true,
        wasShown: false,
      });
    bench.onPost = () => answer(200, {});
    return bench;
  }
  const keys = ["s1|0#1-update", "s1|1#1-update"];
  const states = (bench: ThingBench) => {
    const found = bench.staging.workItems.findAll(keys);
    return keys.map((key) => found.get(key)?.problem?.code ?? found.get(key)?.state);
  };

  test("is sent for its id, and has that on record, though another operation has it as well", async () => {
    const bench = await changes(["r1"]);
    await bench.seen(a);
    await submitted(bench, {}, updatable);
    expect(sentNames(bench)).toEqual([["r1"]]);
    const entries = await bench.ledger.requests.findMany(keys);
    expect(entries.get(keys[0] ?? "")).toMatchObject({ standing: "accepted", remoteId: "r1" });
    expect((await bench.entry(a))?.remoteId).toBe("r1");
  });

  test("is sent without those of its batch that nobody has seen", async () => {
    const bench = await changes([undefined, "r2"]);
    await submitted(bench, {}, updatable);
    expect(sentNames(bench)).toEqual([["r2"]]);
    expect(states(bench)[0]).toBe("nothing_to_change");
    expect(states(bench)[1]).not.toBe("nothing_to_change");
  });
});

describe("what is refused", () => {
  /** Rows ask for it, so that it can be counted how many. */
  function asked(bench: ThingBench, wanted: WantedThing, rows: readonly number[]): void {
    bench.staging.rows.addSpecs(
      rows.map((row) => ({
        row,
        spec: { kind: things.kind } as unknown as RequestSpec,
        label: "",
        draft: "",
        options: "",
        previousId: undefined,
        previousStatus: undefined,
        references: [],
      })),
    );
    const ids = rows.flatMap((row) => bench.staging.rows.specsOf(row).map(({ id }) => id));
    bench.staging.rows.setKeys(ids.map((id) => ({ id, key: keyOf(wanted), options: "" })));
  }

  test("alone is looked for once, counts for all of its rows, and says what the platform says", async () => {
    const bench = await sending([a]);
    asked(bench, a, [2, 3]);
    bench.onPost = () => answer(400, { detail: "No such name." });
    const told = await submitted(bench);
    expect(bench.reads).toEqual(["of s1"]);
    expect(bench.item(a)).toMatchObject({
      state: "done",
      problem: { code: "refused", message: "Medallion refused the request (400: No such name.)." },
    });
    expect(await bench.entry(a)).toMatchObject({ standing: "refused" });
    expect(told).toMatchObject({ expected: [], refused: [[2, "test.thing|s1"]] });
  });

  test("alone and is there is adopted, and is nobody's failure", async () => {
    const bench = await sending([a]);
    bench.things = [{ id: "r1", subject: "s1", name: "a" }];
    bench.onPost = () => answer(422, { detail: "It exists." });
    const told = await submitted(bench);
    expect(bench.item(a)?.state).toBe("confirm");
    expect(await bench.entry(a)).toMatchObject({ standing: "accepted", remoteId: "r1" });
    expect(told.refused).toEqual([]);
  });

  test("is not looked for any more once five were in vain", async () => {
    const bench = await sending(
      Array.from({ length: 7 }, (_, index): WantedThing => ({ name: `n${index}` })),
    );
    bench.onPost = () => answer(400, { detail: "No." });
    await submitted(bench, { width: 1 });
    expect(bench.posts).toHaveLength(7);
    expect(bench.reads).toHaveLength(5);
  });

  test("together may have been made in part: all are in doubt, and one failure is to be expected", async () => {
    const bench = await sending([a, b], "one batch");
    bench.onPost = () => answer(400, { detail: "No such name." });
    const told = await submitted(bench);
    expect([bench.item(a)?.state, bench.item(b)?.state]).toEqual(["doubt", "doubt"]);
    expect(told.expected).toEqual(["test.thing|s1", "test.thing|s1"]);
    expect(told.refused).toEqual([]);
    expect(bench.reads).toEqual([]);
  });

  test.each([405, 410])(
    "since the operation is gone (%i) ends all of its kind, and nothing more is sent",
    async (status) => {
      const bench = await sending([a, b, c]);
      bench.onPost = () => answer(status, { detail: "Gone." });
      // the others wait for the first answer
      await submitted(bench, { clock: { ...bench.clock, sleep: () => new Promise(() => undefined) } });
      expect(bench.posts).toHaveLength(1);
      for (const wanted of [a, b, c]) expect(bench.item(wanted)?.problem?.code).toBe("operation_gone");
      expect(bench.reads).toEqual([]);
    },
  );

  test("with 404 for a subject that cannot be asked about is that one's alone", async () => {
    const bench = await sending([a, b]);
    bench.onPost = (call, number) => (number === 1 ? answer(404, { detail: "Not found." }) : made(call));
    await submitted(bench);
    expect([bench.item(a)?.problem?.code, bench.item(b)?.problem?.code]).toEqual(["refused", undefined]);
    expect(bench.item(a)?.problem?.message).toContain("may no longer exist");
    // what is about the path says nothing of what may be there
    expect(bench.reads).toEqual([]);
  });
});

describe("a mistake of the program", () => {
  test("ends the sending once what is under way has ended, and is not lost", async () => {
    const bench = await sending([a, b, c]);
    const requests = {
      ...bench.ledger.requests,
      recordIntent: () => Promise.reject(new Error("the disk is full")),
    };
    await expect(submitted(bench, { ledger: { ...bench.ledger, requests } })).rejects.toThrow(
      "the disk is full",
    );
    expect(bench.posts).toEqual([]);
  });

  test("is to change what nobody has seen: that is withheld, and the others are sent", async () => {
    const bench = await sending([a]);
    const { kind, subject, attributes } = identityOf(b);
    bench.staging.workItems.add([
      {
        key: "x",
        kind,
        subject,
        attributes,
        batch: keyOf(a),
        verb: "remove",
        row: 3,
        toldIds: [],
        known: known(),
      },
    ]);
    const [lost] = bench.staging.workItems.page(kind, "look", "", 9);
    if (lost === undefined) throw new Error("it is asked for");
    bench.staging.workItems.move(lost, { event: "listed", goal: "unmet", hasStatus: true, wasShown: false });
    await submitted(bench);
    expect(sentNames(bench)).toEqual([["a"]]);
    expect(bench.staging.workItems.findAll(["x"]).get("x")).toMatchObject({
      state: "done",
      problem: { code: "nothing_to_change", message: expect.stringContaining("Medallion") as string },
    });
    expect(bench.item(a)?.state).toBe("done");
  });
});
