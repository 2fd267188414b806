import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { writeMarkedRoster } from "../../../src/results/marked-roster.ts";
import { placeColumns } from "../../../src/roster/headers.ts";
import { openRoster } from "../../../src/roster/open.ts";
import { openArchive } from "../../../src/workbook/archive.ts";
import { columnLetters } from "../../../src/workbook/sheet-head.ts";
import { readWorkbook, textRow, workbookParts, zip } from "../../support/workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";
import { outputAt } from "../builders/outputs.ts";

const path = temporaryFolder();

/** Rows that somebody gave borders or colours and nothing else, in styles that hardly pack. */
function formattedRows(from: number, count: number): string {
  let seed = 7;
  const style = (): number => (seed = (seed * 48_271) % 2_147_483_647) % 9_999_999;
  return Array.from({ length: count }, (_, index) => {
    const row = from + index;
    const cells = [0, 1].map((column) => `<c r="${columnLetters(column)}${row}" s="${style()}"/>`);
    return `<row r="${row}">${cells.join("")}</row>`;
  }).join("");
}

async function rosterWithTail(name: string, blank: number): Promise<string> {
  const rows =
    textRow(1, ["npi", "email"]) + textRow(2, ["1234567893", ""]) + textRow(3, ["", "a@b.example"]);
  const file = path(`${name}.xlsx`);
  const parts = workbookParts({ sheets: [{ name: "Roster", rows: rows + formattedRows(4, blank) }] });
  writeFileSync(file, await zip(parts));
  return file;
}

/** Long enough for what was left behind to fail. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("a workbook with formatted rows below its data is written again as often as it takes, and closed at once:", () => {
  test.each([0, 1, 10, 100, 300, 1000, 2500, 5000, 10_000, 20_000])("%i such rows", async (blank) => {
    const source = await openRoster(await rosterWithTail(`tail ${blank}`, blank), Readable.from([]), {});

    const places = placeColumns(source.header, new Map());
    const reading = { sheet: "Sheet1", headerRow: 1, columns: [] };
    const good = { reading, rows: 2, faults: [], warnings: [], notices: [] };
    for (let time = 0; time < 4; time += 1) {
      await writeMarkedRoster(await outputAt(path(`out ${blank}.xlsx`)), source, places, good);
    }
    await source.close();
    await settled();

    const { rows } = await readWorkbook(path("again.xlsx"), readFileSync(path(`out ${blank}.xlsx`)));
    expect(rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ["1234567893", ""],
      ["", "a@b.example"],
    ]);
  });
});

describe("whoever stops reading in the middle leaves nothing behind that could fail later:", () => {
  test("after the first row of many", async () => {
    const file = path("many.xlsx");
    const many = Array.from({ length: 20_000 }, (_, index) =>
      textRow(index + 2, [`${index}`, `${(index * 7919) % 10_007}@b.example`]),
    );
    const rows = textRow(1, ["npi", "email"]) + many.join("");
    writeFileSync(file, await zip(workbookParts({ sheets: [{ name: "Roster", rows }] })));
    const source = await openRoster(file, Readable.from([]), {});

    for (let time = 0; time < 5; time += 1) {
      for await (const { row } of source.rows()) {
        expect(row).toBe(2);
        break;
      }
    }
    const rowsAtWill = source.rows();
    await rowsAtWill.next();
    // somebody else closes the file while the next piece is under way
    const closing = source.close();
    await rowsAtWill.return(undefined);
    await closing;
    await settled();
  });

  test("when a part is longer than the file says it is", async () => {
    const noise = randomBytes(600_000);
    const bytes = await zip({ "a.bin": noise });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(noise.length);
    const shorter = Buffer.alloc(4);
    shorter.writeUInt32LE(1000);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size)) shorter.copy(bytes, at);
    writeFileSync(path("lying.zip"), bytes);
    const file = await open(path("lying.zip"), "r");
    const archive = await openArchive(file, "lying.zip");

    const reading = (async () => {
      for await (const piece of archive.bytes("a.bin")) expect(piece.length).toBeGreaterThan(0);
    })();

    await expect(reading).rejects.toThrow("its part a.bin is not what the file says it is");
    await file.close();
    await settled();
  });
});
