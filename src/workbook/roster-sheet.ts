import { RosterFileError } from "../errors.ts";
import { shown } from "../faults/fault.ts";
import type { Archive } from "./archive.ts";
import { cellText, type CellContext } from "./cell-text.ts";
import { findParts, type WorkbookParts } from "./parts.ts";
import { sheetPieces } from "./sheet-xml.ts";

/** Whether a sheet that begins with these rows is a roster, as far as its headers tell. */
export type ReadsAsRoster = (firstRows: readonly (readonly string[])[]) => boolean;

/** So many rows at the beginning of a sheet are looked at. */
export const firstRows = 12;

/**
 * The sheet to take when nobody has named one: the first, or the only one that is a roster when the first is none
 * (product contract: instructions and lists of codes often stand on the first tab). Throws RosterFileError when
 * several others are, since nobody can tell which of them is meant.
 */
export async function rosterSheet(
  archive: Archive,
  first: WorkbookParts,
  context: CellContext,
  readsAsRoster: ReadsAsRoster,
): Promise<WorkbookParts> {
  const isRoster = async (parts: WorkbookParts): Promise<boolean> =>
    readsAsRoster(await beginningOf(archive, parts, context));
  if (first.otherSheets.length === 0 || (await isRoster(first))) return first;
  const rosters: WorkbookParts[] = [];
  for (const name of first.otherSheets) {
    const parts = await findParts(archive, name);
    if (await isRoster(parts)) rosters.push(parts);
  }
  const [only, ...more] = rosters;
  if (only === undefined) return first;
  if (more.length === 0) return only;
  throw new RosterFileError(
    `The first sheet of ${archive.name}, ${shown(first.sheetName)}, is not a roster, and several others are: ${rosters.map(({ sheetName }) => shown(sheetName)).join(", ")}.`,
    "Choose one with --sheet.",
  );
}

async function beginningOf(
  archive: Archive,
  { sheet }: WorkbookParts,
  context: CellContext,
): Promise<readonly (readonly string[])[]> {
  const rows: string[][] = [];
  for await (const pieces of sheetPieces(archive, sheet)) {
    for (const piece of pieces) {
      if (piece.kind !== "row") continue;
      const { number, cells } = piece.row;
      if (number > firstRows) return rows;
      while (rows.length < number) rows.push([]);
      const texts = rows[number - 1] ?? [];
      for (const cell of cells) {
        while (texts.length <= cell.column) texts.push("");
        texts[cell.column] = cellText(cell, context);
      }
    }
  }
  return rows;
}
