import { describe, expect, test } from "vitest";
import { redacted } from "../../../src/results/impersonal.ts";

describe("a sentence for a summary", () => {
  test.each([
    ['npi (A2) "1.23E+09" is in scientific notation.', "npi (A2) … is in scientific notation."],
    ["Medallion has no provider with the NPI 1234567893.", "Medallion has no provider with the NPI …."],
    [
      "Medallion has no provider with the email address a.lee@example.test or the NPI 1234567893.",
      "Medallion has no provider with the email address … or the NPI ….",
    ],
    ['Verifiable has no facility called "Ann\'s".', "Verifiable has no facility called …."],
    ["user a.lee@example.test.", "user …."],
  ])("has none of the row's own values: %s", (sentence, without) => {
    expect(redacted(sentence)).toBe(without);
  });

  test("keeps cells, short numbers and the platforms' ids", () => {
    const sentence =
      "license_states (AB1048) of 0f8fad5b-d9cb-469f-a165-708677289501 has 42 states since 2026-03-01.";

    expect(redacted(sentence)).toBe(sentence);
  });
});
