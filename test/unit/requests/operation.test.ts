import { describe, expect, test } from "vitest";
import {
  digestOf,
  goalOf,
  keyAfter,
  operationKey,
  operationNamed,
  verbs,
  type Goal,
  type OperationName,
  type Shown,
  type Verb,
} from "../../../src/requests/operation.ts";

const operation = (before: number, verb: Verb, digest?: string): OperationName => ({
  resource: "a|b",
  before,
  verb,
  ...(digest === undefined ? {} : { digest }),
});

describe("the key of an operation", () => {
  test("that creates first is the natural key, so that what stands in a ledger counts", () => {
    expect(operationKey(operation(0, "create"))).toBe("a|b");
    expect(operationNamed("a|b")).toEqual(operation(0, "create"));
  });

  test.each<[string, OperationName]>([
    ["a|b#1-create", operation(1, "create")],
    ["a|b#12-remove", operation(12, "remove")],
    ["a|b#1-update", operation(1, "update")],
    ["a|b#1-update-0af3", operation(1, "update", "0af3")],
    ["a|b#2-update-0af3", operation(2, "update", "0af3")],
  ])("tells what is done, what is set and what came before: %s", (key, name) => {
    expect(operationKey(name)).toBe(key);
    expect(operationNamed(key)).toEqual(name);
  });

  test.each(["a#1", "a#x-remove", "a#1-removed", "a #1-update-xyz", "a#1-remove|b", "line\n#2"])(
    "is not seen in a natural key that only looks so: %j",
    (key) => {
      expect(operationNamed(key)).toEqual({ resource: key, before: 0, verb: "create" });
    },
  );

  test("of what follows has the next number, and what it sets only where it sets something", () => {
    expect(keyAfter("a|b", "update", "0af3")).toBe("a|b#1-update-0af3");
    expect(keyAfter("a|b#1-update-0af3", "update", "0af3")).toBe("a|b#2-update-0af3");
    expect(keyAfter("a|b#9-remove", "remove", "0af3")).toBe("a|b#10-remove");
    expect(keyAfter("a|b#9-remove", "create", undefined)).toBe("a|b#10-create");
  });
});

describe("what an update sets", () => {
  test("is the same in any order, and with or without what is left out", () => {
    expect(digestOf({ street: "Main", town: "Genoa" })).toBe(
      digestOf({ town: "Genoa", street: "Main", zip: undefined }),
    );
  });

  test("is another with another value, or under another name", () => {
    const digests = [
      { street: "Main" },
      { street: "main" },
      { town: "Main" },
      { street: ["Main"] },
      { street: true },
      {},
    ];
    expect(new Set(digests.map(digestOf)).size).toBe(digests.length);
  });

  test("is a word that a key can hold", () => {
    expect(digestOf({ street: "Main #1-remove" })).toMatch(/^[\da-f]{12}$/);
  });
});

const goals: readonly (readonly [Shown, Readonly<Record<(typeof verbs)[number], Goal>>])[] = [
  ["there", { create: "met", update: "unmet", remove: "unmet" }],
  ["otherwise", { create: "differs", update: "unmet", remove: "unmet" }],
  ["as-wished", { create: "met", update: "met", remove: "unmet" }],
  ["absent", { create: "unmet", update: "out-of-reach", remove: "met" }],
];

describe.each(goals)("of what is %s", (shown, expected) => {
  test.each(verbs)("the goal of %s is judged", (verb) => {
    expect(goalOf(verb, shown)).toBe(expected[verb]);
  });
});
