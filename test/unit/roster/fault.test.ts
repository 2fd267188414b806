import { describe, expect, test } from "vitest";
import { columnLetter, faultSentence, mapFlag, shown, type Fault } from "../../../src/faults/problem.ts";

const fault: Fault = {
  row: 12,
  letter: "C",
  header: "NPI Number",
  value: "123",
  code: "invalid_npi",
  problem: "is not an NPI: it needs ten digits",
  remedy: "Copy the whole NPI, as text.",
};

describe("a column letter", () => {
  test.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [27, "AB"],
    [51, "AZ"],
    [52, "BA"],
    [701, "ZZ"],
    [702, "AAA"],
    [16_383, "XFD"],
  ])("of column %i is %s, as spreadsheets count", (index, letter) => {
    expect(columnLetter(index)).toBe(letter);
  });
});

describe("the sentence of a fault", () => {
  test("names header, cell, value, what is wrong and what to do", () => {
    expect(faultSentence(fault)).toBe(
      'NPI Number (C12) "123" is not an NPI: it needs ten digits. Copy the whole NPI, as text.',
    );
  });

  test("leaves a blank value out", () => {
    expect(faultSentence({ ...fault, value: "" })).toBe(
      "NPI Number (C12) is not an NPI: it needs ten digits. Copy the whole NPI, as text.",
    );
  });

  test("speaks of the row where no cell is meant", () => {
    const ragged: Fault = { row: 3, code: "ragged_row", problem: "has 2 cells", remedy: "Add one." };

    expect(faultSentence(ragged)).toBe("The row has 2 cells. Add one.");
  });
});

describe("a value that is shown to a person", () => {
  test("stays on one line and short", () => {
    expect(shown("a\r\nb\tc")).toBe('"a b c"');
    expect(shown("x".repeat(40))).toBe(`"${"x".repeat(40)}"`);
    expect(shown("x".repeat(1_000_000))).toBe(`"${"x".repeat(39)}…"`);
  });
});

describe("the flag that says what a header means", () => {
  test.each([
    ["Degree", "certificate_type", '--map "Degree=certificate_type"'],
    ["Provider ID", "", '--map "Provider ID="'],
    [' NPI\n(10 "digits") ', "npi", '--map "NPI (10 \\"digits\\")=npi"'],
    ["Cost $", "", '--map "Cost \\$="'],
  ])("can be typed into a shell as written: %j", (header, column, flag) => {
    expect(mapFlag(header, column)).toBe(flag);
  });
});
