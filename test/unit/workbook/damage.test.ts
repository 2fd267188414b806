import * as fc from "fast-check";
import { expect } from "vitest";
import { RosterFileError } from "../../../src/errors.ts";
import { readWorkbook, relationships, textRow, workbookParts, xmlns, zip } from "../../support/workbooks.ts";
import { edited } from "../../support/written-workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";
import { prop } from "../builders/properties.ts";

const path = temporaryFolder();
const parts: Readonly<Record<string, string>> = {
  ...(workbookParts({
    sheets: [
      {
        name: "Roster",
        head: '<dimension ref="A1"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="3" width="9"/></cols>',
        rows:
          textRow(1, ["npi", "id"]) +
          '<row r="2" spans="1:2"><c r="A2" s="1"><v>45356</v></c><c r="B2" t="s"><v>0</v></c></row>',
        tail: '<autoFilter ref="A1:B2"/><tableParts count="1"/>',
      },
    ],
    formats: ["m/d/yyyy"],
    strings: "<si><r><t>x</t></r></si>",
    names: '<definedNames><definedName name="A">1</definedName></definedNames>',
  }) as Readonly<Record<string, string>>),
  "xl/tables/table1.xml": `<table ${xmlns} id="1" ref="A1:B2"><tableColumns count="1"><tableColumn id="1" name="a"/></tableColumns></table>`,
  "xl/worksheets/_rels/sheet1.xml.rels": relationships([["table", "../tables/table1.xml"]]),
};
const names = Object.keys(parts);

/** Cuts a stretch out of a text and puts something else in its place. */
const wound = fc.record({
  part: fc.constantFrom(...names),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  instead: fc.constantFrom("", "<", ">", '"', "&", "/>", "<c>", "</row>", "-1", "99999999", 'r="', "\uFFFF"),
});

prop([fc.array(wound, { minLength: 1, maxLength: 3 })], { numRuns: 40 })(
  "whatever is broken in a workbook, it is read and written again or refused with a sentence",
  async (wounds) => {
    const broken: Record<string, string> = { ...parts };
    for (const { part, at, length, instead } of wounds) {
      const text = broken[part] ?? "";
      const place = Math.floor(at * text.length);
      broken[part] = text.slice(0, place) + instead + text.slice(place + length);
    }
    const bytes = await zip(broken);
    try {
      const { header, rows } = await readWorkbook(path("broken.xlsx"), bytes);
      await edited(path("broken.xlsx"), bytes, [
        [...header, "sync_result"],
        ...rows.map(({ cells }) => [...cells, "created"]),
      ]);
    } catch (error) {
      expect(error).toBeInstanceOf(RosterFileError);
    }
  },
);
