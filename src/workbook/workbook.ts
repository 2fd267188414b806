import type { FileHandle } from "node:fs/promises";
import { RosterFileError } from "../errors.ts";
import { openArchive, type Archive } from "./archive.ts";
import { nameAnother } from "./choose-sheet.ts";
import { cellText, isFilled, type CellContext } from "./cell-text.ts";
import { findParts, type WorkbookParts } from "./parts.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { mostColumns } from "./sheet-limits.ts";
import type { SheetRow } from "./sheet-rows.ts";
import { sheetPieces } from "./sheet-xml.ts";
import { readStyles } from "./styles.ts";
import { tryEdits, tryPiece } from "./trial-edit.ts";

/** One sheet of a workbook, as a table of texts. */
export interface Workbook {
  /** The name of the sheet. */
  readonly sheet: string;
  /** The names of the other sheets that a person might mean. */
  readonly otherSheets: readonly string[];
  /** The first row, as wide as any row of the sheet. */
  readonly header: readonly string[];
  /** The rows under the header up to the last that shows anything, blank ones between them too. */
  readonly rows: () => AsyncGenerator<WorkbookRow>;
  /** What is needed to write the workbook again with other cells in this sheet. */
  readonly template: Template;
}

/** A row as a person sees it, with the number that stands beside it. */
export interface WorkbookRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** A workbook as something to be written again. */
export interface Template {
  readonly archive: Archive;
  readonly parts: WorkbookParts;
  readonly context: CellContext;
  /** Columns of the sheet that hold anything. */
  readonly width: number;
  /** The last row that shows anything. */
  readonly lastRow: number;
}

/** So many columns are kept free for those that are added. */
const spareColumns = 100;

/** Opens a sheet of a workbook, and reads the whole file once so that nothing about it can surprise later. */
export async function openWorkbook(
  file: FileHandle,
  name: string,
  sheetName: string | undefined,
): Promise<Workbook> {
  const archive = await openArchive(file, name);
  const parts = await findParts(archive, sheetName);
  const styles = await readStyles(archive, parts.styles);
  const strings = await readSharedStrings(archive, parts.sharedStrings);
  const context: CellContext = { name, strings, styles, from1904: parts.from1904 };
  const { headerRow, width, lastRow } = await measure(archive, parts, context);
  await tryEdits(archive, parts);
  await checkOtherParts(archive, parts);
  return {
    sheet: parts.sheetName,
    otherSheets: parts.otherSheets,
    header: headerRow === undefined ? [] : textsOf(headerRow, context, width),
    rows: () => rowsBelowHeader(archive, parts, context, width, lastRow),
    template: { archive, parts, context, width, lastRow },
  };
}

async function measure(
  archive: Archive,
  parts: WorkbookParts,
  context: CellContext,
): Promise<{ readonly headerRow: SheetRow | undefined; readonly width: number; readonly lastRow: number }> {
  let [width, lastRow] = [0, 0];
  let headerRow: SheetRow | undefined;
  const look = (row: SheetRow): void => {
    if (row.number === 1) headerRow = row;
    const last = row.cells.findLast(isFilled);
    if (last === undefined) return;
    width = Math.max(width, last.column + 1);
    if (row.cells.some((cell) => cellText(cell, context).trim() !== "")) lastRow = row.number;
  };
  for await (const pieces of sheetPieces(archive, parts.sheet)) {
    for (const piece of pieces) {
      if (piece.kind === "row") look(piece.row);
      else tryPiece(piece, archive, parts);
    }
  }
  const { name } = archive;
  const sheet = `The sheet "${parts.sheetName}" of ${name}`;
  if (lastRow === 0) {
    throw new RosterFileError(`${sheet} is empty.`, nameAnother(parts.otherSheets));
  }
  if (width > mostColumns - spareColumns) {
    throw new RosterFileError(
      `${sheet} has no columns left for the results.`,
      "Remove what stands far right.",
    );
  }
  return { headerRow, width, lastRow };
}

async function* rowsBelowHeader(
  archive: Archive,
  parts: WorkbookParts,
  context: CellContext,
  width: number,
  lastRow: number,
): AsyncGenerator<WorkbookRow> {
  const blank: readonly string[] = Array.from({ length: width }, () => "");
  let next = 2;
  for await (const row of sheetRows(archive, parts)) {
    if (row.number > lastRow) return;
    for (; next < row.number; next += 1) yield { row: next, cells: blank };
    if (row.number === next) {
      yield { row: next, cells: textsOf(row, context, width) };
      next += 1;
    }
  }
}

async function* sheetRows(archive: Archive, { sheet }: WorkbookParts): AsyncGenerator<SheetRow> {
  for await (const pieces of sheetPieces(archive, sheet)) {
    for (const piece of pieces) if (piece.kind === "row") yield piece.row;
  }
}

function textsOf(row: SheetRow, context: CellContext, width: number): string[] {
  const texts = Array.from({ length: width }, () => "");
  for (const cell of row.cells) if (cell.column < width) texts[cell.column] = cellText(cell, context);
  return texts;
}

/** What is only copied in the end is looked at now, while nothing has been sent. */
async function checkOtherParts(archive: Archive, { sheet, sharedStrings }: WorkbookParts): Promise<void> {
  for (const part of archive.parts) {
    if (part === sheet || part === sharedStrings) continue;
    for await (const bytes of archive.bytes(part)) void bytes;
  }
}
