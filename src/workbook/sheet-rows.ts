import { damaged } from "./archive.ts";
import type { Styles } from "./cell-styles.ts";
import { shownNumber, shownIsoMoment } from "./number-format.ts";
import type { SharedStrings } from "./shared-strings.ts";
import { mostColumns, mostRows } from "./sheet-head.ts";
import { type XmlScanner, XmlError, escapeXml } from "./xml-scanner.ts";

/** A cell as it is written; numbers and shared texts are not looked up yet. */
export interface SheetCell {
  /** From 0. */
  readonly column: number;
  /** Where it stands in the text of its row. */
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly style: number;
  /** What stands in it, for inline text the text itself; undefined when it has no value. */
  readonly value: string | undefined;
  readonly hasFormula: boolean;
}

/** A row as it is written. */
export interface SheetRow {
  /** From 1. */
  readonly number: number;
  /** The whole element. */
  readonly xml: string;
  readonly cells: readonly SheetCell[];
}

/** The names of the elements of a sheet, with the prefix that its writer chose. */
export interface ElementNames {
  readonly prefix: string;
  readonly row: string;
  readonly cell: string;
  readonly value: string;
  readonly formula: string;
  readonly inline: string;
  readonly text: string;
  readonly phonetic: string;
}

/** The names under a prefix, which ends with its colon or is empty. */
export function elementNames(prefix: string): ElementNames {
  return {
    prefix,
    row: `${prefix}row`,
    cell: `${prefix}c`,
    value: `${prefix}v`,
    formula: `${prefix}f`,
    inline: `${prefix}is`,
    text: `${prefix}t`,
    phonetic: `${prefix}rPh`,
  };
}

/**
 * Reads the row on whose first tag the scanner stands. Undefined when its end has not come yet; then the scanner
 * stands in the middle of it.
 */
export function readRow(
  scanner: XmlScanner,
  names: ElementNames,
  numberBefore: number,
): SheetRow | undefined {
  const rowStart = scanner.start;
  const isEmpty = scanner.kind === "empty";
  const number = rowNumber(scanner.attribute("r"), numberBefore);
  const cells: SheetCell[] = [];
  let column = -1;
  while (!isEmpty) {
    if (!scanner.next()) return undefined;
    if (scanner.kind === "close" && scanner.name === names.row) break;
    if (scanner.name !== names.cell || (scanner.kind !== "open" && scanner.kind !== "empty")) continue;
    const cell = readCell(scanner, names, column, rowStart);
    if (cell === undefined) return undefined;
    column = cell.column;
    cells.push(cell);
  }
  return { number, xml: scanner.text.slice(rowStart, scanner.end), cells };
}

function rowNumber(written: string | undefined, before: number): number {
  const number = written === undefined ? before + 1 : Number(written);
  if (!Number.isInteger(number) || number <= before || number > mostRows) {
    throw new XmlError(`a row is numbered ${String(written)} after row ${before}`);
  }
  return number;
}

function readCell(
  scanner: XmlScanner,
  names: ElementNames,
  columnBefore: number,
  rowStart: number,
): SheetCell | undefined {
  const start = scanner.start - rowStart;
  const column = columnOf(scanner.attribute("r"), columnBefore);
  const type = scanner.attribute("t") ?? "n";
  const style = Number(scanner.attribute("s") ?? 0);
  let value: string | undefined;
  let hasFormula = false;
  let open = scanner.kind === "open";
  while (open) {
    if (!scanner.next()) return undefined;
    const { kind, name } = scanner;
    if (kind === "close" && name === names.cell) open = false;
    if (kind === "empty") {
      if (name === names.formula) hasFormula = true;
      if (name === names.value || name === names.inline) value ??= "";
    }
    if (kind !== "open") continue;
    if (name === names.value) {
      const read = readText(scanner, names.value);
      if (read === undefined) return undefined;
      value = read;
    } else if (name === names.inline) {
      const read = readRichText(scanner, names, names.inline);
      if (read === undefined) return undefined;
      value = read;
    } else if (name === names.formula) {
      hasFormula = true;
      if (readText(scanner, names.formula) === undefined) return undefined;
    }
  }
  return { column, start, end: scanner.end - rowStart, type, style, value, hasFormula };
}

/** The text up to the end of the element on whose first tag the scanner stands; undefined when that is not there yet. */
function readText(scanner: XmlScanner, name: string): string | undefined {
  let text = "";
  while (scanner.next()) {
    if (scanner.kind === "text") text += scanner.value();
    if (scanner.kind === "close" && scanner.name === name) return text;
  }
  return undefined;
}

/** The text of all runs of a rich text; how to pronounce it is left out. Undefined when its end has not come yet. */
export function readRichText(scanner: XmlScanner, names: ElementNames, until: string): string | undefined {
  let text = "";
  let isPhonetic = false;
  while (scanner.next()) {
    const { kind, name } = scanner;
    if (kind === "close" && name === until) return text;
    if (name === names.phonetic) isPhonetic = kind === "open";
    if (kind !== "open" || name !== names.text) continue;
    const run = readText(scanner, names.text);
    if (run === undefined) return undefined;
    if (!isPhonetic) text += decodeXString(run);
  }
  return undefined;
}

/** The column of a reference such as `AB12`; without one, the cell follows the one before it. */
function columnOf(reference: string | undefined, before: number): number {
  let column = before + 1;
  if (reference !== undefined) {
    column = 0;
    for (let index = 0; index < reference.length; index += 1) {
      const letter = reference.charCodeAt(index) - 64;
      if (letter < 1 || letter > 26) break;
      column = column * 26 + letter;
    }
    column -= 1;
  }
  if (column <= before || column >= mostColumns) {
    throw new XmlError(`a cell is named ${String(reference)} where it cannot be`);
  }
  return column;
}

/** What the text of a cell depends on beside the cell. */
export interface CellContext {
  /** Of the file, for messages. */
  readonly name: string;
  readonly strings: SharedStrings;
  readonly styles: Styles;
  readonly from1904: boolean;
}

/** The cell as a person sees it, and never less than it holds. */
export function cellText(cell: SheetCell, { name, strings, styles, from1904 }: CellContext): string {
  const { type, value, style } = cell;
  if (value === undefined || value === "") return "";
  switch (type) {
    case "s": {
      const text = strings.at(Number(value));
      if (text === undefined) throw damaged(name, `a cell has the shared text ${value}, which is not there`);
      return text;
    }
    case "inlineStr":
      return value;
    case "str":
    case "e":
      return decodeXString(value);
    case "b":
      return value.trim() === "1" || value.trim() === "true" ? "TRUE" : "FALSE";
    case "d":
      return shownIsoMoment(value.trim());
    default:
      return shownNumber(value, styles.formatOf(style), from1904);
  }
}

/** Whether a cell holds a formula whose value no spreadsheet program has stored yet; it reads as blank. */
export function isUncalculated({ value, hasFormula, type }: SheetCell): boolean {
  return hasFormula && type !== "str" && (value === undefined || value === "");
}

/** Whether a cell holds anything at all, also something that shows nothing. */
export function isFilled({ value, hasFormula }: SheetCell): boolean {
  return hasFormula || (value !== undefined && value !== "");
}

/**
 * Workbooks write the signs that XML does not take as `_xHHHH_`, and a text that looks like that with its first
 * underscore in that way. This is the text that was meant.
 */
export function decodeXString(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Signs that XML does not take or does not keep, lone halves of pairs among them, and what could become an escape. */
const special = /(?![\t\n\u007F-\u009F])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]|_(?=x[\dA-Fa-f]{4})/gu;

/** The inverse of {@link decodeXString}, ready to stand in XML. */
export function encodeXString(text: string): string {
  const safe = text.replaceAll(
    special,
    (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
  return escapeXml(safe);
}
