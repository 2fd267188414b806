/**
 * Signs that nobody sees, wherever they stand: zero-width spaces and joiners, marks of reading direction, soft hyphens,
 * byte-order marks, variation selectors, fillers.
 */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Blanks of other widths, and such that do not break a line; to people and platforms they are blanks. */
const otherBlanks = /[\p{Zs}\u0085]/gu;

/** A cell without the blanks around it, with plain blanks in it, and without signs that nobody sees. */
export function trimmed(cell: string): string {
  if (isPlain(cell)) return cell;
  return cell.replaceAll(invisible, "").replaceAll(otherBlanks, " ").trim();
}

/** Whether nobody sees anything in any of these cells. */
export function areBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => trimmed(cell) === "");
}

/** Most cells of most rosters: nothing but signs of a keyboard, none of them a blank at an end. */
function isPlain(cell: string): boolean {
  if (cell === "") return true;
  if (cell.charCodeAt(0) <= 0x20 || cell.charCodeAt(cell.length - 1) <= 0x20) return false;
  for (let index = 0; index < cell.length; index += 1) if (cell.charCodeAt(index) > 0x7e) return false;
  return true;
}
