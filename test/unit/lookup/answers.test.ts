import { afterEach, describe, expect, test } from "vitest";
import type { Holding } from "../../../src/ledger/entry.ts";
import { believingEarlierIds } from "../../../src/platforms/people.ts";
import type { LookupSource, Resource } from "../../../src/platforms/resource.ts";
import { answer } from "../builders/clients.ts";
import { byWords, chained, nicknamed, people, PeopleBench, type Person } from "../builders/people.ts";
import { things } from "../builders/things.ts";

afterEach(() => PeopleBench.closeAll());

const day = 86_400_000;
const bob: Person = { id: "1", name: "bob" };
const eva: Person = { id: "2", name: "eva" };
const ana: readonly Person[] = [
  { id: "3", name: "ana" },
  { id: "4", name: "ana" },
];
const everybody = [bob, eva, ...ana];

/** So many others. */
const crowd = (count: number): readonly Person[] =>
  Array.from({ length: count }, (_, index) => ({ id: `x${index}`, name: `x${index}` }));

const names = (...all: readonly string[]) => all.map((name) => ({ name }));

const { all: _all, ...withoutList } = people;
const unlisted: LookupSource = { ...withoutList, all: undefined };

async function remembered(bench: PeopleBench): Promise<number | undefined> {
  return (await bench.ledger.lists.recallMany([people.name])).get(people.name)?.total;
}

describe("the fewest calls that tell who is meant:", () => {
  test("one is searched for", async () => {
    const bench = await PeopleBench.open(everybody);
    expect(await bench.ask(names("bob"))).toMatchObject({ answers: ["1"], reads: ["name bob"] });
    expect(await remembered(bench)).toBeUndefined();
  });

  test("several are found in the list, of which nobody knows how long it is, and which is kept in mind", async () => {
    const bench = await PeopleBench.open(everybody);
    expect(await bench.ask(names("bob", "eva", "zoe"))).toMatchObject({
      answers: ["1", "2", "not_found"],
      reads: ["list"],
    });
    expect(await remembered(bench)).toBe(4);
  });

  test("a list that turns out to be longer is left at its first page, and kept in mind", async () => {
    const bench = await PeopleBench.open([...crowd(300), bob, eva]);
    const { answers, reads } = await bench.ask(names("bob", "eva"));
    expect(answers).toEqual(["1", "2"]);
    expect(reads).toEqual(["list", "name bob", "name eva"]);
    expect(await remembered(bench)).toBe(302);
  });

  test("a list is read to its end where that takes no more calls than searching on", async () => {
    const bench = await PeopleBench.open([...crowd(298), bob, eva]);
    expect((await bench.ask(names("bob", "eva"))).reads).toEqual(["list", "list", "list"]);
  });

  test("a list that was long the last time is not begun, and one that was short is read", async () => {
    for (const [total, reads] of [
      [201, ["name bob", "name eva"]],
      [200, ["list"]],
    ] as const) {
      const bench = await PeopleBench.open(everybody);
      await bench.ledger.lists.remember(people.name, { total });
      expect((await bench.ask(names("bob", "eva"))).reads).toEqual(reads);
    }
  });

  test("one search answers all that have the same word, and counts once", async () => {
    const bench = await PeopleBench.open([...crowd(100), bob]);
    await bench.ledger.lists.remember(people.name, { total: 200 });
    const { answers, reads } = await bench.ask([
      { name: "bob" },
      { name: "bob", state: "TX" },
      { name: "bob", state: "CA" },
    ]);
    expect([answers, reads]).toEqual([["1", "1", "1"], ["name bob"]]);
  });

  test("each is searched for where questions do not share their words", async () => {
    const { searchWord: _word, ...wordless } = unlisted;
    const bench = await PeopleBench.open([bob]);
    const { reads } = await bench.ask([{ name: "bob" }, { name: "bob", state: "TX" }], {
      lookupSource: wordless,
    });
    expect(reads).toEqual(["name bob", "name bob"]);
  });

  test("a list is preferred where a source says so, and read where a question can be asked in no other way", async () => {
    const bench = await PeopleBench.open([...crowd(300), bob]);
    const preferred = await bench.ask(names("bob"), { lookupSource: { ...people, preferList: true } });
    expect([preferred.answers, preferred.reads]).toEqual([["1"], ["list", "name bob"]]);
    const other = await PeopleBench.open([...crowd(300), bob]);
    const only = await other.ask([{ name: "bob", unsearchable: "yes" }]);
    expect([only.answers, only.reads]).toEqual([["1"], ["list", "list", "list", "list"]]);
  });

  test("the list is read for all where one of them can be asked in no other way", async () => {
    const bench = await PeopleBench.open([...crowd(300), bob, eva]);
    const { answers, reads } = await bench.ask([{ name: "bob", unsearchable: "yes" }, { name: "eva" }]);
    expect([answers, reads]).toEqual([
      ["1", "2"],
      ["list", "list", "list", "list"],
    ]);
  });

  test("a list whose pages name each other is as long as it says; one that does not say is read, and proves nothing", async () => {
    for (const [total, reads] of [
      [402, ["list", "name bob", "name eva"]],
      [undefined, ["list", "list", "list", "name bob", "name eva"]],
    ] as const) {
      const everyone = [...crowd(200), bob, eva];
      const bench = await PeopleBench.open(everyone);
      bench.onRead = (word, _number, from) =>
        word === "list" ? answer(200, { total, people: everyone.slice(from, from + 100) }) : undefined;
      expect(
        (await bench.ask(names("bob", "eva"), { lookupSource: { ...people, all: chained } })).reads,
      ).toEqual(reads);
    }
  });

  test("without a list all are searched for", async () => {
    const bench = await PeopleBench.open(everybody);
    expect(await bench.ask(names("bob", "eva", "zoe"), { lookupSource: unlisted })).toMatchObject({
      answers: ["1", "2", "not_found"],
      reads: ["name bob", "name eva", "name zoe"],
    });
  });

  test("nobody is looked for where nobody is asked about, or the question is its own answer", async () => {
    const bench = await PeopleBench.open(everybody);
    expect((await bench.ask([])).reads).toEqual([]);
    expect(await bench.ask([{ id: "9" }])).toMatchObject({ answers: ["9"], reads: [] });
  });

  test("what a list says that somebody has is kept with them", async () => {
    const holding = (id: string): Holding => ({
      platform: "medallion",
      kind: "recredentialing",
      id,
      subject: id,
      attributes: {},
      due: "2026-05-01",
    });
    const all = people.all;
    if (all === undefined) throw new Error("there is a list");
    const telling: LookupSource = {
      ...people,
      all: {
        ...all,
        read: (body, cursor) => {
          const page = all.read(body, cursor);
          return (
            page && {
              ...page,
              items: page.items.map((one) => (one.id === "1" ? { ...one, holding: holding("1") } : one)),
            }
          );
        },
      },
    };
    const bench = await PeopleBench.open(everybody);
    const { answers, staging } = await bench.ask(names("bob", "eva"), {
      lookupSource: telling,
      beforehand: ({ holders }) => holders.addRow(2, { licenses: [], enrollments: [] }, []),
    });
    expect(answers).toEqual(["1", "2"]);
    expect(staging.holders.glimpsed("medallion", "recredentialing", ["1", "2"])).toEqual([holding("1")]);
  });

  test("each search names the rows that ask for it", async () => {
    const bench = await PeopleBench.open(everybody);
    const { left } = await bench.ask([{ name: "bob" }, { name: "eva" }], { lookupSource: unlisted });
    expect(left.map(({ call }) => call.rows?.())).toEqual([[2], [3]]);
  });

  test("all are answered, however many they are", async () => {
    const many = crowd(401);
    const bench = await PeopleBench.open(many);
    const { answers } = await bench.ask(many.map(({ name }) => ({ name })));
    expect(answers).toEqual(many.map(({ id }) => id));
    // and all are remembered
    expect((await bench.ask(many.map(({ name }) => ({ name })))).reads).toEqual([]);
  });
});

describe("a list that counts more than it shows", () => {
  test("tells who is there by an id, and of nobody that they are not: they are searched for", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.hidden.add("2");
    const { answers, reads } = await bench.ask([{ name: "bob" }, { id: "1", name: "bob" }, { name: "eva" }]);
    expect(answers).toEqual(["1", "1", "2"]);
    // read twice, since three searches would take more; a name may be another's, too
    expect(reads).toEqual(["list", "list", "name bob", "name eva"]);
  });

  test("tells who is there by the id of an earlier run, too", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.hidden.add("2");
    const { answers, reads } = await bench.ask([
      { earlier: "1", name: "bob" },
      { name: "eva" },
      { name: "zoe" },
    ]);
    expect([answers, reads]).toEqual([
      ["1", "2", "not_found"],
      ["list", "list", "name eva", "name zoe"],
    ]);
  });

  test("does not tell of an id that it does not show that it belongs to nobody", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.hidden.add("2");
    const { answers } = await bench.ask([
      { id: "1", name: "bob" },
      { id: "2", name: "eva" },
      { name: "zoe" },
    ]);
    expect(answers).toEqual(["1", "2", "not_found"]);
  });

  test("is not read once more where searching takes no more calls", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.hidden.add("2");
    const { reads } = await bench.ask(names("bob"), { lookupSource: { ...people, preferList: true } });
    expect(reads).toEqual(["list", "name bob"]);
  });

  test("leaves those who cannot be searched for without an answer, and says why", async () => {
    const bench = await PeopleBench.open([...everybody, { id: "5", name: "lea" }]);
    bench.hidden.add("2").add("5");
    const { answers, problems, reads } = await bench.ask([
      { name: "lea", unsearchable: "yes" },
      { name: "zoe", unsearchable: "yes" },
      { name: "eva" },
    ]);
    expect(answers).toEqual(["list_incomplete", "list_incomplete", "2"]);
    expect(reads).toEqual(["list", "list", "name eva"]);
    expect(problems[0]).toBe(
      "Medallion's list could not be read completely (it does not return as many entries as it says it has), so the row could not be matched. Nothing was sent for it; run again later.",
    );
  });

  test("has whom it shows, where they cannot be searched for", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.hidden.add("2");
    const { answers } = await bench.ask([
      { name: "bob", unsearchable: "yes" },
      { name: "zoe", unsearchable: "yes" },
    ]);
    expect(answers).toEqual(["1", "list_incomplete"]);
  });
});

describe("what cannot be read", () => {
  test("of the list leaves all open questions without an answer, with the reason, and nobody is searched for", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.onRead = () => answer(500);
    const { answers, reads } = await bench.ask(names("bob", "eva"));
    expect([answers, reads]).toEqual([["platform_unavailable", "platform_unavailable"], ["list"]]);
    expect(await remembered(bench)).toBeUndefined();
  });

  test("of a search leaves those without an answer who were searched for by it", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.onRead = (word) => (word === "name bob" ? answer(500) : undefined);
    const { answers } = await bench.ask([{ name: "bob" }, { name: "bob", state: "TX" }, { name: "eva" }], {
      lookupSource: unlisted,
    });
    expect(answers).toEqual(["platform_unavailable", "platform_unavailable", "2"]);
  });

  test("of how many a search shows is no reason to doubt it where they are few", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.onRead = () => answer(200, { people: [bob] });
    expect((await bench.ask(names("bob"), { lookupSource: unlisted })).answers).toEqual(["1"]);
  });

  test("wholly of a search proves nothing, and says why", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.onRead = (word) => (word === "name bob" ? answer(200, { total: 2, people: [bob] }) : undefined);
    const { answers, problems } = await bench.ask(names("bob"), { lookupSource: unlisted });
    expect(answers).toEqual(["list_incomplete"]);
    expect(problems[0]).toContain("it does not return as many entries as it says it has");
  });

  test("is asked again in the next run", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.onRead = () => answer(500);
    await bench.ask(names("bob"));
    bench.onRead = () => undefined;
    expect(await bench.ask(names("bob"))).toMatchObject({ answers: ["1"], reads: ["name bob"] });
  });
});

describe("what one search does not settle", () => {
  /** Whose search shows one of several says that only the list can tell. */
  const listNeeding: LookupSource = {
    ...people,
    decide: (query, entries, all) =>
      all || query.about["id"] !== undefined ? people.decide(query, entries, all) : { needsList: true },
  };

  test("is left for the whole list", async () => {
    const bench = await PeopleBench.open(everybody);
    await bench.ledger.lists.remember(people.name, { total: 900 });
    const { answers, reads } = await bench.ask(names("bob", "zoe"), { lookupSource: listNeeding });
    expect(answers).toEqual(["1", "not_found"]);
    expect(reads).toEqual(["name bob", "name zoe", "list"]);
  });

  test("has no answer where the list cannot be read whole", async () => {
    const bench = await PeopleBench.open(everybody);
    await bench.ledger.lists.remember(people.name, { total: 900 });
    bench.hidden.add("2");
    const { answers } = await bench.ask(names("eva", "zoe"), { lookupSource: listNeeding });
    // whom a search has shown is there
    expect(answers).toEqual(["2", "list_incomplete"]);
  });

  test("has no answer where the list cannot be read", async () => {
    const bench = await PeopleBench.open(everybody);
    await bench.ledger.lists.remember(people.name, { total: 900 });
    bench.onRead = (word) => (word === "list" ? answer(500) : undefined);
    const { answers } = await bench.ask(names("eva"), { lookupSource: listNeeding });
    expect(answers).toEqual(["platform_unavailable"]);
  });

  test("is a mistake of the program where there is no list", async () => {
    const bench = await PeopleBench.open(everybody);
    const unsettled: LookupSource = { ...unlisted, decide: () => ({ needsList: true }) };
    await expect(bench.ask(names("bob"), { lookupSource: unsettled })).rejects.toThrow(
      "test.people has no list",
    );
  });
});

describe("an id that a row has from an earlier run", () => {
  const ask = async (bench: PeopleBench, about: Readonly<Record<string, string>>) => bench.ask([about]);

  test("is its person where the words are theirs", async () => {
    const bench = await PeopleBench.open(everybody);
    expect(await ask(bench, { earlier: "3", name: "ana" })).toMatchObject({
      answers: ["3"],
      stale: [undefined],
    });
  });

  test("gives way to whom the words mean by now", async () => {
    const bench = await PeopleBench.open(everybody);
    expect(await ask(bench, { earlier: "1", name: "eva" })).toMatchObject({ answers: ["2"], stale: ["1"] });
  });

  test("gives way where the words mean nobody and contradict it", async () => {
    const bench = await PeopleBench.open(everybody);
    expect(await ask(bench, { earlier: "1", name: "zoe" })).toMatchObject({
      answers: ["not_found"],
      stale: ["1"],
    });
  });

  test("counts where the words mean several people, of whom it is one", async () => {
    const bench = await PeopleBench.open(everybody);
    expect((await ask(bench, { earlier: "4", name: "ana" })).answers).toEqual(["4"]);
  });

  test("gives way where the words contradict themselves, whether they are searched for or found in the list", async () => {
    const torn: LookupSource = believingEarlierIds(
      {
        ...byWords,
        decide: ({ about }, entries) =>
          about["id"] === undefined
            ? { failed: "torn", problem: "Torn.", contradicts: true }
            : { found: entries[0]?.id ?? "" },
      },
      { canAsk: () => true, areOf: () => false },
    );
    for (const source of [
      { ...torn, all: undefined },
      { ...torn, search: () => undefined },
    ]) {
      const bench = await PeopleBench.open(everybody);
      const asked = await bench.ask([{ earlier: "1", name: "bob" }], { lookupSource: source });
      expect(asked).toMatchObject({ answers: ["torn"], stale: ["1"] });
    }
  });

  test("has no answer where it cannot be read, and is not called stale", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.onRead = () => answer(500);
    expect(await ask(bench, { earlier: "1", name: "bob" })).toMatchObject({
      answers: ["platform_unavailable"],
      stale: [undefined],
    });
  });

  test("is remembered with its words, so that the next run asks nothing, for as long as they stand", async () => {
    const bench = await PeopleBench.open(everybody);
    await ask(bench, { earlier: "3", name: "ana" });
    bench.clock.set(0);
    await bench.clock.advance(400 * day);
    expect(await ask(bench, { earlier: "3", name: "ana" })).toMatchObject({ answers: ["3"], reads: [] });
    expect((await ask(bench, { earlier: "4", name: "ana" })).reads).not.toEqual([]);
  });
});

describe("an id beside words that a person wrote", () => {
  test("has to be theirs: one that is somebody else's contradicts", async () => {
    const bench = await PeopleBench.open(everybody);
    expect((await bench.ask([{ id: "1", name: "bob" }])).answers).toEqual(["1"]);
    expect((await bench.ask([{ id: "2", name: "bob" }])).answers).toEqual(["mismatch"]);
    // and is remembered as such
    expect(await bench.ask([{ id: "1", name: "bob" }])).toMatchObject({ answers: ["1"], reads: [] });
  });

  test("is known for 30 days by what was found by the words, and by nothing else", async () => {
    const bench = await PeopleBench.open(everybody);
    await bench.ask(names("bob"));
    expect((await bench.ask([{ id: "1", name: "bob" }])).reads).toEqual([]);
    expect((await bench.ask([{ id: "2", name: "bob" }])).answers).toEqual(["mismatch"]);
    await bench.clock.advance(31 * day);
    expect((await bench.ask([{ id: "1", name: "bob" }])).reads).toEqual(["id 1"]);
  });

  test("is not known for longer since it was asked about meanwhile: nobody has looked", async () => {
    const bench = await PeopleBench.open(everybody);
    await bench.ask(names("bob"));
    await bench.clock.advance(20 * day);
    expect((await bench.ask([{ id: "1", name: "bob" }])).reads).toEqual([]);
    await bench.clock.advance(20 * day);
    expect((await bench.ask([{ id: "1", name: "bob" }])).reads).toEqual(["id 1"]);
  });

  test("that a source believes is remembered as seen with them, so that it vouches for an earlier answer", async () => {
    const believing: LookupSource = { ...people, given: ({ about }) => about["id"] };
    const bench = await PeopleBench.open(everybody);
    const first = await bench.ask([{ id: "7", name: "zoe" }], { lookupSource: believing });
    expect(first).toMatchObject({ answers: ["7"], reads: [] });
    expect(await bench.ask([{ earlier: "7", name: "zoe" }])).toMatchObject({ answers: ["7"], reads: [] });
  });

  test("alone is not remembered for words that were never seen with it", async () => {
    const bench = await PeopleBench.open(everybody);
    await bench.ask([{ id: "7" }]);
    expect((await bench.ask([{ earlier: "7", name: "zoe" }])).answers).toEqual(["not_found"]);
  });
});

describe("somebody on whom no request depends", () => {
  const optional = { optional: true };

  test("and who is not found is looked for again after a week", async () => {
    const bench = await PeopleBench.open(everybody);
    expect((await bench.ask(names("zoe"), optional)).reads).toEqual(["name zoe"]);
    await bench.clock.advance(7 * day - 1);
    expect(await bench.ask(names("zoe"), optional)).toMatchObject({
      answers: ["provider_not_found"],
      reads: [],
    });
    await bench.clock.advance(2);
    expect((await bench.ask(names("zoe"), optional)).reads).toEqual(["name zoe"]);
  });

  test("is looked for at once when a request depends on them, and then for every request", async () => {
    const bench = await PeopleBench.open(everybody);
    await bench.ask(names("zoe"), optional);
    for (let night = 0; night < 2; night += 1)
      expect((await bench.ask(names("zoe"))).reads).toEqual(["name zoe"]);
  });

  test("and who could not be read is looked for again the next time", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.onRead = () => answer(500);
    await bench.ask(names("zoe"), optional);
    bench.onRead = () => undefined;
    expect((await bench.ask(names("zoe"), optional)).reads).toEqual(["name zoe"]);
  });

  test("is remembered as absent among however many", async () => {
    const bench = await PeopleBench.open(everybody);
    const many = crowd(401).map(({ name }) => ({ name }));
    await bench.ask(many, optional);
    expect((await bench.ask(many, optional)).reads).toEqual([]);
  });
});

describe("a question that another one answers", () => {
  const ask = async (nickname: string, bench: PeopleBench) =>
    bench.ask([{ name: "x", nickname }], { lookupSource: nicknamed });

  test.each([
    ["bob", "1"],
    ["zoe", "9"],
    ["ana", "9"],
    ["torn", "torn"],
  ])(
    "about %s comes to %s: the id that was left counts where nobody or several are found",
    async (name, answered) => {
      const bench = await PeopleBench.open(everybody);
      expect((await ask(name, bench)).answers).toEqual([answered]);
    },
  );

  test("has no answer where the other one cannot be read, whatever id was left", async () => {
    const bench = await PeopleBench.open(everybody);
    bench.onRead = (word) => (word === "name bob" ? answer(500) : undefined);
    expect((await ask("bob", bench)).answers).toEqual(["platform_unavailable"]);
  });

  test("is asked beside the other one, which has its own answer, and both are remembered", async () => {
    const bench = await PeopleBench.open(everybody);
    const both = [{ name: "x", nickname: "bob" }, { name: "bob" }];
    expect((await bench.ask(both, { lookupSource: nicknamed })).answers).toEqual(["1", "1"]);
    expect(await bench.ask(both, { lookupSource: nicknamed })).toMatchObject({
      answers: ["1", "1"],
      reads: [],
    });
  });

  test("is answered among however many", async () => {
    const many = crowd(401).map(({ name }) => ({ name: "x", nickname: name }));
    const bench = await PeopleBench.open(crowd(401));
    const { answers } = await bench.ask(many, { lookupSource: nicknamed });
    expect(answers).toEqual(crowd(401).map(({ id }) => id));
  });
});

describe("what can be asked only once something else is known", () => {
  /** The friend and the foe of whoever a request is for. */
  const related: Resource = {
    ...things,
    kind: "test.request",
    dependentReferences: (_spec, answers) =>
      ["friend", "foe"].map((role) => ({
        role,
        query: {
          lookupSource: people.name,
          about: { name: `${role} of ${answers.get("who")?.[0] ?? "nobody"}` },
        },
      })),
  };
  const friends = [...everybody, { id: "8", name: "friend of 1" }, { id: "9", name: "foe of 1" }];

  test("is asked then, once, and stands beside what was known before", async () => {
    const bench = await PeopleBench.open(friends);
    let references: readonly unknown[] = [];
    const { reads } = await bench.ask(names("bob", "zoe"), {
      resources: [related],
      afterwards: (staging) => {
        references = [2, 3].map((row) =>
          staging.queries
            .outcomes(staging.rows.specsOf(row)[0]?.references ?? [])
            .map(({ role, answer: found, problem }) => [role, found ?? problem?.code]),
        );
        return Promise.resolve();
      },
    });
    expect(references).toEqual([
      [
        ["who", "1"],
        ["friend", "8"],
        ["foe", "9"],
      ],
      [["who", "not_found"]],
    ]);
    expect(reads).not.toContain("name friend of nobody");
  });

  test("is asked for all requests, however many", async () => {
    const many = crowd(201);
    const bench = await PeopleBench.open([
      ...many,
      ...many.map(({ id }) => ({ id: `f${id}`, name: `friend of ${id}` })),
    ]);
    let last: unknown;
    await bench.ask(
      many.map(({ name }) => ({ name })),
      {
        resources: [related],
        afterwards: (staging) => {
          last = staging.queries
            .outcomes(staging.rows.specsOf(202)[0]?.references ?? [])
            .map(({ answer: found }) => found);
          return Promise.resolve();
        },
      },
    );
    expect(last).toEqual(["x200", "fx200", undefined]);
  });

  test("is nothing where nothing depends on it", async () => {
    const bench = await PeopleBench.open(friends);
    const alone: Resource = { ...related, dependentReferences: () => [] };
    expect(
      (await bench.ask(names("bob"), { resources: [alone, { ...things, kind: "test.request" }] })).reads,
    ).toEqual(["name bob"]);
  });
});
