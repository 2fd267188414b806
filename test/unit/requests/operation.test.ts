import { describe, expect, test } from "vitest";
import {
  goalOf,
  keyOfNext,
  operationKey,
  verbs,
  type Goal,
  type Shown,
} from "../../../src/requests/operation.ts";

describe("the key of an operation", () => {
  test("that creates is the natural key, so that what stands in a ledger counts", () => {
    expect(operationKey("a|b", "create")).toBe("a|b");
    expect(operationKey("a|b", "create", "d")).toBe("a|b");
  });

  test("tells verbs, what is set and how often apart", () => {
    const once = [
      operationKey("a", "create"),
      operationKey("a", "remove"),
      operationKey("a", "update"),
      operationKey("a", "update", "1"),
      operationKey("a", "update", "2"),
      operationKey("b", "create"),
    ];
    const keys = [...once, ...once.map(keyOfNext), ...once.map((key) => keyOfNext(keyOfNext(key)))];
    expect(new Set(keys).size).toBe(18);
  });

  test("that is asked for again counts from 1", () => {
    expect(keyOfNext("a|b")).toBe("a|b#again-1");
    expect(keyOfNext("a|b#again-1")).toBe("a|b#again-2");
    expect(keyOfNext("a|b#again-9")).toBe("a|b#again-10");
  });

  test("that only looks numbered gets a number of its own", () => {
    expect(keyOfNext("a#again-x")).toBe("a#again-x#again-1");
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
