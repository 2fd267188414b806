import type { FileHandle } from "node:fs/promises";
import { RosterFileError } from "../errors.ts";
import type { Notice, RowRemarks } from "../faults/problem.ts";
import { trimmed } from "../text/plain-text.ts";
import { openArchive, type Archive, readingPart } from "./archive.ts";
import { readStyles, CellStyles } from "./cell-styles.ts";
import { findParts, type WorkbookParts } from "./parts.ts";
import { RemarkedRows } from "./row-edit.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { type Area, mostColumns, changedHead } from "./sheet-head.ts";
import { cellText, isFilled, isUncalculated, type CellContext, type SheetRow } from "./sheet-rows.ts";
import { SheetSurvey, readTable, type SheetTable, extendedTable } from "./sheet-survey.ts";
import { rosterSheet, type ReadsAsRoster, sheetPieces, type SheetPiece } from "./sheet-xml.ts";
import { nameAnother, withFilterName, withRecalculation } from "./workbook-part.ts";
import { attributeOf } from "./xml-scanner.ts";

/** One sheet of a workbook, as a table of texts. */
export interface Workbook {
  /** The name of the sheet. */
  readonly sheet: string;
  /** The first sheet, where it was passed over because it is no roster. */
  readonly passedOver: string | undefined;
  /** The names of the other sheets that a person might mean. */
  readonly otherSheets: readonly string[];
  /** The row of the headers, as wide as any row of the sheet. */
  readonly header: readonly string[];
  /** The rows above it. */
  readonly above: readonly (readonly string[])[];
  /** The rows under the header up to the last that shows anything, blank ones between them too. */
  readonly rows: () => AsyncGenerator<WorkbookRow>;
  /** What a person sees on the sheet and the texts do not say. */
  readonly notices: readonly Notice[];
  /** What is needed to write the workbook again with other cells in this sheet. */
  readonly template: Template;
}

/** A row as a person sees it, with the number that stands beside it. */
export interface WorkbookRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly remarks?: RowRemarks | undefined;
  /** It is the totals row of a table. */
  readonly isAside?: true | undefined;
}

/** A workbook as something to be written again. */
export interface Template {
  readonly archive: Archive;
  readonly parts: WorkbookParts;
  readonly context: CellContext;
  /** The row of the headers, from 1. */
  readonly headerRow: number;
  /** Columns of the sheet that hold anything. */
  readonly width: number;
  /** The last row that shows anything. */
  readonly lastRow: number;
}

/** So many columns are kept free for those that are added. */
const spareColumns = 100;

/** What helps to find the roster in a workbook. */
export interface SheetHints {
  /** The row of the headers, from 1. */
  readonly headerRow?: number | undefined;
  /** Tells the sheet with the roster from others, where nobody has named one. */
  readonly readsAsRoster?: ReadsAsRoster | undefined;
}

/** Opens a sheet of a workbook, and reads the whole file once so that nothing about it can surprise later. */
export async function openWorkbook(
  file: FileHandle,
  name: string,
  sheetName: string | undefined,
  { headerRow = 1, readsAsRoster = () => true }: SheetHints = {},
): Promise<Workbook> {
  const archive = await openArchive(file, name);
  const first = await findParts(archive, sheetName);
  const styles = await readStyles(archive, first.styles);
  const strings = await readSharedStrings(archive, first.sharedStrings);
  const context: CellContext = { name, strings, styles, from1904: first.from1904 };
  const parts = sheetName === undefined ? await rosterSheet(archive, first, context, readsAsRoster) : first;
  const survey = new SheetSurvey(headerRow);
  const { top, width, lastRow } = await measure(archive, parts, context, headerRow, survey);
  await tryEdits(archive, parts);
  await checkOtherParts(archive, parts);
  const template = { archive, parts, context, headerRow, width, lastRow };
  const tables = await tablesOf(archive, parts);
  const aside = { merges: survey.merges(), tables };
  const rowAt = (number: number): readonly string[] => {
    const row = top.get(number);
    return row === undefined ? [] : textsOf(row, context, width);
  };
  return {
    sheet: parts.sheetName,
    passedOver: parts === first ? undefined : first.sheetName,
    otherSheets: parts.otherSheets,
    header: rowAt(headerRow),
    above: Array.from({ length: headerRow - 1 }, (_, index) => rowAt(index + 1)),
    rows: () => rowsBelowHeader(template, aside),
    notices: survey.notices(tables, width, lastRow),
    template,
  };
}

async function tablesOf(archive: Archive, { tables }: WorkbookParts): Promise<readonly SheetTable[]> {
  const found: SheetTable[] = [];
  for (const part of tables) {
    const table = readTable((await archive.text(part)) ?? "");
    if (table !== undefined) found.push(table);
  }
  return found;
}

async function measure(
  archive: Archive,
  parts: WorkbookParts,
  context: CellContext,
  headerRow: number,
  survey: SheetSurvey,
): Promise<{
  /** The rows down to the headers, by number. */
  readonly top: ReadonlyMap<number, SheetRow>;
  readonly width: number;
  readonly lastRow: number;
}> {
  let [width, lastRow] = [0, 0];
  const top = new Map<number, SheetRow>();
  const look = (row: SheetRow): void => {
    if (row.number <= headerRow) top.set(row.number, row);
    const last = row.cells.findLast(isFilled);
    if (last === undefined) return;
    width = Math.max(width, last.column + 1);
    if (!row.cells.some((cell) => isUncalculated(cell) || trimmed(cellText(cell, context)) !== "")) return;
    lastRow = row.number;
    survey.row(row);
  };
  for await (const pieces of sheetPieces(archive, parts.sheet)) {
    for (const piece of pieces) {
      if (piece.kind === "row") look(piece.row);
      else tryPiece(piece, archive, parts);
      if (piece.kind === "tail") survey.tail(piece);
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
      "Remove the cells far to the right.",
    );
  }
  if (lastRow < headerRow) {
    throw new RosterFileError(
      `${sheet} has nothing in row ${headerRow} or below it, which --header-row says is the header row.`,
      "Use the number of the row that has the column names.",
    );
  }
  return { top, width, lastRow };
}

async function* rowsBelowHeader(
  { archive, parts, context, headerRow, width, lastRow }: Template,
  { merges, tables }: { readonly merges: readonly Area[]; readonly tables: readonly SheetTable[] },
): AsyncGenerator<WorkbookRow> {
  const blank: readonly string[] = Array.from({ length: width }, () => "");
  const remarked = new RemarkedRows(merges, width);
  let next = headerRow + 1;
  for await (const row of sheetRows(archive, parts)) {
    if (row.number > lastRow) return;
    if (row.number <= headerRow) continue;
    for (; next < row.number; next += 1)
      yield { row: next, cells: blank, remarks: remarked.of(next, undefined) };
    if (row.number === next) {
      const cells = textsOf(row, context, width);
      const remarks = remarked.of(next, row);
      yield isTotals(row, tables)
        ? { row: next, cells, remarks, isAside: true }
        : { row: next, cells, remarks };
      next += 1;
    }
  }
}

/** Whether a row sums up a table, and nothing but the table stands in it. */
function isTotals({ number, cells }: SheetRow, tables: readonly SheetTable[]): boolean {
  return tables.some(
    ({ hasTotals, area }) =>
      hasTotals &&
      area.bottom === number &&
      cells.every((cell) => !isFilled(cell) || (cell.column >= area.left && cell.column <= area.right)),
  );
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

/** Any area, and any column that is added. */
const area = { top: 1, left: 0, bottom: 2, right: 1 };
const added = [{ column: 1, width: 10 }];

/**
 * Does with the small parts of a workbook what writing it will do in the end. What is wrong with them is so found
 * while nothing has been sent. Throws RosterFileError.
 */
async function tryEdits(archive: Archive, parts: WorkbookParts): Promise<void> {
  const attempt = async (part: string, edit: (text: string) => unknown): Promise<void> => {
    const text = (await archive.text(part)) ?? "";
    readingPart(archive.name, part, () => edit(text));
  };
  await attempt(parts.workbook, (text) =>
    withRecalculation(withFilterName(text, parts.sheetName, parts.sheetIndex, area)),
  );
  if (parts.styles !== undefined) await attempt(parts.styles, (text) => new CellStyles(text).forText(0));
  for (const table of parts.tables) {
    await attempt(table, (text) => [readTable(text), extendedTable(text, ["any"])]);
  }
}

/** The same with a piece of the sheet; rows need no trial, since all that is done with them was done when they were read. */
function tryPiece(piece: SheetPiece, { name }: Archive, { sheet }: WorkbookParts): void {
  if (piece.kind === "row") return;
  readingPart(name, sheet, () =>
    piece.kind === "head"
      ? changedHead(piece.xml, { prefix: piece.names.prefix, area, added, freezes: true })
      : attributeOf(piece.element === "autoFilter" ? piece.xml.replace(/>[\s\S]*/, ">") : "<a>", "ref"),
  );
}
