import * as fc from "fast-check";
import { describe, expect } from "vitest";
import { readWorkbook } from "../../support/workbooks.ts";
import { addOnly, edited, written } from "../../support/written-workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";
import { prop } from "../builders/properties.ts";

const path = temporaryFolder();

const forPrograms = ["=1+1", "+", "-", "@", "'", "0", "1.5E3", "TRUE", "#N/A", "_x0041_", "_x"];
const forXml = ["&", "<", ">", "]]>", '"', "\uD83D", "\uDE00", "\uFFFE", "\u0000", "\u001B", "\u007F"];
const blanks = [" ", "\t", "\n", "\r", "\r\n", "\u00A0"];
const signs = [...forPrograms, ...forXml, ...blanks];

/** Texts that mean something to spreadsheet programs or to XML, and any others. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.array(fc.constantFrom(...signs), { maxLength: 5 }).map((parts) => parts.join("")),
);
const row = fc.tuple(text, text, text);
const isShown = (cells: readonly string[]): boolean => cells.some((cell) => cell.trim() !== "");

/** The rows of a sheet end with the last that shows anything. */
function upToTheLastShown(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.slice(0, rows.findLastIndex(isShown) + 1);
}

describe("whatever signs a text is made of, it is read back as it was", () => {
  prop([fc.array(row, { maxLength: 6 })], { numRuns: 40 })("from a new workbook", async (rows) => {
    const header = ["npi", "b", "c"];

    const read = await readWorkbook(path("new.xlsx"), await written([header, ...rows]));

    expect(read.header).toEqual(header);
    expect(read.rows.map(({ cells }) => cells)).toEqual(upToTheLastShown(rows));
  });

  prop([fc.array(row, { minLength: 1, maxLength: 6 })], { numRuns: 25 })(
    "from a workbook that was written again, and the user's own cells with it",
    async (rows) => {
      const own = rows.map(([first]) => ["1", first]);
      const before = await written([["npi", "own"], ...own]);

      const after = await edited(path("old.xlsx"), before, [
        ["npi", "own", "b", "c"],
        ...rows.map(([first, ...rest]) => ["1", first, ...rest]),
      ]);

      const read = await readWorkbook(path("again.xlsx"), after);
      expect(read.rows.map(({ cells }) => cells)).toEqual(rows.map((cells) => ["1", ...cells]));
    },
  );

  prop([text, text], { numRuns: 25 })("also where it takes the place of another", async (first, second) => {
    const rules = { ...addOnly, renewed: new Set([1]) };
    const before = await written([
      ["npi", "answer"],
      ["1", first],
    ]);

    const after = await edited(
      path("old.xlsx"),
      before,
      [
        ["npi", "answer"],
        ["1", second],
      ],
      { rules },
    );

    expect((await readWorkbook(path("again.xlsx"), after)).rows).toEqual([{ row: 2, cells: ["1", second] }]);
  });
});
