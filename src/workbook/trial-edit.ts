import type { Archive } from "./archive.ts";
import { CellStyles } from "./cell-styles.ts";
import type { WorkbookParts } from "./parts.ts";
import { readingPart } from "./refusal.ts";
import { changedHead } from "./sheet-head.ts";
import type { SheetPiece } from "./sheet-xml.ts";
import { extendedTable, readTable } from "./tables.ts";
import { withFilterName, withRecalculation } from "./workbook-part.ts";
import { attributeOf } from "./xml-text.ts";

/** Any area, and any column that is added. */
const area = { top: 1, left: 0, bottom: 2, right: 1 };
const added = [{ column: 1, width: 10 }];

/**
 * Does with the small parts of a workbook what writing it will do in the end. What is wrong with them is so found
 * while nothing has been sent. Throws RosterFileError.
 */
export async function tryEdits(archive: Archive, parts: WorkbookParts): Promise<void> {
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
export function tryPiece(piece: SheetPiece, { name }: Archive, { sheet }: WorkbookParts): void {
  if (piece.kind === "row") return;
  readingPart(name, sheet, () =>
    piece.kind === "head"
      ? changedHead(piece.xml, { prefix: piece.names.prefix, area, added, freezes: true })
      : attributeOf(piece.element === "autoFilter" ? piece.xml.replace(/>[\s\S]*/, ">") : "<a>", "ref"),
  );
}
