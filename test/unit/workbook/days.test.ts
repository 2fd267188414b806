import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { serialOfDay, shownMoment } from "../../../src/workbook/number-format.ts";
import { readWorkbook, textRow, unzip, workbookParts, zip } from "../../support/workbooks.ts";
import { addOnly, edited, written } from "../../support/written-workbooks.ts";

const folder = mkdtempSync(join(tmpdir(), "roster-sync-days-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);
const rules = { ...addOnly, days: new Set(["due"]) };
const sheetPart = "xl/worksheets/sheet1.xml";

describe("a day as a number of days", () => {
  test.each([
    ["1900-03-01", 61],
    ["2026-03-31", 46_112],
    ["9999-12-31", 2_958_465],
  ])("%s is %i", (text, serial) => {
    expect(serialOfDay(text, false)).toBe(serial);
    expect(serialOfDay(text, true)).toBe(serial > 1462 ? serial - 1462 : undefined);
  });

  test.each(["", "2026-3-31", "2026-02-30", "31.03.2026", "2026-03-31T00:00:00Z", "1900-02-28", "soon"])(
    "is not what %j is",
    (text) => {
      expect(serialOfDay(text, false)).toBeUndefined();
    },
  );

  test("is read back as the same day, in both ways of counting", () => {
    const days = fc.integer({
      min: Date.UTC(1905, 0, 1) / 86_400_000,
      max: Date.UTC(9999, 11, 31) / 86_400_000,
    });
    fc.assert(
      fc.property(days, fc.boolean(), (day, from1904) => {
        const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(shownMoment(serialOfDay(text, from1904) ?? -1, "date", from1904)).toBe(text);
      }),
    );
  });
});

describe("roster-sync dates in a workbook", () => {
  const parts = workbookParts({
    sheets: [
      {
        name: "R",
        rows: textRow(1, ["npi", "due"]) + textRow(2, ["1", "2026-01-01"]) + textRow(3, ["2", "soon"]),
      },
    ],
    formats: ["0.00"],
  });
  const rows = [
    ["npi", "due", "due"],
    ["1", "2026-01-01", "2026-03-31"],
    ["2", "soon", "lapsed"],
  ];

  test("are real dates that read as they were; the user's own column of that name stays a text", async () => {
    const bytes = await edited(path("days.xlsx"), await zip(parts), rows, { rules });
    const { [sheetPart]: sheet = "", "xl/styles.xml": styles = "" } = await unzip(bytes);
    expect(sheet).toMatch(/<c r="C2" s="\d+"><v>46112<\/v><\/c>/);
    expect(sheet).toMatch(/<c r="B2"[^>]*t="(?:inlineStr|s)"/);
    expect(sheet).toContain("lapsed");
    expect(styles).toMatch(/<numFmt numFmtId="\d+" formatCode="yyyy\\-mm\\-dd"\/>/);
    expect((await readWorkbook(path("again.xlsx"), bytes)).rows.map(({ cells }) => cells[2])).toEqual([
      "2026-03-31",
      "lapsed",
    ]);
  });

  test("count from 1904 where the workbook does", async () => {
    const from1904 = workbookParts({
      sheets: [{ name: "R", rows: textRow(1, ["npi"]) + textRow(2, ["1"]) }],
      from1904: true,
    });
    const bytes = await edited(
      path("1904.xlsx"),
      await zip(from1904),
      [
        ["npi", "due"],
        ["1", "2026-03-31"],
      ],
      { rules },
    );
    expect((await unzip(bytes))[sheetPart]).toContain("<v>44650</v>");
    expect((await readWorkbook(path("1904b.xlsx"), bytes)).rows[0]?.cells[1]).toBe("2026-03-31");
  });

  test("that an earlier version wrote as texts become dates, once", async () => {
    const renewing = { ...rules, renewed: new Set([1]) };
    const texts = [
      ["npi", "due"],
      ["1", "2026-01-01"],
      ["2", "soon"],
    ];
    const first = await edited(path("old.xlsx"), await zip(parts), texts, { rules: renewing });
    expect((await unzip(first))[sheetPart]).toMatch(/<c r="B2" s="\d+"><v>46023<\/v><\/c>/);
    const second = await edited(path("new.xlsx"), first, texts, { rules: renewing });
    expect(await unzip(second)).toEqual(await unzip(first));
  });

  test("are real dates in a new workbook too, where the column is ours", async () => {
    const bytes = await written([["due"], ["2026-03-31"], ["none"]], addOnly.coloured, rules.days);
    const { [sheetPart]: sheet = "" } = await unzip(bytes);
    expect(sheet).toMatch(/<c r="A2" s="\d+"><v>46112<\/v><\/c>/);
    expect((await readWorkbook(path("fresh.xlsx"), bytes)).rows.map(({ cells }) => cells[0])).toEqual([
      "2026-03-31",
      "none",
    ]);
  });
});
