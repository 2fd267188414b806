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

/** A formula that no spreadsheet program has worked out yet reads as the error that says so. */
const notCalculated = "#CALC!";

/** The cell as a person sees it, and never less than it holds. */
export function cellText(cell: SheetCell, { name, strings, styles, from1904 }: CellContext): string {
  const { type, value, style, hasFormula } = cell;
  if (value === undefined || value === "") return hasFormula && type !== "str" ? notCalculated : "";
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

/** Whether a cell holds anything at all, also something that shows nothing. */
export function isFilled({ value, hasFormula }: SheetCell): boolean {
  return hasFormula || (value !== undefined && value !== "");
}
