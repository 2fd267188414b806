import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import {
  faultsAsJson,
  faultsAsLines,
  faultsAsTable,
  faultsAsText,
} from "../../../../src/cli/check/faults.ts";
import type { CheckedRoster } from "../../../../src/staging/check-roster.ts";

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
      problem: "is not a known certificate type",
      remedy: "It is sent as written.",
    },
  ],
};

describe("the faults of a roster", () => {
  test("are one line each, in the order of the rows, with a count at the end", () => {
    const lines = faultsAsLines(checked).split("\n");

    expect(lines.map((line) => line.slice(0, 16))).toEqual([
      "row 2  error    ",
      "row 3  warning  ",
      "row 4  error    ",
      "4 rows: 2 with p",
      "",
    ]);
    expect(lines[2]).toBe("row 4  error    The row has 2 cells where the header has 3. Add a delimiter.");
    expect(lines[3]).toBe("4 rows: 2 with problems, 1 warning");
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

  test("of a good roster are none, and that is reported", () => {
    const good = { reading, rows: 1, faults: [], warnings: [], notices: [] };

    expect([faultsAsLines(good), faultsAsTable(good, 80)]).toEqual([
      "1 row: all good\n",
      "1 row: all good\n",
    ]);
  });
});

describe("many faults", () => {
  const many: CheckedRoster = {
    reading,
    notices: [],
    rows: 60,
    faults: [
      ...Array.from({ length: 30 }, (_, index) => ({
        row: index + 2,
        letter: "C",
        header: "license_states",
        value: `Nevda ${index}`,
        code: "unknown_state" as const,
        problem: "is not a state",
        remedy: "Use a two-letter code.",
      })),
      ...[7, 7, 9].map((row) => ({
        row,
        code: "ragged_row" as const,
        problem: "has 2 cells",
        remedy: "Look.",
      })),
    ],
    warnings: [
      {
        row: 5,
        letter: "D",
        header: "x",
        value: "Np",
        code: "unknown_certificate_type",
        problem: "is not known",
        remedy: "NP?",
      },
    ],
  };

  test("are shown by kind, the most frequent first, with counts and example cells, on a terminal and in a pipe", () => {
    for (const columns of [undefined, 80]) {
      expect(faultsAsText(many, false, columns).split("\n")).toEqual([
        'fault    unknown_state: 30 rows: license_states (C2) "Nevda 0"; license_states (C3) "Nevda 1"; license_states (C4) "Nevda 2"; …',
        "         The cell is not a state. Use a two-letter code.",
        "fault    ragged_row: 3 in 2 rows: row 7; row 7; row 9",
        "         The row has 2 cells. Look.",
        'warning  unknown_certificate_type: 1 row: x (D5) "Np"',
        "         The cell is not known. NP?",
        "Every one of them: the same command with --all, or -o FILE.",
        "60 rows: 30 with problems, 1 warning",
        "",
      ]);
    }
  });

  test("are all listed when all are wanted, and always when they are few", () => {
    expect(faultsAsText(many, true, undefined)).toBe(faultsAsLines(many));
    expect(faultsAsText(checked, false, undefined)).toBe(faultsAsLines(checked));
    const twenty = { ...many, faults: many.faults.slice(0, 19) };
    expect(faultsAsText(twenty, false, undefined)).toBe(faultsAsLines(twenty));
    expect(faultsAsText({ ...many, faults: many.faults.slice(0, 20) }, false, undefined)).toContain("--all");
  });

  test("are all told under one code, when they are several things", () => {
    const lacking = (column: string) =>
      Array.from({ length: 12 }, (_, index) => ({
        row: index + 2,
        code: "missing_value" as const,
        problem: `is incomplete: the roster has no column ${column}`,
        remedy: `Add ${column}.`,
      }));
    const faults = [...lacking("certificate_type"), ...lacking("is_medallion_owned")];

    expect(faultsAsText({ ...many, faults, warnings: [] }, false, undefined)).toContain(
      "         12: The row is incomplete: the roster has no column certificate_type. Add certificate_type.\n" +
        "         12: The row is incomplete: the roster has no column is_medallion_owned. Add is_medallion_owned.\n",
    );
  });

  test("have their kinds in JSON beside all of them", () => {
    const { kinds, faults } = JSON.parse(faultsAsJson(many)) as { kinds: unknown; faults: unknown[] };
    expect(faults).toHaveLength(33);
    expect(kinds).toEqual([
      { code: "unknown_state", severity: "fault", count: 30, rows: 30, examples: ["C2", "C3", "C4"] },
      { code: "ragged_row", severity: "fault", count: 3, rows: 2, examples: ["row 7", "row 7", "row 9"] },
      { code: "unknown_certificate_type", severity: "warning", count: 1, rows: 1, examples: ["D5"] },
    ]);
  });
});
