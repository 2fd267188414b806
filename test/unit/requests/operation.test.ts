import { describe, expect, test } from "vitest";
import { goalOf, operationKey, verbs, type Goal, type Shown } from "../../../src/requests/operation.ts";

describe("the key of an operation", () => {
  test("that creates is the natural key, so that what stands in a ledger counts", () => {
    expect(operationKey({ key: "a|b", verb: "create" })).toBe("a|b");
    expect(operationKey({ key: "a|b", verb: "create", digest: "d" })).toBe("a|b");
  });

  test("that creates once more, after it was removed, has a number", () => {
    expect(operationKey({ key: "a|b", verb: "create", sequence: 1 })).toBe("a|b#create##1");
  });

  test("tells verbs, what is set and how often apart", () => {
    const keys = [
      operationKey({ key: "a", verb: "create" }),
      operationKey({ key: "a", verb: "create", sequence: 1 }),
      operationKey({ key: "a", verb: "remove" }),
      operationKey({ key: "a", verb: "remove", sequence: 1 }),
      operationKey({ key: "a", verb: "update", digest: "1" }),
      operationKey({ key: "a", verb: "update", sequence: 1 }),
      operationKey({ key: "a", verb: "update", digest: "1", sequence: 1 }),
      operationKey({ key: "a", verb: "update", digest: "2" }),
      operationKey({ key: "b", verb: "create" }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const goals: readonly (readonly [Shown, Readonly<Record<(typeof verbs)[number], Goal>>])[] = [
  ["there", { create: "met", update: "unmet", remove: "unmet" }],
  ["as-wished", { create: "met", update: "met", remove: "unmet" }],
  ["absent", { create: "unmet", update: "out-of-reach", remove: "met" }],
];

describe.each(goals)("of what is %s", (shown, expected) => {
  test.each(verbs)("the goal of %s is judged", (verb) => {
    expect(goalOf(verb, shown)).toBe(expected[verb]);
  });
});
