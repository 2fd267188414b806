import { afterEach, describe, expect, test } from "vitest";
import type { Resource } from "../../../src/platforms/resource.ts";
import { mergeWorkItems, recallOtherForms } from "../../../src/reconcile/aliases.ts";
import { known } from "../builders/events.ts";
import { keyOf, numbered, ThingBench, things, type WantedThing } from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const vague: WantedThing = { name: "a" };
const precise: WantedThing = { name: "a", number: "7" };
const r1 = { remoteId: "r1", status: "new" };

/** A run that asks for things which the ledger may know under other keys. */
async function recalled(
  wanted: readonly WantedThing[],
  before: (bench: ThingBench) => Promise<unknown>,
  resource: Resource = numbered,
): Promise<ThingBench> {
  const bench = await ThingBench.open();
  await before(bench);
  await bench.want(wanted);
  await recallOtherForms(resource, bench.staging, bench.ledger);
  return bench;
}

const lost = { outcome: "in_doubt", problem: "lost" } as const;
const refused = { outcome: "refused", problem: "no" } as const;
const released = { outcome: "released", problem: "not sent" } as const;

describe("what an earlier run requested under a vaguer name", () => {
  test("is this request, and the ledger takes over the precise name", async () => {
    const bench = await recalled([precise], (before) => before.seen(vague));
    expect(bench.item(precise)).toMatchObject({ state: "refresh", problem: undefined });
    expect(await bench.entry(precise)).toMatchObject({ remoteId: "r1", attributes: { number: "7" } });
    expect(await bench.entry(vague)).toBeUndefined();
  });

  test("is one with a row that names it as vaguely still", async () => {
    const bench = await recalled([vague, precise], (before) => before.seen(vague));
    expect(bench.item(vague)).toBeUndefined();
    expect(bench.item(precise)).toMatchObject({ state: "refresh" });
  });

  test("is no second request for another row: it has its precise name by then", async () => {
    const other: WantedThing = { name: "a", number: "8" };
    const bench = await recalled([precise, other], (before) => before.seen(vague));
    expect(bench.item(precise)?.state).toBe("refresh");
    expect(bench.item(other)).toMatchObject({ state: "look", problem: undefined });
    expect((await bench.entry(precise))?.remoteId).toBe("r1");
    expect(await bench.entry(other)).toBeUndefined();
  });
});

describe("a second row about what an earlier run requested under a vaguer name", () => {
  /** Every name that is longer says the same more precisely. */
  const longer: Resource = {
    ...things,
    subsumes: (wanted, vaguer) =>
      String(wanted["name"]) !== String(vaguer["name"]) &&
      String(wanted["name"]).startsWith(String(vaguer["name"])),
  };

  test("sees the name that the ledger took over from the first", async () => {
    const bench = await recalled(
      [{ name: "ab" }, { name: "abc" }],
      (before) => before.seen({ name: "a" }),
      longer,
    );
    expect(await bench.entry({ name: "a" })).toBeUndefined();
    expect(bench.item({ name: "ab" })).toBeUndefined();
    expect(bench.item({ name: "abc" })?.state).toBe("refresh");
    expect((await bench.entry({ name: "abc" }))?.remoteId).toBe("r1");
  });
});

describe("what an earlier run requested under a more precise name", () => {
  test("is this request, under the name that the ledger has", async () => {
    const bench = await recalled([vague], (before) => before.seen(precise));
    expect(bench.item(vague)).toBeUndefined();
    expect(bench.item(precise)).toMatchObject({
      state: "refresh",
      attributes: { name: "a", number: "7" },
      toldIds: [],
    });
    expect((await bench.entry(precise))?.remoteId).toBe("r1");
  });

  test("could be any of several, and then the row fails and says so", async () => {
    const bench = await recalled([vague], async (before) => {
      await before.seen(precise);
      await before.seen({ name: "a", number: "8" }, { remoteId: "r2", status: "new" });
    });
    expect(bench.item(vague)).toMatchObject({
      state: "done",
      problem: {
        code: "contradiction",
        message: "It matches several requests that were made before. Name it as precisely as they do.",
      },
    });
    expect(bench.item(precise)).toBeUndefined();
  });

  test("could be any of several also where no id of theirs is known", async () => {
    const accepted = { outcome: "accepted", remote: {} } as const;
    const bench = await recalled([vague], async (before) => {
      await before.sent(precise, accepted);
      await before.sent({ name: "a", number: "8" }, accepted);
    });
    expect(bench.item(vague)?.problem?.code).toBe("contradiction");
  });

  test("is one where several names have the same id", async () => {
    const bench = await recalled([vague], async (before) => {
      await before.seen(precise, { ...r1, shared: true });
      await before.seen({ name: "a", number: "8" }, { ...r1, shared: true });
    });
    expect(bench.item(vague)).toBeUndefined();
    expect(bench.item(precise)).toMatchObject({ state: "refresh" });
  });
});

describe("what was sent under another name and is not settled yet", () => {
  test.each([
    ["by a run that died", undefined],
    ["and lost", lost],
  ] as const)("%s makes the row wait: it is not sent under this one", async (_how, outcome) => {
    for (const [asked, before] of [
      [precise, vague],
      [vague, precise],
    ] as const) {
      const bench = await recalled([asked], (earlier) => earlier.sent(before, outcome));
      expect(bench.item(asked)).toMatchObject({ state: "done", problem: { code: "outcome_unknown" } });
    }
  });

  test("does so beside one that was accepted", async () => {
    const bench = await recalled([vague], async (before) => {
      await before.seen(precise);
      await before.sent({ name: "a", number: "8" }, lost);
    });
    expect(bench.item(vague)).toMatchObject({ state: "done", problem: { code: "outcome_unknown" } });
  });

  test.each([
    ["refused", refused],
    ["never carried out", released],
  ] as const)("but %s leaves the row to be looked for", async (_how, outcome) => {
    const bench = await recalled([precise], (before) => before.sent(vague, outcome));
    expect(bench.item(precise)).toMatchObject({ state: "look", problem: undefined });
    expect((await bench.entry(vague))?.standing).toBe(outcome.outcome);
  });
});

describe("what is left as it is:", () => {
  test("a request that the ledger has under its own name, whatever else has nearly the same", async () => {
    const bench = await ThingBench.open();
    await bench.seen(vague);
    await bench.seen(precise, { remoteId: "r2", status: "new" });
    // its id is disputed, so that it is looked for though it was accepted
    await bench.want([vague], { known: { ...notKnown, standing: "accepted", isDisputed: true } });
    await recallOtherForms(numbered, bench.staging, bench.ledger);
    expect(bench.item(vague)).toMatchObject({ state: "look", problem: undefined });
    expect(bench.item(precise)).toBeUndefined();
  });

  test("one whose own name was refused before is found under the other", async () => {
    const bench = await recalled([precise], async (before) => {
      await before.sent(precise, refused);
      await before.seen(vague);
    });
    expect(bench.item(precise)).toMatchObject({ state: "refresh" });
    expect(await bench.entry(precise)).toMatchObject({ standing: "accepted", remoteId: "r1" });
  });

  test("a request about somebody else", async () => {
    const bench = await recalled([precise], (before) => before.seen({ ...vague, subject: "s2" }));
    expect(bench.item(precise)?.state).toBe("look");
  });

  test("a request with another name", async () => {
    const bench = await recalled([precise], (before) => before.seen({ name: "b" }));
    expect(bench.item(precise)).toMatchObject({ state: "look", problem: undefined });
    expect((await bench.entry({ name: "b" }))?.remoteId).toBe("r1");
  });

  test("what is already read in another way", async () => {
    const bench = await recalled([vague], (before) => before.sent(vague, lost));
    expect(bench.item(vague)?.state).toBe("doubt");
  });

  test("everything where one thing has one name only", async () => {
    const bench = await recalled([precise], (before) => before.sent(vague, lost), things);
    expect(bench.item(precise)?.state).toBe("look");
  });
});

const notKnown = known();

describe("a number that the ledger has for another name", () => {
  const other: WantedThing = { name: "b", number: "7" };
  /** The same number under two names does not give the same key here. */
  const clashing: Resource = {
    ...numbered,
    clash: (wanted, { name }) => `${String(wanted["name"])} is ${String(name)}.`,
  };

  test.each([
    ["accepted", { outcome: "accepted", remote: r1 } as const],
    ["in doubt", lost],
  ])("fails the row where that one is %s", async (_how, outcome) => {
    const bench = await recalled([vague], (before) => before.sent(other, outcome), clashing);
    expect(bench.item(vague)).toMatchObject({
      state: "done",
      problem: { code: "contradiction", message: "a is b." },
    });
  });

  test.each([
    ["refused", refused],
    ["never carried out", released],
  ])("is nothing to the row where that one was %s", async (_how, outcome) => {
    const bench = await recalled([vague], (before) => before.sent(other, outcome), clashing);
    expect(bench.item(vague)).toMatchObject({ state: "look", problem: undefined });
  });

  test("is seen also where the ledger has others beside it that say nothing", async () => {
    const naming: Resource = {
      ...clashing,
      clash: (_wanted, { name }) => (name === "c" ? "c differs." : undefined),
    };
    const bench = await recalled(
      [vague],
      async (before) => {
        await before.seen({ name: "b" });
        await before.seen({ name: "c" }, { remoteId: "r2", status: "new" });
      },
      naming,
    );
    expect(bench.item(vague)?.problem?.message).toBe("c differs.");
  });

  test("is no reason to fail what the ledger has under its own name and was refused", async () => {
    const always: Resource = { ...numbered, clash: () => "It differs." };
    const bench = await recalled([vague], (before) => before.sent(vague, refused), always);
    expect(bench.item(vague)).toMatchObject({ state: "look", problem: undefined });
  });

  test("is judged as one that a roster names", async () => {
    const sources: string[] = [];
    const asking: Resource = { ...numbered, clash: (_wanted, _other, source) => void sources.push(source) };
    await recalled([vague], (before) => before.seen(other), asking);
    expect(sources).toEqual(["roster"]);
  });
});

describe("what was requested together with other things", () => {
  const together: WantedThing = { name: "a+b" };
  const { subsumes: _subsumes, ...plain } = things;
  const holds: NonNullable<Resource["holds"]> = (before, wanted) =>
    String(before["name"]).includes(String(wanted["name"]));
  const holding: Resource = { ...plain, holds };

  test("may be this one: its id is to be read", async () => {
    const bench = await recalled([vague], (before) => before.seen(together), holding);
    expect(bench.item(vague)).toMatchObject({ state: "look", toldIds: ["r1"] });
    expect((await bench.entry(together))?.remoteId).toBe("r1");
  });

  test("makes the row wait while it is in doubt", async () => {
    const bench = await recalled([vague], (before) => before.sent(together, lost), holding);
    expect(bench.item(vague)).toMatchObject({ state: "done", problem: { code: "outcome_unknown" } });
  });

  test("gives no id where it was refused, or has none", async () => {
    for (const outcome of [refused, { outcome: "accepted", remote: { status: "new" } } as const]) {
      const bench = await recalled([vague], (before) => before.sent(together, outcome), holding);
      expect(bench.item(vague)).toMatchObject({ state: "look", toldIds: [] });
    }
  });

  test("does not hold what it does not hold", async () => {
    const bench = await recalled([{ name: "c" }], (before) => before.seen(together), holding);
    expect(bench.item({ name: "c" })).toMatchObject({ state: "look", toldIds: [] });
  });

  test("is told to what else is found under another name, too", async () => {
    const both: Resource = { ...numbered, holds };
    const bench = await recalled([precise], (before) => before.seen(together), both);
    expect(bench.item(precise)?.toldIds).toEqual(["r1"]);
  });
});

test("all pages of what is looked for are gone through", async () => {
  const many = Array.from({ length: 201 }, (_, index): WantedThing => ({
    subject: `s${1_000 + index}`,
    name: "a",
    number: "7",
  }));
  const bench = await recalled(many, async (before) => {
    for (const { subject } of many)
      await before.seen({ subject, name: "a" }, { remoteId: `r ${subject}`, status: "new" });
  });
  expect([bench.count("look"), bench.count("refresh")]).toEqual([0, 201]);
});

describe("rows that name the same number for two things", () => {
  test("all fail, and each says what the other one is called", async () => {
    const clashing: Resource = {
      ...numbered,
      clash: (wanted, { name }, source) =>
        wanted["number"] === undefined
          ? undefined
          : `${source}: ${String(wanted["name"])} is ${String(name)}.`,
    };
    const bench = await ThingBench.open();
    await bench.want([{ name: "a", number: "7" }, { name: "b", number: "8" }, { name: "c" }]);
    mergeWorkItems(clashing, bench.staging);
    expect(bench.item({ name: "a", number: "7" })).toMatchObject({
      state: "done",
      problem: { code: "contradiction", message: "roster: a is b." },
    });
    expect(bench.item({ name: "b", number: "8" })?.problem?.message).toBe("roster: b is a.");
    expect(bench.item({ name: "c" })).toMatchObject({ state: "look", problem: undefined });
  });
});

describe("rows about the same", () => {
  test("are one for each subject, and what could be several of another row fails with the reason", async () => {
    const bench = await ThingBench.open();
    const of = (subject: string, number?: string): WantedThing => ({ subject, name: "a", number });
    await bench.want([
      of("s1"),
      of("s1", "1"),
      of("s2"),
      of("s2", "2"),
      of("s3"),
      of("s3", "3"),
      of("s3", "4"),
    ]);
    mergeWorkItems(numbered, bench.staging);
    expect([bench.item(of("s1")), bench.item(of("s2"))]).toEqual([undefined, undefined]);
    expect(bench.item(of("s3"))?.problem).toEqual({
      code: "contradiction",
      message: "It matches several requests of other rows. Make the rows agree.",
    });
    expect(bench.count("look")).toBe(4);
  });

  test("become the last one of a chain, though each says the same as the next only", async () => {
    const next: Readonly<Record<string, string>> = { z: "m", m: "a" };
    const chained: Resource = {
      ...things,
      subsumes: (wanted, vaguer) => next[String(vaguer["name"])] === wanted["name"],
    };
    const bench = await ThingBench.open();
    await bench.want([{ name: "a" }, { name: "m" }, { name: "z" }]);
    mergeWorkItems(chained, bench.staging);
    expect(bench.count("look")).toBe(1);
    expect(bench.item({ name: "a" })).toMatchObject({ state: "look", problem: undefined });
  });

  test("stay apart where one thing has one name only", async () => {
    const bench = await ThingBench.open();
    await bench.want([vague, precise]);
    mergeWorkItems(things, bench.staging);
    expect([keyOf(vague), keyOf(precise)].map((key) => bench.staging.workItems.findAll([key]).size)).toEqual([
      1, 1,
    ]);
  });
});
