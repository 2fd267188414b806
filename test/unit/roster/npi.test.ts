import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isNpi } from "../../../src/roster/check-identity.ts";
import { prop } from "../builders/properties.ts";

/** Luhn's sum from the right over the digits with the issuer's prefix in front, as the rule is published. */
function checkDigit(nine: string): string {
  const digits = Array.from(`80840${nine}`, Number).toReversed();
  const sum = digits.reduce((total, digit, index) => {
    const value = index % 2 === 0 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

describe("an NPI", () => {
  test.each(["1234567893", "2450079191"])("is recognized in %s", (text) => {
    expect(isNpi(text)).toBe(true);
  });

  prop([fc.constantFrom("1", "2"), fc.integer({ min: 0, max: 99_999_999 })])(
    "has exactly one right check digit after nine digits",
    (lead, rest) => {
      const nine = `${lead}${String(rest).padStart(8, "0")}`;
      const accepted = Array.from("0123456789").filter((digit) => isNpi(`${nine}${digit}`));
      expect(accepted).toEqual([checkDigit(nine)]);
    },
  );

  test.each([
    ["a wrong check digit", "1234567890"],
    ["two digits swapped", "1234567983"],
    ["a digit too few", "123456789"],
    ["a digit too many", "12345678930"],
    ["scientific notation", "1.23457E+09"],
    ["a trailing .0", "1234567893.0"],
    ["dashes", "123-456-7893"],
    ["a blank in front", " 1234567893"],
    ["full-width digits", "１２３４５６７８９３"],
    ["nothing", ""],
  ])("is not recognized with %s", (_what, text) => {
    expect(isNpi(text)).toBe(false);
  });
});
