import { describe, expect, test } from "vitest";
import type { CellRules } from "../../../src/workbook/write-workbook.ts";
import { readWorkbook, textRow, unzip, workbookParts, zip, type SheetPlan } from "../../support/workbooks.ts";
import {
  addOnly,
  answers,
  cellElement,
  edited,
  edits,
  ownRows,
  sheetPart,
} from "../../support/written-workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();
const { partsAfter, sheetAfter } = edits(() => path("edited.xlsx"));

describe("when a workbook is written again,", () => {
  test("its own cells stay as they are, byte for byte, with their styles and formulas", async () => {
    const own =
      '<row r="1" spans="1:2" ht="30" customHeight="1"><c r="A1" s="1" t="inlineStr"><is><t>npi</t></is></c><c r="B1"/></row>' +
      '<!-- note --><row r="2"><c r="A2"><v>1.0</v></c><c r="B2" s="1"><f t="shared" ref="B2" si="0">A2*2</f><v>2</v></c></row>';

    const sheet = await sheetAfter({ rows: own }, answers, { formats: ["0.00"] });

    expect(sheet).toContain(
      '<row r="1" ht="30" customHeight="1"><c r="A1" s="1" t="inlineStr"><is><t>npi</t></is></c>',
    );
    expect(sheet).toContain(
      '<c r="A2"><v>1.0</v></c><c r="B2" s="1"><f t="shared" ref="B2" si="0">A2*2</f><v>2</v></c><c r="C2"',
    );
  });

  test("what is added is text, whatever it looks like", async () => {
    const sheet = await sheetAfter({}, [
      ["npi", "id", "changes"],
      ["1", "", "=1+1"],
    ]);

    expect(cellElement(sheet, "C2")).toMatch(/ t="inlineStr"><is><t>=1\+1<\/t><\/is><\/c>$/);
  });

  test("rows that were not there are put in their places", async () => {
    const sheet = await sheetAfter({ rows: textRow(1, ["npi", "id"]) + textRow(3, ["3", ""]) }, [
      ["npi", "id", "sync_result"],
      ["", "", "skipped"],
      ["3", "", "created"],
    ]);

    expect([...sheet.matchAll(/<row r="(\d+)"/g)].map(([, number]) => number)).toEqual(["1", "2", "3"]);
  });

  test("rows below the last that shows anything stay", async () => {
    const sheet = await sheetAfter({ rows: `${ownRows}<row r="9"><c r="A9" s="0"/></row>` });

    expect(sheet).toContain('<row r="9"><c r="A9" s="0"/></row></sheetData>');
  });

  test("empty rows, and rows with nothing but a height, take cells too", async () => {
    const sheet = await sheetAfter(
      { rows: `${textRow(1, ["npi", "id"])}<row r="2" ht="9"/><row r="3"></row>${textRow(4, ["4"])}` },
      [
        ["npi", "id", "x"],
        ["", "", "two"],
        ["", "", "three"],
        ["4", "", ""],
      ],
    );

    expect(sheet).toMatch(/<row r="2" ht="9"><c r="C2".*?<\/row><row r="3"><c r="C3".*?<\/row><row r="4">/);
  });

  test("all other parts are copied as they are", async () => {
    const parts = {
      ...workbookParts({
        sheets: [
          { name: "R", rows: ownRows },
          { name: "Sums", rows: '<row r="1"><c r="A1"><f>SUM(1,2)</f><v>3</v></c></row>' },
        ],
      }),
      "xl/vbaProject.bin": "macros",
      "xl/comments1.xml": "<comments/>",
      "docProps/core.xml": "<core/>",
    };

    const after = await unzip(await edited(path("parts.xlsx"), await zip(parts), answers));

    const changed = Object.keys(parts).filter((part) => after[part] !== parts[part as keyof typeof parts]);
    expect(changed.toSorted()).toEqual(["xl/styles.xml", "xl/workbook.xml", sheetPart]);
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(parts).toSorted());
  });

  test("its styles are only added to", async () => {
    const parts = await partsAfter({}, answers, { formats: ["00000"] });

    const formats = /<cellXfs count="(\d+)">(.*?)<\/cellXfs>/.exec(parts["xl/styles.xml"] ?? "");
    expect(Number(formats?.[1])).toBe(formats?.[2]?.match(/<xf /g)?.length);
    expect(formats?.[2]).toMatch(/^<xf numFmtId="0".*?<xf numFmtId="164"/);
    expect(parts["xl/styles.xml"]).toContain('<fgColor rgb="FFC6EFCE"/>');
  });

  test("it gets styles when it has none", async () => {
    const { "xl/styles.xml": _, ...parts } = workbookParts({ sheets: [{ name: "R", rows: ownRows }] });

    const bytes = await edited(path("plain.xlsx"), await zip(parts), answers);

    const after = await unzip(bytes);
    expect(after["[Content_Types].xml"]).toContain('<Override PartName="/xl/styles.xml"');
    expect(after["xl/_rels/workbook.xml.rels"]).toMatch(/Type="[^"]*\/styles" Target="\/xl\/styles.xml"/);
    expect(after["xl/styles.xml"]).toContain("FFC6EFCE");
  });

  test("formulas elsewhere that may count our cells are worked out again by Excel", async () => {
    const parts = workbookParts({
      sheets: [{ name: "R", rows: ownRows }],
      names: '<calcPr calcId="191029"/>',
    });

    const after = await unzip(
      await edited(path("calc.xlsx"), await zip({ ...parts, "xl/calcChain.xml": "<calcChain/>" }), answers),
    );

    expect(after["xl/workbook.xml"]).toContain('<calcPr calcId="191029" fullCalcOnLoad="1"/>');
  });
});

describe("roster-sync columns that are already there", () => {
  const before =
    textRow(1, ["npi", "sync_result", "provider_id", "note"]) +
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1" t="inlineStr"><is><t>failed</t></is></c><c r="D2"><v>5</v></c></row>';
  const rules: CellRules = {
    renewed: new Set([1]),
    filled: new Set([2]),
    days: addOnly.days,
    coloured: { ...addOnly.coloured, column: 1 },
  };
  const after = (cells: readonly string[], plan: Partial<SheetPlan> = {}): Promise<string> =>
    sheetAfter({ rows: before, ...plan }, [["npi", "sync_result", "provider_id", "note"], cells], {
      rules,
      formats: ["0"],
    });

  test("are renewed and filled in their places, and nothing is added", async () => {
    const sheet = await after(["1", "created", "abc", "5"]);

    expect(cellElement(sheet, "B2")).toContain("<t>created</t>");
    expect(cellElement(sheet, "C2")).toContain("<t>abc</t>");
    expect(sheet).toContain('<c r="D2"><v>5</v></c></row>');
    expect(sheet).not.toContain('r="E');
  });

  test("keep a filled identity cell, whatever the answer is", async () => {
    const filled = before.replace('<c r="D2">', '<c r="C2"><v>7</v></c><c r="D2">');

    expect(cellElement(await after(["1", "created", "abc", "5"], { rows: filled }), "C2")).toBe(
      '<c r="C2"><v>7</v></c>',
    );
  });

  test("keep a formula that the user put there", async () => {
    const formula = before
      .replace("<is><t>failed</t></is>", "<f>A2</f><v>1</v>")
      .replace('t="inlineStr"><f>', "><f>");

    expect(cellElement(await after(["1", "created", "", "5"], { rows: formula }), "B2")).toContain(
      "<f>A2</f>",
    );
  });

  test("lose what is no longer answered", async () => {
    expect(cellElement(await after(["1", "", "", "5"]), "B2")).toMatch(/^<c r="B2" s="\d+"\/>$/);
  });

  test("are not touched where nothing is new, so that a second run changes no byte of the sheet", async () => {
    const bytes = await zip(workbookParts({ sheets: [{ name: "R", rows: before }], formats: ["0"] }));
    const texts = [
      ["npi", "sync_result", "provider_id", "note"],
      ["1", "created", "abc", "5"],
    ];
    const first = await edited(path("first.xlsx"), bytes, texts, { rules });

    const second = await unzip(await edited(path("again.xlsx"), first, texts, { rules }));

    expect(second).toEqual(await unzip(first));
  });
});

test("a sheet under another prefix gets its cells under the same", async () => {
  const parts = workbookParts({ sheets: [{ name: "R", rows: "" }] });
  const sheet =
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>npi</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';

  const bytes = await edited(path("prefix.xlsx"), await zip({ ...parts, [sheetPart]: sheet }), [
    ["npi", "changes"],
  ]);

  const after = (await unzip(bytes))[sheetPart];
  expect(after).toContain(
    '<x:c r="B1" t="inlineStr"><x:is><x:t>changes</x:t></x:is></x:c></x:row></x:sheetData><x:autoFilter ref="A1:B1"/>',
  );
  expect(await readWorkbook(path("prefixed.xlsx"), bytes)).toMatchObject({ header: ["npi", "changes"] });
});
