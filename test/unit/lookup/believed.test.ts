import { afterEach, describe, expect, test } from "vitest";
import type { LookupSource } from "../../../src/platforms/resource.ts";
import type { Staging } from "../../../src/staging/staging.ts";
import { answer } from "../builders/clients.ts";
import { known } from "../builders/events.ts";
import { nicknamed, people, PeopleBench, type Person } from "../builders/people.ts";

afterEach(() => PeopleBench.closeAll());

const person = (number: number, gone = false): Person => ({ id: `p${number}`, name: `n${number}`, gone });
const persons = (count: number): readonly Person[] =>
  Array.from({ length: count }, (_, index) => person(100 + index));

/** Something is to be sent about each of these; an id may stand for several requests. */
function sendAbout(staging: Staging, ids: readonly string[]): void {
  staging.workItems.add(
    ids.map((subject, index) => {
      const key = `${index}|${subject}`;
      const about = { key, kind: "test.thing", subject, attributes: {}, batch: key, row: index + 2 };
      return { ...about, toldIds: [], known: known() };
    }),
  );
  for (const workItem of staging.workItems.page("test.thing", "look", "", 1_000)) {
    staging.workItems.move(workItem, {
      event: "not-listed",
      goal: "unmet",
      extent: "whole",
      hasId: false,
      wasShown: true,
      hasIdsToRead: false,
    });
  }
}

/** What becomes of requests about these ids, which the roster gives and nobody has looked at. */
async function checked(
  bench: PeopleBench,
  ids: readonly string[],
  {
    lookupSource = people,
    sent = ids,
  }: { readonly lookupSource?: LookupSource; readonly sent?: readonly string[] } = {},
) {
  let codes: readonly (string | undefined)[] = [];
  const { reads, left } = await bench.ask(
    ids.map((id) => ({ id })),
    {
      lookupSource,
      afterwards: async (staging, check) => {
        sendAbout(staging, sent);
        await check();
        codes = sent.map((id) => staging.workItems.ofSubject("test.thing", id)[0]?.problem?.code);
      },
    },
  );
  return { reads, codes, left };
}

describe("before something is sent about somebody whose id nobody has looked at", () => {
  test("they are read, and nothing is sent about who is not there any more or is gone", async () => {
    const bench = await PeopleBench.open([person(1), person(2, true)]);
    await bench.ledger.lists.remember(people.name, { total: 900 });
    expect(await checked(bench, ["p1", "p2", "p3"])).toMatchObject({
      reads: ["id p1", "id p2", "id p3"],
      codes: [undefined, "deactivated", "not_found"],
    });
  });

  test("each read names the rows that ask for something about them", async () => {
    const bench = await PeopleBench.open([person(1)]);
    const { left } = await checked(bench, ["p1"], { sent: ["p1", "p1"] });
    expect(left.map(({ call }) => call.rows?.())).toEqual([[2, 3]]);
  });

  test("nobody is read about whom nothing is sent", async () => {
    const bench = await PeopleBench.open([person(1), person(2)]);
    expect((await checked(bench, ["p1", "p2"], { sent: ["p2"] })).reads).toEqual(["id p2"]);
    expect((await checked(bench, ["p1", "p2"], { sent: [] })).reads).toEqual([]);
  });

  test("nobody is read who was looked up in this run, or where nobody is ever deactivated", async () => {
    const bench = await PeopleBench.open([person(1)]);
    const { reads } = await bench.ask([{ name: "n1" }], {
      afterwards: async (staging, check) => {
        sendAbout(staging, ["p1"]);
        await check();
      },
    });
    expect(reads).toEqual(["name n1"]);
    expect((await checked(bench, ["p1"], { lookupSource: { ...people, deactivates: false } })).reads).toEqual(
      [],
    );
  });

  test("they are read, too, where another question answered it that nobody has asked in this run", async () => {
    const bench = await PeopleBench.open([person(1), { id: "9", name: "nine" }]);
    const night = async (about: Readonly<Record<string, string>>, id: string) =>
      (
        await bench.ask([about], {
          lookupSource: nicknamed,
          afterwards: async (staging, check) => {
            sendAbout(staging, [id]);
            await check();
          },
        })
      ).reads;
    await bench.ask([{ name: "n1" }], { lookupSource: nicknamed });
    expect(await night({ name: "x", nickname: "n1" }, "p1")).toEqual(["name x", "id p1"]);
    // whom a look has left as the answer was not believed
    expect(await night({ name: "y", nickname: "zoe" }, "9")).toEqual(["name y", "name zoe"]);
  });

  test("nothing is sent about whom nobody can be asked now", async () => {
    const bench = await PeopleBench.open([person(1)]);
    bench.onRead = () => answer(500);
    expect((await checked(bench, ["p1"])).codes).toEqual(["platform_unavailable"]);
  });

  test("all of them are read, however many they are", async () => {
    const many = persons(401);
    const bench = await PeopleBench.open(many.slice(0, 400));
    await bench.ledger.lists.remember(people.name, { total: 99_000 });
    const { reads, codes } = await checked(
      bench,
      many.map(({ id }) => id),
    );
    expect(new Set(reads).size).toBe(401);
    expect(codes.filter((code) => code !== undefined)).toEqual(["not_found"]);
  });

  test("it is a mistake of the program where they cannot be asked about by their id", async () => {
    const bench = await PeopleBench.open([person(1)]);
    const mute: LookupSource = { ...people, search: () => undefined };
    await expect(checked(bench, ["p1"], { lookupSource: mute })).rejects.toThrow(
      "test.people cannot be asked by id",
    );
  });
});

describe("many of them are looked at in the list", () => {
  test("where nobody knows how long it is, and it is shorter; who is not on it is read alone", async () => {
    const bench = await PeopleBench.open([person(1), person(2, true)]);
    expect(await checked(bench, ["p1", "p2", "p3"])).toMatchObject({
      reads: ["list", "id p3"],
      codes: [undefined, "deactivated", "not_found"],
    });
    expect((await bench.ledger.lists.recallMany([people.name])).get(people.name)?.total).toBe(2);
  });

  test("only to its first page where it turns out to take as many calls", async () => {
    const bench = await PeopleBench.open([...persons(250), person(1, true), person(2), person(3)]);
    const { reads, codes } = await checked(bench, ["p1", "p2", "p3"]);
    expect(reads).toEqual(["list", "id p1", "id p2", "id p3"]);
    expect(codes).toEqual(["deactivated", undefined, undefined]);
  });

  test("to its end where it takes fewer calls", async () => {
    const bench = await PeopleBench.open([...persons(150), person(1, true), person(2), person(3)]);
    const { reads, codes } = await checked(bench, ["p1", "p2", "p3"]);
    expect(reads).toEqual(["list", "list"]);
    expect(codes).toEqual(["deactivated", undefined, undefined]);
  });

  test("unless it was as long the last time, or it is about one alone, or there is none", async () => {
    for (const [total, reads] of [
      [201, ["id p1", "id p2", "id p3"]],
      [200, ["list"]],
    ] as const) {
      const bench = await PeopleBench.open([person(1), person(2), person(3)]);
      await bench.ledger.lists.remember(people.name, { total });
      expect((await checked(bench, ["p1", "p2", "p3"])).reads).toEqual(reads);
    }
    const bench = await PeopleBench.open([person(1), person(2)]);
    expect((await checked(bench, ["p1"])).reads).toEqual(["id p1"]);
    const unlisted: LookupSource = { ...people, all: undefined };
    expect((await checked(bench, ["p1", "p2"], { lookupSource: unlisted })).reads).toEqual([
      "id p1",
      "id p2",
    ]);
  });

  test("whose gaps do not matter: it is read once, and who is missing is read alone", async () => {
    const bench = await PeopleBench.open([person(1), person(2), person(3)]);
    bench.hidden.add("p2");
    expect(await checked(bench, ["p1", "p2", "p3"])).toMatchObject({
      reads: ["list", "id p2"],
      codes: [undefined, undefined, undefined],
    });
  });

  test("which need not be readable: then all are read alone", async () => {
    const bench = await PeopleBench.open([person(1), person(2)]);
    bench.onRead = (word) => (word === "list" ? answer(500) : undefined);
    expect(await checked(bench, ["p1", "p2"])).toMatchObject({
      reads: ["list", "id p1", "id p2"],
      codes: [undefined, undefined],
    });
    expect((await bench.ledger.lists.recallMany([people.name])).size).toBe(0);
  });
});
