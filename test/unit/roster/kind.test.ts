import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { kindOf, refuseKind, type FileKind } from "../../../src/roster/kind.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();
const container = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

async function kind(bytes: string | Uint8Array): Promise<FileKind> {
  writeFileSync(path("file"), bytes);
  const file = await open(path("file"), "r");
  try {
    return await kindOf(file);
  } finally {
    await file.close();
  }
}

describe("what a file is, its first bytes tell:", () => {
  test.each<readonly [FileKind, string, string | Uint8Array]>([
    ["text", "a CSV file", "npi\n1234567893\n"],
    ["text", "an empty file", ""],
    ["text", "words in angle brackets", "<name>,<npi>\n"],
    ["zip", "a ZIP file", "PK\u0003\u0004rest"],
    ["zip", "a ZIP file with nothing in it", "PK\u0005\u0006"],
    ["text", "a header that begins with PK", "PK,npi\n"],
    ["old-workbook", "an .xls file", container],
    ["page", "a web page that is called .xls", "\uFEFF  <html><table>"],
    ["page", "a spreadsheet as XML", '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'],
    ["pdf", "a PDF", "%PDF-1.7"],
  ])("%s for %s", async (wanted, _, bytes) => {
    expect(await kind(bytes)).toBe(wanted);
  });

  test.each([600, 16 * 1024 - 7, 100_000])(
    "a password-protected workbook, whose mark is %i bytes after the beginning",
    async (place) => {
      const mark = Buffer.from("EncryptedPackage", "utf16le");

      expect(await kind(Buffer.concat([container, Buffer.alloc(place - 8), mark, Buffer.alloc(99)]))).toBe(
        "protected-workbook",
      );
    },
  );
});

test.each([
  ["protected-workbook", "r.xlsx is protected with a password.", /save it without a password/],
  ["old-workbook", "r.xlsx is an old-format workbook (.xls).", /save it as \.xlsx/],
  ["page", "r.xlsx is a web page or an XML file, whatever its name says.", /save it as \.xlsx/],
  ["pdf", "r.xlsx is a PDF.", /Use the spreadsheet/],
] as const)("a file that is %s is refused with what to do", (what, sentence, remedy) => {
  const error = refuseKind(what, "r.xlsx");

  expect([error.message, error.exitCode]).toEqual([sentence, 2]);
  expect(error.remedy).toMatch(remedy);
});
