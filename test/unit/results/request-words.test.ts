import { describe, expect, test } from "vitest";
import { workOf } from "../../../src/platforms/catalog.ts";
import { kindsSentence, requestsSentence } from "../../../src/results/outcome.ts";
import { requestOutcome } from "../../../src/results/summary.ts";

describe("requests in a sentence", () => {
  test.each([
    [{}, "no requests"],
    [{ licenses: 0 }, "no requests"],
    [{ licenses: 1 }, "1 request: 1 license"],
    [{ enrollments: 1, licenses: 1_200 }, "1,201 requests: 1,200 licenses, 1 enrollment"],
    [{ credentialing: 3 }, "3 requests: 3 credentialing"],
  ])("%j are %s", (counts, sentence) => {
    expect(requestsSentence(counts)).toBe(sentence);
  });

  test("are named without a sum where it is elsewhere", () => {
    expect(kindsSentence({ licenses: 2, enrollments: 0, credentialing: 1 })).toBe(
      "2 licenses, 1 credentialing",
    );
  });
});

describe("a request", () => {
  test.each([
    ["medallion.license", "licenses"],
    ["medallion.enrollment", "enrollments"],
    ["medallion.credentialing", "credentialing"],
    ["verifiable.credentialing", "credentialing"],
  ] as const)("of the kind %s counts under %s", (kind, work) => {
    expect(workOf(kind)).toBe(work);
  });

  test.each([
    ["exists", "not held already", "existing"],
    ["exists", "held already", "held"],
    ["created", "not held already", "created"],
    ["skipped", "not held already", "skipped"],
  ] as const)("whose row says %s and that is %s counts as %s", (outcome, held, counted) => {
    expect(requestOutcome(outcome, held === "held already")).toBe(counted);
  });
});
