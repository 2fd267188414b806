import { describe, expect, test } from "vitest";
import { RosterFileError } from "../../../src/errors.ts";
import { readWorkbook, textRow, workbookParts, zip, type Parts } from "../../support/workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();
const good = workbookParts({ sheets: [{ name: "Roster", rows: textRow(1, ["npi"]) + textRow(2, ["1"]) }] });
const sheet = "xl/worksheets/sheet1.xml";

/** What is said about a file that is no roster. */
async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await readWorkbook(path("bad.xlsx"), bytes);
  } catch (error) {
    if (!(error instanceof RosterFileError)) throw error;
    expect(error.exitCode).toBe(2);
    expect(error.remedy).not.toBeUndefined();
    return error.message;
  }
  throw new Error("it was read");
}

const without = (part: string): Parts =>
  Object.fromEntries(Object.entries(good).filter(([name]) => name !== part));

/** The place of the first entry in the list of parts at the end of a ZIP file. */
function listOfParts(bytes: Buffer): number {
  return bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
}

describe("a file that is packed like a workbook is refused with a sentence", () => {
  test.each<readonly [string, Parts, string]>([
    ["when it is any other archive", { "roster.csv": "npi\n1\n" }, "is a ZIP archive, not a workbook"],
    [
      "when it is an OpenDocument file",
      { mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>" },
      "is an OpenDocument file (.ods)",
    ],
    [
      "when it is a document of Apple Numbers",
      { "Index/Document.iwa": "x" },
      "is a document of Apple Numbers",
    ],
    [
      "when it is a binary workbook",
      {
        ...without("xl/workbook.xml"),
        "_rels/.rels": good["_rels/.rels"]?.toString().replace("workbook.xml", "workbook.bin") ?? "",
        "xl/workbook.bin": "x",
      },
      "is a binary workbook (.xlsb)",
    ],
    ["when the sheet is missing", without(sheet), `is damaged: its part ${sheet} is missing`],
    [
      "when the sheet is none",
      { ...good, [sheet]: "<chart/>" },
      "is damaged: the sheet cannot be read (it is not a worksheet)",
    ],
    [
      "when the sheet has no rows at all",
      { ...good, [sheet]: "<worksheet></worksheet>" },
      "is damaged: the sheet cannot be read (it has no rows at all)",
    ],
    [
      "when the sheet breaks off",
      { ...good, [sheet]: `<worksheet><sheetData>${textRow(1, ["npi"])}<row r="2"><c` },
      "is damaged: the sheet behind row 1 cannot be read (it ends in the middle)",
    ],
    [
      "when rows are out of order",
      {
        ...good,
        [sheet]: `<worksheet><sheetData>${textRow(2, ["npi"]) + textRow(2, ["1"])}</sheetData></worksheet>`,
      },
      "is damaged: the sheet behind row 2 cannot be read (a row is numbered 2 after row 2)",
    ],
    [
      "when a cell stands where none can be",
      { ...good, [sheet]: '<worksheet><sheetData><row r="1"><c r="ZZZ1"/></row></sheetData></worksheet>' },
      "(a cell is named ZZZ1 where it cannot be)",
    ],
    [
      "when a cell points to a shared text that is not there",
      { ...good, [sheet]: '<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>' },
      "a cell has the shared text 7, which is not there",
    ],
    [
      "when it declares entities, which could grow without end",
      { ...good, [sheet]: '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' },
      "it has a document type",
    ],
    [
      "when a part is not written in UTF-8",
      { ...good, [sheet]: Buffer.from([0x3c, 0xff, 0xfe]) },
      `its part ${sheet} is not written in UTF-8`,
    ],
    [
      "when the list of its sheets is none",
      { ...good, "xl/workbook.xml": "<html/>" },
      "its part xl/workbook.xml cannot be read (it is not a workbook)",
    ],
    [
      "when the sheet is empty",
      workbookParts({ sheets: [{ name: "Roster", rows: "" }] }),
      'The sheet "Roster" of bad.xlsx is empty',
    ],
    [
      "when the sheet has no room for our columns",
      workbookParts({
        sheets: [{ name: "Roster", rows: '<row r="1"><c r="XEZ1"><v>1</v></c></row>' }],
      }),
      "has no columns left for the results",
    ],
  ])("%s", async (_, parts, sentence) => {
    expect(await refusal(await zip(parts))).toContain(sentence);
  });

  test("when it is cut off", async () => {
    const bytes = await zip(good);

    expect(await refusal(bytes.subarray(0, bytes.length - 30))).toContain("is damaged: its list of parts");
  });

  test("when its content is not what its checksums say", async () => {
    const bytes = await zip(good);
    const place = listOfParts(bytes) + 16;
    bytes.writeUInt32LE((bytes.readUInt32LE(place) ^ 1) >>> 0, place);

    expect(await refusal(bytes)).toMatch(/is damaged: its part .* is not what the file says it is/);
  });

  test("when its parts are protected with a password", async () => {
    const bytes = await zip(good);
    bytes.writeUInt16LE(bytes.readUInt16LE(listOfParts(bytes) + 8) | 1, listOfParts(bytes) + 8);

    expect(await refusal(bytes)).toContain("is protected with a password");
  });

  test("when it would come to more than a gibibyte", async () => {
    const bytes = await zip(good);
    bytes.writeUInt32LE(0x7f_ff_ff_ff, listOfParts(bytes) + 24);

    expect(await refusal(bytes)).toMatch(/is too large: unpacked, it has more than 1 GiB/);
  });

  test("when a part is there twice", async () => {
    const bytes = await zip({ "aa.xml": "<a/>", "ab.xml": "<a/>", ...good });
    for (let at = bytes.indexOf("ab.xml"); at >= 0; at = bytes.indexOf("ab.xml", at))
      bytes.write("aa.xml", at);

    expect(await refusal(bytes)).toContain("its part aa.xml is there twice");
  });
});

test("a part that is only copied in the end is looked at before anything is sent", async () => {
  const bytes = await zip({ ...good, "xl/media/logo.png": "picture picture" });
  const place = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 16;
  bytes.writeUInt32LE(0, place);

  expect(await refusal(bytes)).toContain("its part xl/media/logo.png is not what the file says it is");
});

test.each([
  ["xl/styles.xml", "<styleSheet><cellXfs"],
  ["xl/workbook.xml", `${good["xl/workbook.xml"]?.toString() ?? ""}<`],
  [
    sheet,
    `<worksheet><cols><col min=1 max=1/></cols><sheetData>${textRow(1, ["npi"])}</sheetData></worksheet>`,
  ],
])("%s is looked at as a whole too, since it will be changed in the end", async (part, text) => {
  expect(await refusal(await zip({ ...good, [part]: text }))).toContain(`its part ${part} cannot be read`);
});
