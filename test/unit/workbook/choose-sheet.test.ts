import { describe, expect, test } from "vitest";
import { RosterFileError } from "../../../src/errors.ts";
import { chooseSheet, type Sheet } from "../../../src/workbook/workbook-part.ts";

const sheet = (name: string, kind = "worksheet", hidden = false): Sheet => ({ name, kind, hidden });
const sheets = [
  sheet("Cover", "chartsheet"),
  sheet("Old", "worksheet", true),
  sheet("Roster"),
  sheet("roster"),
];

function refusal(wanted: string | undefined, of: readonly Sheet[] = sheets): string {
  try {
    chooseSheet(of, wanted, "r.xlsx");
  } catch (error) {
    if (error instanceof RosterFileError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  throw new Error("a sheet was chosen");
}

describe("of the sheets of a workbook", () => {
  test("the first with cells that is not hidden is taken, and the others are known", () => {
    expect(chooseSheet(sheets, undefined, "r.xlsx")).toMatchObject({ name: "Roster", others: ["roster"] });
  });

  test("a hidden one is taken when all are hidden", () => {
    expect(chooseSheet(sheets.slice(0, 2), undefined, "r.xlsx").name).toBe("Old");
  });

  test("a named one is taken by its exact name before any other spelling", () => {
    expect(chooseSheet(sheets, "roster", "r.xlsx").name).toBe("roster");
    expect(chooseSheet(sheets, "ROSTER", "r.xlsx").name).toBe("Roster");
  });
});

describe("a sheet is refused with a sentence", () => {
  test("when its name is not there, with those that are and the one that is perhaps meant", () => {
    expect(refusal("Rooster")).toBe(
      'r.xlsx has no sheet "Rooster". Its sheets are "Old", "Roster", "roster". Did you mean --sheet "Roster"?',
    );
    expect(refusal("Payroll 2024")).toContain("Choose one of them with --sheet.");
  });

  test("when it is a chart", () => {
    expect(refusal("cover")).toBe(
      'The sheet "Cover" of r.xlsx is a chart and has no rows. Choose another one with --sheet: "Roster", "roster".',
    );
  });

  test("when it holds macros or dialogs", () => {
    expect(refusal("M", [sheet("M", "xlMacrosheet")])).toContain("is a sheet of macros or dialogs");
  });

  test("when no sheet has cells", () => {
    expect(refusal(undefined, [sheet("Chart", "chartsheet")])).toMatch(/^r\.xlsx has no sheet with cells\./);
  });

  test("of which no more than twelve are listed", () => {
    const many = Array.from({ length: 20 }, (_, index) => sheet(`S${index + 1}`));

    expect(refusal("none of these", many)).toContain('"S12", ….');
  });
});
