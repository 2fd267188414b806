import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { faultsAsJson, faultsAsLines, faultsAsTable } from "../../../src/cli/faults.ts";
import type { CheckedRoster } from "../../../src/plan/check.ts";

const reading = { sheet: null, headerRow: 1, columns: [] };

const checked: CheckedRoster = {
  reading,
  rows: 4,
  faults: [
    {
      row: 2,
      letter: "AB",
      header: "NPI\nNumber",
      value: "1.23E+09",
      code: "spreadsheet_damage",
      problem: "is in scientific notation",
      remedy: "Format the column as text in the spreadsheet, then enter the value again.",
    },
    { row: 4, code: "ragged_row", problem: "has 2 cells where the header has 3", remedy: "Add a delimiter." },
  ],
  notices: [],
  warnings: [
    {
      row: 3,
      letter: "C",
      header: "certificate_type",
      value: "医".repeat(60),
      code: "unknown_certificate_type",
      problem: "is not a certificate type that is known here",
      remedy: "It is sent as it stands.",
    },
  ],
};

describe("the faults of a roster", () => {
  test("are one line each, in the order of the rows, with a count at the end", () => {
    const lines = faultsAsLines(checked).split("\n");

    expect(lines.map((line) => line.slice(0, 16))).toEqual([
      "row 2  fault    ",
      "row 3  warning  ",
      "row 4  fault    ",
      "4 rows: 2 with f",
      "",
    ]);
    expect(lines[2]).toBe("row 4  fault    The row has 2 cells where the header has 3. Add a delimiter.");
    expect(lines[3]).toBe("4 rows: 2 with faults, 1 warning");
  });

  test.each([60, 80, 132])("fit into a terminal of %i columns as a table", (columns) => {
    const table = faultsAsTable(checked, columns).split("\n");

    expect(Math.max(...table.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    expect(table[0]).toMatch(/^cell +column +value +what is/);
    expect(table.find((line) => line.startsWith("AB2"))).toMatch(/^AB2 +NPI Number +1\.23E\+09 +is in/);
  });

  test("lose no word in the table", () => {
    const words = faultsAsTable(checked, 60).replaceAll(/\s+/g, " ");

    expect(words).toContain("→");
    for (const word of [...(checked.faults[0]?.remedy ?? "").split(" "), "row 4"])
      expect(words).toContain(word);
  });

  test("are an object with the reading, rows, faults and warnings as JSON", () => {
    expect(JSON.parse(faultsAsJson(checked))).toMatchObject({
      reading,
      rows: 4,
      faults: [{ row: 2, column: "AB", code: "spreadsheet_damage" }, { row: 4 }],
      warnings: [{ row: 3 }],
    });
  });

  test("of a good roster are none, and that is said", () => {
    const good = { reading, rows: 1, faults: [], warnings: [], notices: [] };

    expect([faultsAsLines(good), faultsAsTable(good, 80)]).toEqual([
      "1 row: all good\n",
      "1 row: all good\n",
    ]);
  });
});
