import { writeArchive, type ArchiveWriter } from "./archive-writer.ts";
import type { Archive } from "./archive.ts";
import { CellStyles, plainHeaderStyle, plainTextStyle } from "./cell-styles.ts";
import { serialOfDay } from "./number-format.ts";
import { contentTypes, office, spreadsheet, relationsPart, declaration, main } from "./parts.ts";
import { type CellRules, CellXml, widthFor } from "./row-edit.ts";
import { SheetEdit } from "./sheet-edit.ts";
import { areaText, type Area, mostColumns, mostRows, TooLargeForSheet } from "./sheet-head.ts";
import { extendedTable, readTable } from "./sheet-survey.ts";
import { withFilterName, withRecalculation } from "./workbook-part.ts";
import type { Template } from "./workbook.ts";
import { escapeXml } from "./xml-scanner.ts";

export type { CellRules } from "./row-edit.ts";

/** A workbook that is being written, row by row, the header first. */
export interface WorkbookWriter {
  readonly row: (cells: readonly string[]) => Promise<void>;
  readonly finish: () => Promise<void>;
  readonly abandon: () => Promise<void>;
}

/** Where the bytes go; resolves when they have been taken. */
export type TakeBytes = (bytes: Uint8Array) => Promise<void>;

/**
 * Writes a workbook again with other cells in one of its sheets. The sheet is changed while it is copied; of the
 * other parts, only those are touched that have to know.
 */
export async function editWorkbook(
  template: Template,
  rules: CellRules,
  write: TakeBytes,
): Promise<WorkbookWriter> {
  const { archive, parts, width } = template;
  const styles = new CellStyles(parts.styles === undefined ? undefined : await archive.text(parts.styles));
  const tables = await tablesOn(template);
  const output = writeArchive(write);
  const rewritten = new Set([parts.sheet, parts.workbook, parts.styles, ...tables.map(({ part }) => part)]);
  if (parts.styles === undefined) {
    for (const part of [contentTypes, relationsPart(parts.workbook)])
      rewritten.add(archive.find(part) ?? part);
  }
  for (const part of archive.parts) {
    if (!rewritten.has(part)) output.addBytes(part, () => archive.bytes(part));
  }
  const sheet = output.begin(parts.sheet);
  // a filter of the sheet and one of a table must not meet
  const edit = new SheetEdit(template, rules, styles, tables.length > 0 ? "leave" : "cover", sheet.write);
  let added: readonly string[] = [];
  let isFirst = true;
  const textOf = async (part: string): Promise<string> => (await archive.text(part)) ?? "";
  return {
    row: async (cells) => {
      if (isFirst) added = cells.slice(width);
      isFirst = false;
      await edit.row(cells);
    },
    finish: async () => {
      await edit.finish();
      sheet.end();
      const before = await textOf(parts.workbook);
      const workbook = hasFormulas(archive) ? withRecalculation(before) : before;
      const { filtered } = edit;
      output.addText(
        parts.workbook,
        filtered === undefined
          ? workbook
          : withFilterName(workbook, parts.sheetName, parts.sheetIndex, filtered),
      );
      for (const { part, text, isExtended } of tables) {
        output.addText(part, isExtended ? (extendedTable(text, added) ?? text) : text);
      }
      if (parts.styles === undefined) await addStyles(template, output.addText);
      output.addText(parts.styles ?? stylesBeside(parts.workbook), styles.xml());
      await output.finish();
    },
    abandon: async () => {
      await edit.abandon();
      await output.abandon();
    },
  };
}

/** The tables that stand in the way of a filter over the whole sheet; one that ends where ours begin grows with them. */
async function tablesOn({
  archive,
  parts,
  headerRow,
  width,
}: Template): Promise<
  readonly { readonly part: string; readonly text: string; readonly isExtended: boolean }[]
> {
  const found = [];
  for (const part of parts.tables) {
    const text = (await archive.text(part)) ?? "";
    const table = readTable(text);
    if (table === undefined) continue;
    const { area, hasHeader, hasTotals, isLinked } = table;
    const isOurs = hasHeader && !hasTotals && !isLinked;
    const isExtended = isOurs && area.top === headerRow && area.right === width - 1;
    found.push({ part, text, isExtended });
  }
  return found;
}

/** Excel lists the cells with formulas in a part of their own; other programs do not trust what it worked out anyway. */
function hasFormulas(archive: Archive): boolean {
  return archive.parts.some((part) => /(?:^|\/)calcChain\.xml$/i.test(part));
}

function stylesBeside(workbook: string): string {
  return `${workbook.slice(0, workbook.lastIndexOf("/") + 1)}styles.xml`;
}

/** Makes a styles part known to a workbook that had none. */
async function addStyles(
  { archive, parts }: Template,
  addText: (part: string, text: string) => void,
): Promise<void> {
  const styles = stylesBeside(parts.workbook);
  const additions = new Map([
    [contentTypes, `<Override PartName="/${escapeXml(styles)}" ContentType="${spreadsheet}.styles+xml"/>`],
    [
      relationsPart(parts.workbook),
      `<Relationship Id="rIdRosterStyles" Type="${office}/styles" Target="/${escapeXml(styles)}"/>`,
    ],
  ]);
  for (const [part, addition] of additions) {
    const found = archive.find(part) ?? part;
    const text = (await archive.text(found)) ?? "";
    addText(
      found,
      text.replace(/<\/[\w.-]+>\s*$/, (end) => `${addition}${end}`),
    );
  }
}

/** Rows are handed on when they come to so much. */
const pieceLength = 64 * 1024;

/** How the cells of a new sheet are written. */
export interface NewSheetRules extends Pick<CellRules, "coloured" | "days"> {
  /** Whether a column is ours to write as days; the user's own cells stay texts. */
  readonly isOurs: (column: number) => boolean;
}

/**
 * Writes a workbook with a single sheet, whose cells are text, or days under the headers that are said to hold days;
 * the first row that is handed over is the header.
 * @param above rows that stand above the header
 */
export function newWorkbook(
  sheetName: string,
  { coloured, days, isOurs }: NewSheetRules,
  write: TakeBytes,
  above: readonly (readonly string[])[] = [],
): WorkbookWriter {
  const output = writeArchive(write);
  addFixedParts(output);
  const styles = new CellStyles();
  const sheet = output.begin("xl/worksheets/sheet1.xml");
  const cells = new CellXml("");
  const headerRow = above.length + 1;
  let [row, width, column] = [0, 0, coloured.column];
  let waiting = "";
  let isDay: readonly boolean[] = [];
  const dayIn = (index: number, text: string): number | undefined =>
    row > headerRow && isDay[index] === true ? serialOfDay(text, false) : undefined;
  const cellOf = (index: number, text: string): string => {
    const day = dayIn(index, text);
    if (day !== undefined) return cells.number(index, row, styles.forDay(plainTextStyle), day);
    return cells.cell(index, row, styleOf(index, text), text);
  };
  const styleOf = (index: number, text: string): number => {
    if (row === headerRow) return plainHeaderStyle;
    const colour = index === column ? coloured.colours.get(text) : undefined;
    return colour === undefined ? plainTextStyle : styles.forTextOn(plainTextStyle, colour);
  };
  const put = (texts: readonly string[]): void => {
    row += 1;
    const written = texts.map((text, index) => (text === "" ? "" : cellOf(index, text)));
    waiting += `<row r="${row}">${written.join("")}</row>`;
  };
  return {
    row: async (texts) => {
      if (row + 1 > mostRows || texts.length > mostColumns) {
        throw new TooLargeForSheet(
          `a sheet has room for ${mostRows.toLocaleString("en")} rows and ${mostColumns.toLocaleString("en")} columns`,
        );
      }
      if (row === 0) {
        width = texts.length;
        column ??= texts.indexOf(coloured.header);
        isDay = texts.map((text, index) => isOurs(index) && days.has(text));
        waiting = headOf(texts, headerRow);
        for (const each of above) put(each);
      }
      put(texts);
      if (waiting.length < pieceLength) return;
      const full = waiting;
      waiting = "";
      await sheet.write(full);
    },
    finish: async () => {
      const area = width === 0 ? undefined : { top: headerRow, left: 0, bottom: row, right: width - 1 };
      const filter = area === undefined ? "" : `<autoFilter ref="${areaText(area)}"/>`;
      await sheet.write(`${row === 0 ? headOf([], 1) : waiting}</sheetData>${filter}</worksheet>`);
      sheet.end();
      output.addText("xl/workbook.xml", workbookOf(sheetName, area));
      output.addText("xl/styles.xml", styles.xml());
      await output.finish();
    },
    abandon: output.abandon,
  };
}

function addFixedParts(output: ArchiveWriter): void {
  output.addText(
    contentTypes,
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${spreadsheet}.worksheet+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/></Types>`,
  );
  output.addText("_rels/.rels", relations(["officeDocument", "xl/workbook.xml"]));
  output.addText(
    "xl/_rels/workbook.xml.rels",
    relations(["worksheet", "worksheets/sheet1.xml"], ["styles", "styles.xml"]),
  );
}

function relations(...of: readonly (readonly [kind: string, target: string])[]): string {
  const elements = of.map(
    ([kind, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${elements.join("")}</Relationships>`;
}

function headOf(header: readonly string[], headerRow: number): string {
  const columns = header.map(
    (text, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${widthFor(text)}" style="${plainTextStyle}" customWidth="1"/>`,
  );
  return (
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>` +
    `</sheetView></sheetViews>${columns.length === 0 ? "" : `<cols>${columns.join("")}</cols>`}<sheetData>`
  );
}

function workbookOf(sheetName: string, area: Area | undefined): string {
  const text =
    `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView/></bookViews><sheets>` +
    `<sheet name="${escapeXml(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  return area === undefined ? text : withFilterName(text, sheetName, 0, area);
}
