import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { memoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { lonePage, type Listing } from "../../../src/lists/listing.ts";
import { answersOf, lookUp } from "../../../src/lookup/lookup.ts";
import type { Entry, LookupSource, Query } from "../../../src/platforms/resource.ts";
import { openStaging } from "../../../src/staging/staging.ts";
import { openFor } from "../../support/ledgers.ts";
import { answer, stage } from "../builders/clients.ts";

const day = 86_400_000;

let ledger: Ledger;
let now = Date.parse("2026-03-01T12:00:00Z");
let source: LookupSource;
let opened = 0;

beforeAll(async () => {
  ledger = await openFor(memoryLedger());
});
afterAll(() => ledger.close(0, 0));
beforeEach(() => {
  opened += 1;
  // what one test remembers is not known to the next
  source = people(`people ${opened}`);
});

/** People by name; two of them are called Ana, and Eve is asked about under her other name. */
const everybody = [
  { id: "1", name: "ana" },
  { id: "2", name: "ana" },
  { id: "3", name: "bob" },
  { id: "4", name: "eva" },
];

function list(name: string | undefined): Listing<Entry> {
  const query = name === undefined ? [] : [["name", name] as const];
  return {
    call: () => ({ method: "GET", path: "/people", route: "/people", query, purpose: "look-up" }),
    read: (body) => {
      const items = (body as typeof everybody).map(({ id, name: own }) => ({
        id,
        matchKeys: [own],
        attributes: { name: own },
      }));
      return { ...lonePage(items, items.length), ids: items.map(({ id }) => id) };
    },
  };
}

function people(name: string): LookupSource {
  return {
    name,
    platform: "medallion",
    preferList: false,
    given: ({ about }) => (Object.keys(about).length === 1 ? about["id"] : undefined),
    matchKeysOf: ({ about }) => [about["name"] ?? ""],
    all: list(undefined),
    search: ({ about }) => (about["name"] === undefined ? undefined : list(about["name"])),
    searchWord: ({ about }) => about["name"] ?? "",
    decide: ({ about }, entries) => {
      if (about["name"] === "eve")
        return { instead: { lookupSource: name, about: { name: "eva" } }, otherwise: "9" };
      if (about["name"] === "zoe")
        return { instead: { lookupSource: name, about: { name: "zora" } }, otherwise: "9" };
      const [first, ...others] = entries;
      if (first === undefined) return { failed: "provider_not_found", problem: "Nobody has that name." };
      return others.length === 0
        ? { found: first.id }
        : { failed: "provider_ambiguous", problem: "Several have that name." };
    },
  };
}

/** What comes of queries, and the names that were searched for; undefined is the list of everybody. */
async function looked(...queries: readonly Query["about"][]): Promise<{
  readonly outcomes: readonly unknown[];
  readonly searches: readonly (string | undefined)[];
}> {
  const { client, left } = stage(({ call }) => {
    const name = call.query?.find(([word]) => word === "name")?.[1];
    return answer(200, JSON.stringify(everybody.filter((one) => name === undefined || one.name === name)));
  });
  const staging = openStaging();
  try {
    const ids = queries.map((about) => staging.queries.numberOf({ lookupSource: source.name, about }));
    const platform = { name: "medallion", title: "Medallion", lookupSources: [source] };
    const clock = { now: () => now, monotonic: () => now, sleep: () => Promise.resolve() };
    await lookUp(
      { ...platform, resources: [], statuses: [], holdings: [] },
      { client, ledger, staging, clock },
    );
    const outcomes = staging.queries
      .outcomes(ids.map((query) => ({ role: "who", query })))
      .map(({ answer: found, problem }) => found ?? problem?.code);
    const searches = left.map(({ call }) => call.query?.find(([word]) => word === "name")?.[1]);
    return { outcomes, searches };
  } finally {
    staging.close();
  }
}

describe("a query", () => {
  test("is answered by one search", async () => {
    expect(await looked({ name: "bob" })).toEqual({ outcomes: ["3"], searches: ["bob"] });
  });

  test("that holds nothing but an id is answered by it, without a call", async () => {
    expect(await looked({ id: "3" })).toEqual({ outcomes: ["3"], searches: [] });
  });

  test("that names several or nobody fails, and says which", async () => {
    const { outcomes } = await looked({ name: "ana" }, { name: "nobody" });

    expect(outcomes).toEqual(["provider_ambiguous", "provider_not_found"]);
  });

  test("shares its search with another one that has the same word", async () => {
    const { outcomes, searches } = await looked({ name: "bob" }, { name: "bob", state: "TX" });

    expect(outcomes).toEqual(["3", "3"]);
    expect(searches).toEqual(["bob"]);
  });

  test("that another one answers has its answer", async () => {
    expect((await looked({ name: "eve" })).outcomes).toEqual(["4"]);
  });

  test("that another one would answer, which finds nobody, has the id that was left for this", async () => {
    expect((await looked({ name: "zoe" })).outcomes).toEqual(["9"]);
  });
});

describe("many queries", () => {
  const names = ["bob", "eva", "c", "d", "e"].map((name) => ({ name }));

  test("are answered one by one while nobody knows how long the list is, or from a list that is short", async () => {
    const { outcomes, searches } = await looked(...names);

    expect(outcomes.slice(0, 3)).toEqual(["3", "4", "provider_not_found"]);
    expect(searches).toContain(undefined);
    expect(searches.length).toBeLessThan(names.length);
  });

  test("are not answered from a list that is known to take more calls than they do", async () => {
    await ledger.lists.remember(source.name, { total: 5_000 });

    const { outcomes, searches } = await looked(...names);

    expect(outcomes.slice(0, 2)).toEqual(["3", "4"]);
    expect(new Set(searches)).toEqual(new Set(["bob", "c", "d", "e", "eva"]));
  });
});

describe("what was found before", () => {
  test("is remembered for 30 days, and looked up again afterwards", async () => {
    await looked({ name: "bob" });

    now += 30 * day - 1;
    expect(await looked({ name: "bob" })).toEqual({ outcomes: ["3"], searches: [] });
    now += 2;
    expect((await looked({ name: "bob" })).searches).toEqual(["bob"]);
  });

  test("is remembered for just what was asked", async () => {
    await looked({ name: "bob" });

    expect((await looked({ name: "bob", state: "TX" })).searches).toEqual(["bob"]);
  });

  test("vouches for an id beside the words that it was found by, and for no other id", async () => {
    await looked({ name: "bob" });

    expect(await looked({ id: "3", name: "bob" })).toEqual({ outcomes: ["3"], searches: [] });
    expect((await looked({ id: "4", name: "bob" })).searches).toEqual(["bob"]);
  });

  test("vouches for the id of an earlier run however long ago it was", async () => {
    await looked({ name: "bob" });
    now += 400 * day;

    expect(await looked({ earlier: "3", name: "bob" })).toEqual({ outcomes: ["3"], searches: [] });
  });
});

describe("somebody for whom nothing is requested", () => {
  test("and who was not found is not looked for again within a week", async () => {
    expect((await looked({ name: "nobody" })).searches).toContain("nobody");

    now += 7 * day - 1;
    expect(await looked({ name: "nobody" })).toEqual({ outcomes: ["provider_not_found"], searches: [] });
    now += 2;
    expect((await looked({ name: "nobody" })).searches).toContain("nobody");
  });
});

test("answers stand by their roles, several of one role in their order, and open ones are left out", () => {
  const answers = answersOf([
    { role: "who", answer: "1" },
    { role: "practice", answer: "a" },
    { role: "practice", answer: undefined },
    { role: "practice", answer: "b" },
  ]);

  expect([...answers]).toEqual([
    ["who", ["1"]],
    ["practice", ["a", "b"]],
  ]);
});
