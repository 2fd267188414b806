/** A rectangle of cells; rows count from 1, columns from 0, and all four belong to it. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The letters of a column: A, …, Z, AA, … */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest < 0 ? "" : columnLetters(rest)) + String.fromCodePoint(65 + (column % 26));
}

/** Reads `A1:T100`, or `A1` alone, with or without dollar signs. */
export function readArea(text: string): Area | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, left = "", top = "", right = left, bottom = top] = match;
  return { left: columnNumber(left), top: Number(top), right: columnNumber(right), bottom: Number(bottom) };
}

function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Writes what {@link readArea} reads; with dollar signs as names of areas have them. */
export function areaText({ top, left, bottom, right }: Area, mark = ""): string {
  const corner = (column: number, row: number): string => `${mark}${columnLetters(column)}${mark}${row}`;
  return `${corner(left, top)}:${corner(right, bottom)}`;
}
