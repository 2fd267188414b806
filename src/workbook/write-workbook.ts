import type { Archive } from "./archive.ts";
import { writeArchive } from "./archive-writer.ts";
import { CellStyles } from "./cell-styles.ts";
import { contentTypes, office, spreadsheet, relationsPart } from "./parts.ts";
import type { CellRules } from "./row-edit.ts";
import { SheetEdit } from "./sheet-edit.ts";
import { extendedTable, readTable } from "./tables.ts";
import type { Template } from "./workbook.ts";
import { withFilterName, withRecalculation } from "./workbook-part.ts";
import { escapeXml } from "./xml-text.ts";

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
