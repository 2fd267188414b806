import { shownNumber } from "./number-format.ts";
import { damaged } from "./refusal.ts";
import { shownIsoMoment } from "./serial-date.ts";
import type { SharedStrings } from "./shared-strings.ts";
import type { SheetCell } from "./sheet-rows.ts";
import type { Styles } from "./styles.ts";
import { escapeXml } from "./xml-text.ts";

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
