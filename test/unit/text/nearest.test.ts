import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distance, nearest } from "../../../src/text/nearest.ts";
import { prop } from "../builders/properties.ts";

describe("the distance of two words", () => {
  test.each([
    ["", "", 0],
    ["npi", "npi", 0],
    ["", "npi", 3],
    ["npi", "np", 1],
    ["npi", "npii", 1],
    ["npi", "npj", 1],
    ["npi", "nip", 1],
    ["email", "emial", 1],
    ["kitten", "sitting", 3],
  ])("from %j to %j is %i", (one, other, letters) => {
    expect(distance(one, other)).toBe(letters);
  });

  prop([fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 })])(
    "is the same both ways, 0 only for the same word, and no more than the longer one's letters",
    (one, other) => {
      const there = distance(one, other);
      expect(there).toBe(distance(other, one));
      expect(there === 0).toBe(one === other);
      expect(there).toBeLessThanOrEqual(Math.max(one.length, other.length));
    },
  );
});

describe("the word that was probably meant", () => {
  const words = ["licenses", "enrollments", "credentialing", "caqh"];

  test.each([
    ["license", "licenses"],
    ["enrolments", "enrollments"],
    ["credentailing", "credentialing"],
    ["CAQH", "caqh"],
    ["cahq", "caqh"],
  ])("for %s is %s", (typed, meant) => {
    expect(nearest(typed, words)).toBe(meant);
  });

  test.each(["x", "payers", "", "everything"])("is none for %j", (typed) => {
    expect(nearest(typed, words)).toBeUndefined();
  });

  test("a text of great length was no mistyped word", () => {
    expect(nearest("npi".repeat(300_000), ["npi"])).toBeUndefined();
    expect(nearest("nip", ["n".repeat(1_000_000), "npi"])).toBe("npi");
  });

  test("is the same word before one that differs in letter case", () => {
    expect(nearest("LAc", ["LAC", "LAc"])).toBe("LAc");
    expect(nearest("LAC", ["LAc", "LAC"])).toBe("LAC");
  });

  test("is none without candidates", () => {
    expect(nearest("npi", [])).toBeUndefined();
  });
});
