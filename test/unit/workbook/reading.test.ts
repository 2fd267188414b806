import { describe, expect, test } from "vitest";
import {
  readWorkbook,
  textRow,
  workbookParts,
  xmlns,
  zip,
  type WorkbookPlan,
} from "../../support/workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();
let count = 0;

async function read(plan: WorkbookPlan, sheet?: string): ReturnType<typeof readWorkbook> {
  count += 1;
  return readWorkbook(path(`${count}.xlsx`), await zip(workbookParts(plan)), sheet);
}

/** The cells of a single row under a header of the same width. */
async function cellsOf(
  cells: string,
  plan: Partial<WorkbookPlan> = {},
  most = 6,
): Promise<readonly string[]> {
  const rows = `${textRow(1, ["npi", "b", "c", "d", "e", "f"])}<row r="2">${cells}</row>`;
  const { rows: found } = await read({ sheets: [{ name: "Roster", rows }], ...plan });
  return found[0]?.cells.slice(0, most) ?? [];
}

describe("a cell of a workbook is read as the text that it shows:", () => {
  test("a number digit by digit, and with the zeros that its format adds", async () => {
    const cells =
      '<c r="A2"><v>1.234567893E9</v></c><c r="B2" s="1"><v>1234</v></c><c r="C2" t="n"><v>0.1</v></c>';

    expect(await cellsOf(cells, { formats: ["00000"] })).toEqual(["1234567893", "01234", "0.1", "", "", ""]);
  });

  test("a date as a day, in either way of counting days", async () => {
    const cells = '<c r="A2" s="1"><v>45356</v></c><c r="B2" t="d"><v>2024-03-05T00:00:00</v></c>';

    expect(await cellsOf(cells, { formats: ["m/d/yy"] }, 2)).toEqual(["2024-03-05", "2024-03-05"]);
    expect(await cellsOf(cells, { formats: ["m/d/yy"], from1904: true }, 1)).toEqual(["2028-03-06"]);
  });

  test("a shared text with all its runs, without how it is pronounced, and with the signs that XML lacks", async () => {
    const strings =
      "<si><t>plain</t></si><si/><si><r><t>two </t></r><r><rPr><b/></rPr><t>runs</t></r></si>" +
      '<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si><si><t xml:space="preserve"> a_x000D_&#10;_x005F_x0041_ </t></si>';
    const cells = [0, 1, 2, 3, 4].map((index) => `<c t="s"><v>${index}</v></c>`).join("");

    expect(await cellsOf(cells, { strings })).toEqual([
      "plain",
      "",
      "two runs",
      "東京",
      " a\r\n_x0041_ ",
      "",
    ]);
  });

  test("yes and no, errors and results of formulas as written there", async () => {
    const cells =
      '<c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>0</v></c><c r="C2" t="e"><v>#N/A</v></c>' +
      '<c r="D2" t="str"><f>A1&amp;"x"</f><v>npix</v></c><c r="E2"><f>1+1</f><v>2</v></c><c r="F2" t="str"><f>""</f><v></v></c>';

    expect(await cellsOf(cells)).toEqual(["TRUE", "FALSE", "#N/A", "npix", "2", ""]);
  });

  test("a formula without a stored value as blank", async () => {
    const cells = '<c r="A2"><f>B2</f></c><c r="B2"><f>A2</f><v/></c>';

    expect(await cellsOf(cells, {}, 2)).toEqual(["", ""]);
  });

  test("inline texts of one run or several, and nothing for cells that are there for their color alone", async () => {
    const cells =
      '<c r="A2" t="inlineStr"><is><t>one</t></is></c><c r="B2" t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r></is></c>' +
      '<c r="C2" t="inlineStr"><is/></c><c r="D2" s="0"/>';

    expect(await cellsOf(cells)).toEqual(["one", "two runs", "", "", "", ""]);
  });
});

describe("the rows of a sheet", () => {
  test("have the numbers next to them, also where rows are left out", async () => {
    const rows = textRow(1, ["npi"]) + textRow(4, ["x"]) + textRow(5, ["y"]);

    const { rows: found } = await read({ sheets: [{ name: "Roster", rows }] });

    expect(found).toEqual([
      { row: 2, cells: [""] },
      { row: 3, cells: [""] },
      { row: 4, cells: ["x"] },
      { row: 5, cells: ["y"] },
    ]);
  });

  test("end with the last that shows anything, however far down cells are colored", async () => {
    const rows = `${textRow(1, ["npi"]) + textRow(2, ["x"])}<row r="9"><c r="A9" s="0"/></row>${textRow(10, [" "])}`;

    const { rows: found } = await read({ sheets: [{ name: "Roster", rows }] });

    expect(found).toEqual([{ row: 2, cells: ["x"] }]);
  });

  test("are as wide as the widest of them, so that no cell is lost", async () => {
    const rows = textRow(1, ["npi"]) + textRow(2, ["x", "", "z"]);

    const { header, rows: found } = await read({ sheets: [{ name: "Roster", rows }] });

    expect([header, found[0]?.cells]).toEqual([
      ["npi", "", ""],
      ["x", "", "z"],
    ]);
  });

  test("need no numbers and no names of cells", async () => {
    const rows =
      '<row><c t="inlineStr"><is><t>npi</t></is></c></row><row/><row><c><v>7</v></c><c><v>8</v></c></row>';

    const { rows: found } = await read({ sheets: [{ name: "Roster", rows }] });

    expect(found).toEqual([
      { row: 2, cells: ["", ""] },
      { row: 3, cells: ["7", "8"] },
    ]);
  });

  test("are found under any prefix of their elements", async () => {
    const parts = workbookParts({ sheets: [{ name: "Roster", rows: "" }] });
    const sheet = `<x:worksheet ${xmlns.replace("xmlns", "xmlns:x")}><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>npi</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;

    const { header } = await readWorkbook(
      path("prefix.xlsx"),
      await zip({ ...parts, "xl/worksheets/sheet1.xml": sheet }),
    );

    expect(header).toEqual(["npi"]);
  });

  test("may be longer than any piece in which the file is read", async () => {
    const long = "x".repeat(200_000);
    const rows = textRow(1, ["npi", long]) + textRow(2, [long, "y"]);

    const { header, rows: found } = await read({ sheets: [{ name: "Roster", rows }] });

    expect(header[1]).toBe(long);
    expect(found).toEqual([{ row: 2, cells: [long, "y"] }]);
  });
});

test("shared texts may be longer than any piece in which the file is read", async () => {
  const texts = Array.from({ length: 30 }, (_, index) => String(index).repeat(10_000));
  const strings = texts.map((text) => `<si><r><t>${text}</t></r><r><t>!</t></r></si>`).join("");
  const cells = texts.map((_, index) => `<c t="s"><v>${index}</v></c>`).join("");

  expect(await cellsOf(cells, { strings }, 30)).toEqual(texts.map((text) => `${text}!`));
});

test("a part that is compressed in a way that workbooks do not use is refused", async () => {
  const bytes = await zip(workbookParts({ sheets: [{ name: "Roster", rows: textRow(1, ["npi"]) }] }));
  const method = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 10;
  bytes.writeUInt16LE(12, method);

  await expect(readWorkbook(path("bzip2.xlsx"), bytes)).rejects.toThrow(
    "is compressed in a way that workbooks do not use",
  );
});

describe("the sheet that is read", () => {
  const sheets = [
    { name: "Old", state: "hidden", rows: textRow(1, ["old"]) },
    { name: "Roster", rows: textRow(1, ["npi"]) },
    { name: "Other", rows: textRow(1, ["email"]) },
  ] as const;

  test("is the first that is not hidden", async () => {
    expect(await read({ sheets })).toMatchObject({ sheet: "Roster", header: ["npi"] });
  });

  test("or the one that is named, hidden or not, in any letter case", async () => {
    expect(await read({ sheets }, "Other")).toMatchObject({ header: ["email"] });
    expect(await read({ sheets }, " OLD ")).toMatchObject({ sheet: "Old", header: ["old"] });
  });
});
