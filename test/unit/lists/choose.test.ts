import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseReading, pagesOf, type ReadingChoice } from "../../../src/lists/whole.ts";
import { prop } from "../builders/properties.ts";

const choice: ReadingChoice = { singles: 10, mustList: false, noList: false, pages: undefined, pagesRead: 0 };

describe("the pages of a list", () => {
  test.each([
    [0, 1],
    [1, 1],
    [99, 1],
    [100, 1],
    [101, 2],
    [200, 2],
    [5_000, 50],
  ])("of %i are %i, a hundred rows each", (total, pages) => {
    expect(pagesOf(total)).toBe(pages);
  });
});

describe("how questions are answered", () => {
  test.each<[string, Partial<ReadingChoice>, string]>([
    ["not at all when there are none", { singles: 0 }, "nothing"],
    ["not at all when there are none, however short the list", { singles: 0, pages: 1 }, "nothing"],
    ["from the list when it is known to be shorter", { pages: 9 }, "list"],
    ["from the list when it costs the same", { pages: 10 }, "list"],
    ["one by one when the list is longer", { pages: 11 }, "singles"],
    ["from the list when what is left of it is shorter", { pages: 14, pagesRead: 4 }, "list"],
    ["one by one when even what is left of it is longer", { pages: 15, pagesRead: 4 }, "singles"],
    ["by a look at the first page when nobody knows how long the list is", {}, "probe"],
    ["by a look at the first page even for two questions", { singles: 2 }, "probe"],
    ["by itself when there is one question and nobody knows", { singles: 1 }, "singles"],
    ["from the list when only the list can tell", { singles: 1, mustList: true, pages: 500 }, "list"],
    ["from the list when all questions need it", { singles: 0, mustList: true }, "list"],
    ["one by one when there is no list", { noList: true, pages: 1 }, "singles"],
  ])("%s", (_what, change, way) => {
    expect(chooseReading({ ...choice, ...change })).toBe(way);
  });

  const counts = fc.integer({ min: 1, max: 100_000 });

  prop([counts, counts, fc.nat(50)])("never costs more than the other way", (singles, pages, read) => {
    const pagesRead = Math.min(read, pages);
    const way = chooseReading({ ...choice, singles, pages, pagesRead });
    const cost = way === "list" ? pages - pagesRead : singles;

    expect(["list", "singles"]).toContain(way);
    expect(cost).toBe(Math.min(pages - pagesRead, singles));
  });
});
