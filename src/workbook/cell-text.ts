import { shownNumber } from "./number-format.ts";
import { damaged } from "./refusal.ts";
import { shownIsoMoment } from "./serial-date.ts";
import type { SharedStrings } from "./shared-strings.ts";
import type { SheetCell } from "./sheet-rows.ts";
import type { Styles } from "./styles.ts";
import { decodeXString } from "./xstring.ts";

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
