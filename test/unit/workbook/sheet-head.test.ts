import { describe, expect, test } from "vitest";
import { answers, cellElement, edits, sheetPart } from "../../support/written-workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();
const { partsAfter, sheetAfter } = edits(() => path("edited.xlsx"));

describe("the header", () => {
  test("is frozen, and every column can be filtered", async () => {
    const parts = await partsAfter({});

    expect(parts[sheetPart]).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    );
    expect(parts[sheetPart]).toContain('</sheetData><autoFilter ref="A1:C2"/></worksheet>');
    expect(parts["xl/workbook.xml"]).toContain(
      `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'R &amp; D'!$A$1:$C$2</definedName></definedNames>`,
    );
  });

  test("looks in the new columns as in those before them", async () => {
    const styled =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>npi</t></is></c><c r="B1" s="1" t="inlineStr"><is><t>id</t></is></c></row>';

    expect(cellElement(await sheetAfter({ rows: styled }, answers, { formats: ["@"] }), "C1")).toMatch(
      /^<c r="C1" s="1" t="inlineStr">/,
    );
  });

  test("has a filter that is there already widened, with what it is set to", async () => {
    const tail =
      '<sheetProtection sheet="1"/><autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter><pageMargins left="1"/>';
    const names =
      '<definedNames><definedName name="Mine">1</definedName><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">old</definedName></definedNames>';

    const parts = await partsAfter({ tail }, answers, { names });

    expect(parts[sheetPart]).toContain(
      '<sheetProtection sheet="1"/><autoFilter ref="A1:C2"><filterColumn colId="0"/></autoFilter><pageMargins left="1"/>',
    );
    expect(parts["xl/workbook.xml"]).toContain(
      `hidden="1">'R &amp; D'!$A$1:$C$2</definedName></definedNames>`,
    );
  });

  test("gets its filter between the elements where it belongs", async () => {
    const tail = "<sheetCalcPr/><protectedRanges/><mergeCells/><pageSetup/>";

    expect(await sheetAfter({ tail })).toContain(
      '<protectedRanges/><autoFilter ref="A1:C2"/><mergeCells/><pageSetup/>',
    );
  });

  test("leaves a filter alone that the user put elsewhere", async () => {
    const parts = await partsAfter({ tail: '<autoFilter ref="A5:B9"/>' });

    expect(parts[sheetPart]).toContain('<autoFilter ref="A5:B9"/>');
    expect(parts["xl/workbook.xml"]).not.toContain("_FilterDatabase");
  });
});

describe("what stands in front of the rows", () => {
  test("gets the whole size of the sheet", async () => {
    expect(await sheetAfter({ head: '<sheetPr/><dimension ref="A1"/>' })).toContain(
      '<sheetPr/><dimension ref="A1:C2"/><sheetViews>',
    );
  });

  test("keeps the widths of the user's columns, and gives ours their own", async () => {
    const head =
      '<cols><col min="1" max="1" width="40" customWidth="1"/><col min="2" max="16384" width="9" style="1"/></cols>';

    const sheet = await sheetAfter({ head });

    expect(sheet).toContain(
      '<cols><col min="1" max="1" width="40" customWidth="1"/><col min="2" max="2" width="9" style="1"/>' +
        '<col min="3" max="3" width="15" customWidth="1"/><col min="4" max="16384" width="9" style="1"/></cols>',
    );
  });

  test.each([
    [
      "a view without panes",
      '<sheetView tabSelected="1" topLeftCell="A30" workbookViewId="0"><selection activeCell="B3" sqref="B3"/></sheetView>',
      '<sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection activeCell="B3" sqref="B3" pane="bottomLeft"/></sheetView>',
    ],
    [
      "a view with frozen columns, which stay so",
      '<sheetView workbookViewId="0"><pane xSplit="2" topLeftCell="C1" activePane="topRight" state="frozen"/><selection pane="topRight"/></sheetView>',
      '<sheetView workbookViewId="0"><pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/><selection pane="topRight"/></sheetView>',
    ],
    [
      "a window that was divided",
      '<sheetView workbookViewId="0"><pane xSplit="2000" ySplit="900"/></sheetView>',
      '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>',
    ],
  ])("is frozen in %s", async (_, before, after) => {
    expect(await sheetAfter({ head: `<sheetViews>${before}</sheetViews>` })).toContain(
      `<sheetViews>${after}</sheetViews>`,
    );
  });

  test.each([
    '<sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" state="frozen"/></sheetView>',
    '<sheetView view="pageLayout" workbookViewId="0"><selection/></sheetView>',
  ])("stays as it is where a header is frozen already or there are no panes: %s", async (view) => {
    expect(await sheetAfter({ head: `<sheetViews>${view}</sheetViews>` })).toContain(view);
  });
});
