import { describe, expect, test } from "vitest";
import { extendedTable, readTable } from "../../../src/workbook/sheet-survey.ts";
import { relationships, textRow, unzip, workbookParts, xmlns, zip } from "../../support/workbooks.ts";
import { edited } from "../../support/written-workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();
const table = (ref: string, attributes = "", id = 1): string =>
  `<table ${xmlns} id="${id}" name="People" displayName="People" ref="${ref}"${attributes}><autoFilter ref="${ref}"/>` +
  '<tableColumns count="2"><tableColumn id="1" name="npi"/><tableColumn id="5" name="id"/></tableColumns></table>';

/** The sheet, its table and the workbook after a column has been added. */
async function after(text: string): Promise<readonly string[]> {
  const rows = textRow(1, ["npi", "id"]) + textRow(2, ["1", "2"]);
  const parts = {
    ...workbookParts({ sheets: [{ name: "R", rows, tail: '<tableParts count="1"/>' }] }),
    "xl/tables/table1.xml": text,
    "xl/worksheets/_rels/sheet1.xml.rels": relationships([["table", "../tables/table1.xml"]]),
  };
  const written = await unzip(
    await edited(path("table.xlsx"), await zip(parts), [
      ["npi", "id", "sync_<result>"],
      ["1", "2", "created"],
    ]),
  );
  return ["xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml"].map(
    (part) => written[part] ?? "",
  );
}

describe("a table over the roster", () => {
  test("grows with the columns that are added behind it, and filters them too", async () => {
    const [sheet, grown, workbook] = await after(table("A1:B2"));

    expect(grown).toContain('ref="A1:C2"><autoFilter ref="A1:C2"/><tableColumns count="3">');
    expect(grown).toContain('<tableColumn id="6" name="sync_&lt;result&gt;"/></tableColumns>');
    expect(sheet).not.toContain("<autoFilter");
    expect(workbook).not.toContain("_FilterDatabase");
  });

  test.each([
    ["ends before the last column", table("A1:A2")],
    ["begins under another row", table("A2:B3")],
    ["has no header", table("A1:B2", ' headerRowCount="0"')],
    ["has a row of totals, which would not fit its new columns", table("A1:B2", ' totalsRowCount="1"')],
    ["is filled by a query", table("A1:B2", ' tableType="queryTable"')],
  ])("stays as it is when it %s", async (_, text) => {
    const [sheet, same] = await after(text);

    expect(same).toBe(text);
    expect(sheet).not.toContain("<autoFilter");
  });
});

describe("the part of a table", () => {
  test("that says nothing of where it stands is left alone", () => {
    expect(readTable(`<table ${xmlns} id="1"/>`)).toBeUndefined();
    expect(readTable(`<table ${xmlns} ref="everywhere"></table>`)).toBeUndefined();
  });

  test("stays the same when no column is added", () => {
    expect(extendedTable(table("A1:B2"), [])).toBe(table("A1:B2"));
  });

  test("is not extended by a column that it has, in whatever letter case, since no table may have it twice", () => {
    expect(extendedTable(table("A1:B2"), ["sync_result", "NPI"])).toBeUndefined();
  });
});
