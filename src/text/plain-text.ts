/** Marks that turn the direction of writing: with them a text shows as something that it is not. */
const turning = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";

const odd = new RegExp(`[\\p{Cc}\\u2028\\u2029\\ufeff${turning}]|\\p{Cs}`, "u");
const lineEnds = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const halves = /\p{Cs}/gu;
const doing = new RegExp(`[\\p{Cc}\\ufeff${turning}]`, "gu");

/**
 * A text of somebody else's as text alone: on one line, without signs that move a cursor, ring a bell, end a file or
 * turn the direction of writing, and with a replacement sign for half of a sign.
 */
export function plainText(text: string): string {
  if (!odd.test(text)) return text;
  return text.replaceAll(lineEnds, " ").replaceAll(doing, "").replaceAll(halves, "\ufffd");
}

/** Lines for a terminal: each of them plain. */
export function plainLines(text: string): string {
  return odd.test(text) ? text.split("\n").map(plainText).join("\n") : text;
}

const escaped = new RegExp(`[\\u007f-\\u009f\\u2028\\u2029\\ufeff${turning}]`, "gu");

/** JSON as it may be shown: what its writer leaves as it is although it does something is written as a number. */
export function plainJson(json: string): string {
  return json.replaceAll(escaped, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

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

/** A text without the blanks around it, or undefined when nothing is left: blank cells mean that nothing is known. */
export function filled(text: string | undefined): string | undefined {
  const rest = text?.trim();
  return rest === undefined || rest === "" ? undefined : rest;
}
