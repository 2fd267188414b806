import type { KnownColumn } from "./column-names.ts";
import type { RowCells } from "./cells.ts";

/** What a spreadsheet program does to text that it takes for a number, a date or prose. */
interface Damage {
  readonly problem: string;
  readonly remedy: string;
}

const asText = "Format the column as text in the spreadsheet, then enter the value again.";

const madeADay: Damage = {
  problem: "looks like a date that the spreadsheet made out of something else",
  remedy: asText,
};

const kinds: readonly (readonly [RegExp, Damage])[] = [
  [
    /^[+-]?\d+(?:[.,]\d+)?E[+-]\d+$/i,
    {
      problem: "is in scientific notation: the spreadsheet treated it as a number and lost digits",
      remedy: asText,
    },
  ],
  [/^\d+[.,]0+$/, { problem: "ends in .0: the spreadsheet treated it as a number", remedy: asText }],
  [
    /^\d{1,3}(?:[,.' ]\d{3})+$/,
    { problem: "contains thousands separators: the spreadsheet treated it as a number", remedy: asText },
  ],
  [/^(?:\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2,4})$/, madeADay],
  [
    /[\uFF10-\uFF19]/,
    {
      problem: "contains full-width digits",
      remedy: "Retype them as plain digits (0 to 9), then save the file again.",
    },
  ],
  [
    /[\u2018\u2019\u201C\u201D]/,
    {
      problem: "contains curly quotation marks",
      remedy: "Remove them; autocorrect put them there.",
    },
  ],
];

/** A day as a workbook holds it: somebody typed 3-5, and the spreadsheet knew better. */
const day = /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$/;

/** Columns in which a day is what is meant. */
const dayColumns: ReadonlySet<KnownColumn> = new Set(["license_created", "application_received_date"]);

/**
 * Notes damage to a cell that holds an id, a number or a code, where nothing can be repaired with certainty.
 * True when there is some; then no other fault needs to be looked for.
 */
export function isDamaged(cells: RowCells, column: KnownColumn, text = cells.text(column)): boolean {
  const isDay = day.test(text) && !dayColumns.has(column);
  const damage = isDay ? madeADay : kinds.find(([shape]) => shape.test(text))?.[1];
  if (damage === undefined) return false;
  cells.fault(column, "spreadsheet_damage", damage.problem, damage.remedy, text);
  return true;
}

/** Days since the end of 1899, between 1954 and 2119: what a date cell holds behind its format. */
export function isDaySerial(text: string): boolean {
  return (
    /^\d{5}(?:[.,]\d+)?$/.test(text) &&
    Number(text.replace(",", ".")) >= 20_000 &&
    Number.parseInt(text, 10) < 80_000
  );
}
