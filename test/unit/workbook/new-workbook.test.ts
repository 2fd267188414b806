import { describe, expect, test } from "vitest";
import { mostCharacters, mostColumns, TooLargeForSheet } from "../../../src/workbook/sheet-head.ts";
import { newWorkbook } from "../../../src/workbook/write-workbook.ts";
import { unzip } from "../../support/workbooks.ts";
import { addOnly, edited, written } from "../../support/written-workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();
const sheetOf = async (bytes: Buffer): Promise<string> =>
  (await unzip(bytes))["xl/worksheets/sheet1.xml"] ?? "";

describe("a new workbook", () => {
  test("has its header in bold, frozen and with a filter over all rows", async () => {
    const parts = await unzip(
      await written([
        ["npi", "sync_result"],
        ["1", "created"],
        ["2", "skipped"],
      ]),
    );

    const sheet = parts["xl/worksheets/sheet1.xml"];
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<c r="A1" s="2" t="inlineStr">');
    expect(sheet).toContain('</sheetData><autoFilter ref="A1:B3"/></worksheet>');
    expect(parts["xl/workbook.xml"]).toContain("'Results'!$A$1:$B$3</definedName>");
  });

  test("has columns wide enough for what is in them", async () => {
    expect(await sheetOf(await written([["provider_id", "npi"]]))).toMatch(
      /<cols><col min="1" max="1" width="38" [^>]*><col min="2" max="2" width="12" /,
    );
  });

  test("colors the cells under one header by their word", async () => {
    const parts = await unzip(
      await written([
        ["note", "sync_result"],
        ["created", "created"],
        ["x", "other"],
      ]),
    );

    const sheet = parts["xl/worksheets/sheet1.xml"] ?? "";
    const styles = ["A2", "B2", "B3"].map(
      (reference) => new RegExp(`r="${reference}" s="(\\d+)"`).exec(sheet)?.[1],
    );
    expect(styles).toEqual(["1", "3", "1"]);
    expect(parts["xl/styles.xml"]).toContain('<fgColor rgb="FFC6EFCE"/>');
  });

  test("has no cells for blanks", async () => {
    expect(
      await sheetOf(
        await written([
          ["a", "b"],
          ["", "x"],
        ]),
      ),
    ).toMatch(/<row r="2"><c r="B2"[^>]*>.*<\/row>/);
  });

  test("may have no rows, and no columns", async () => {
    expect(await sheetOf(await written([]))).toContain("<sheetData></sheetData></worksheet>");
    expect(await sheetOf(await written([["npi"]]))).toContain('<autoFilter ref="A1:A1"/>');
  });
});

describe("what does not fit into a sheet is refused:", () => {
  test("a text that is too long for a cell, by its cell", async () => {
    const long = "x".repeat(mostCharacters);

    await expect(
      written([
        ["a", "b"],
        ["", long],
      ]),
    ).resolves.toBeInstanceOf(Buffer);
    await expect(
      written([
        ["a", "b"],
        ["", `${long}x`],
      ]),
    ).rejects.toThrow("B2 would hold 32,768 characters, and a cell has room for 32,767");
  });

  test("also in a workbook that was there before, where only our own texts are measured", async () => {
    const bytes = await written([["npi"], ["1"]]);

    await expect(
      edited(path("long.xlsx"), bytes, [
        ["npi", "x"],
        ["1", "x".repeat(40_000)],
      ]),
    ).rejects.toBeInstanceOf(TooLargeForSheet);
  });

  test("too many columns", async () => {
    await expect(written([Array.from({ length: mostColumns + 1 }, () => "")])).rejects.toThrow(
      "16,384 columns",
    );
  });
});

test("a disk that is full is reported, and nothing waits forever", async () => {
  const writer = newWorkbook("Results", { ...addOnly, isOurs: () => true }, () =>
    Promise.reject(new Error("no space left")),
  );
  const noise = (row: number): string =>
    Array.from({ length: 1000 }, (_, index) => ((row * 7919 + index * 104_729) % 9973).toString(36)).join("");
  const writeAll = async (): Promise<void> => {
    for (let row = 0; row < 2000; row += 1) await writer.row([noise(row)]);
    await writer.finish();
  };

  await expect(writeAll()).rejects.toThrow("no space left");
  await writer.abandon();
});
