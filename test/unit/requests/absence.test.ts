import { describe, expect, test } from "vitest";
import {
  canBeLookedFor,
  isOfMoves,
  lookOf,
  needsSecondLook,
  provesAbsence,
  type Extent,
  type Look,
} from "../../../src/requests/events.ts";

const extents: readonly (readonly [Extent, { proves: boolean; moves: boolean; look: Look }])[] = [
  ["whole", { proves: true, moves: false, look: "whole" }],
  ["part", { proves: false, moves: false, look: "part" }],
  ["moved", { proves: false, moves: true, look: "part" }],
  ["moved-part", { proves: false, moves: true, look: "part" }],
];

describe.each(extents)("a list read to the extent %s", (extent, { proves, moves, look }) => {
  test(`${proves ? "proves" : "does not prove"} that something is not there`, () => {
    expect(provesAbsence(extent)).toBe(proves);
  });

  test(`is ${moves ? "" : "not "}one of what moved`, () => {
    expect(isOfMoves(extent)).toBe(moves);
  });

  test(`counts as a look at ${look === "whole" ? "all" : "a part"}`, () => {
    expect(lookOf(extent)).toBe(look);
  });
});

describe("an absence", () => {
  test("that was seen subject by subject needs no second look", () => {
    expect(lookOf(undefined)).toBe("apart");
    expect([needsSecondLook("apart", false), needsSecondLook("apart", true)]).toEqual([false, false]);
  });

  test("in the list of all needs one, unless it has an id of its own", () => {
    expect([needsSecondLook("whole", false), needsSecondLook("whole", true)]).toEqual([true, false]);
  });

  test("in a list with gaps always needs one", () => {
    expect([needsSecondLook("part", false), needsSecondLook("part", true)]).toEqual([true, true]);
  });
});

describe("what can be looked for", () => {
  const no = { list: false, subject: false };

  test.each([
    ["what stands in a list", { ...no, list: true }, true],
    ["what its subject is asked for", { ...no, subject: true }, true],
    ["nothing that neither shows", no, false],
  ])("is %s", (_what, ways, can) => {
    expect(canBeLookedFor(ways)).toBe(can);
  });
});
