import { nearest } from "../text/nearest.ts";
import type { RosterColumn, RowCells, KnownColumn } from "./cells.ts";
import { isStateTaken, stateCode, type StateUse } from "./states.ts";

const yes = new Set(["yes", "true", "y", "1", "x"]);
const no = new Set(["no", "false", "n", "0"]);

/** A yes or no; undefined when the cell is blank or, with a fault, neither. */
export function booleanOf(cells: RowCells, column: RosterColumn): boolean | undefined {
  const text = cells.text(column).toLowerCase();
  if (text === "") return undefined;
  if (yes.has(text)) return true;
  if (no.has(text)) return false;
  return cells.fault(
    column,
    "invalid_boolean",
    "is neither yes nor no",
    "Write yes or no, or leave it blank.",
  );
}

/** One word of a fixed list, in the list's own spelling; undefined when blank or, with a fault, another word. */
export function choiceOf<const Word extends string>(
  cells: RowCells,
  column: RosterColumn,
  words: readonly Word[],
): Word | undefined {
  const text = cells.text(column);
  if (text === "") return undefined;
  const fold = (word: string): string => word.toLowerCase().replaceAll(/[\s_-]/g, "");
  const found = words.find((word) => fold(word) === fold(text));
  if (found !== undefined) return found;
  const meant = nearest(text, words);
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return cells.fault(
    column,
    "invalid_choice",
    "is not an accepted value for this column",
    `Use one of ${words.join(", ")}.${hint}`,
  );
}

const capital = /washington\s*,\s*d\.?\s*c\b\.?/i;

/** The codes of states between which stands something else than a sign that separates items; none where it is no list. */
function severalStates(item: string): readonly string[] {
  for (const separator of [/\s*(?:[/&+\\]|\band\b)\s*/i, /\s+-\s+/, /\s+/, /-/]) {
    const codes = item.split(separator).map(stateCode);
    if (codes.length > 1 && codes.every((code) => code !== undefined)) return codes;
  }
  return [];
}

/** The states of a list, as codes, each once. What is no state, or not one for this use, is a fault. */
export function statesOf(cells: RowCells, column: RosterColumn, use: StateUse): readonly string[] {
  const codes: string[] = [];
  const text = cells.text(column);
  if (new RegExp(`^${capital.source}$`, "i").test(text)) return ["DC"];
  const place = capital.exec(text)?.[0];
  if (place !== undefined) {
    cells.fault(
      column,
      "unknown_state",
      "may be one place or two: a comma separates the items of a list",
      "Write DC for the capital, or WA; DC for both.",
      place,
    );
    return [];
  }
  for (const item of cells.list(column)) {
    const code = stateCode(item);
    if (code === undefined && isDamaged(cells, column, item)) continue;
    const several = code === undefined ? severalStates(item) : [];
    if (several.length > 0) {
      cells.fault(
        column,
        "unknown_state",
        "names several states, but the items of a list are separated by ;",
        `Write ${several.join("; ")}.`,
        item,
      );
    } else if (code === undefined) {
      cells.fault(
        column,
        "unknown_state",
        "is not a state",
        "Use a two-letter code such as CA, or the state's name.",
        item,
      );
    } else if (!isStateTaken(code, use)) {
      cells.fault(
        column,
        "state_not_taken",
        use === "license"
          ? "is not a state that licenses are requested in"
          : "is not a state that payers enroll in",
        "Remove it from the list.",
        item,
      );
    } else if (!codes.includes(code)) {
      codes.push(code);
    }
  }
  return codes;
}

/** The time of a day, as spreadsheets and pandas write it behind one: `00:00:00`, `12:00:00 AM`, `T00:00:00.000Z`. */
const time =
  "(?:[T ]\\s*\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?\\s*(?:[AP]M)?\\s*(?:Z|[+-]\\d{2}:?\\d{2})?)?";
const isoDay = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${time}$`, "i");
const americanDay = new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})${time}$`, "i");

/**
 * A day as `YYYY-MM-DD`; `M/D/YYYY` is taken too, and a time behind either is let go. Undefined when blank or, with a
 * fault, no day.
 */
export function dateOf(cells: RowCells, column: RosterColumn): string | undefined {
  const text = cells.text(column);
  if (text === "") return undefined;
  const iso = isoDay.exec(text);
  const american = americanDay.exec(text);
  const [year, month, day] =
    iso !== null
      ? [iso[1], iso[2], iso[3]]
      : american !== null
        ? [american[3], american[1], american[2]]
        : [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    // years below 100 are taken for those of the last century, which is no repair
    if (
      date.getUTCFullYear() === Number(year) &&
      date.getUTCMonth() === Number(month) - 1 &&
      date.getUTCDate() === Number(day)
    ) {
      return date.toISOString().slice(0, 10);
    }
  }
  if (isDaySerial(text)) {
    return cells.fault(
      column,
      "spreadsheet_damage",
      "is a date that the spreadsheet turned into a number",
      "Format the column as text, then write the date as YYYY-MM-DD.",
    );
  }
  if (isDamaged(cells, column)) return undefined;
  return cells.fault(
    column,
    "invalid_date",
    "is not a date",
    "Write it as YYYY-MM-DD, for example 2026-03-31.",
  );
}

const uuidShape = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** Whether a text has the shape of the platforms' ids. */
export function isUuid(text: string): boolean {
  return uuidShape.test(text);
}

/** An id of a platform in lower case; undefined when blank or, with a fault, of another shape. */
export function uuidOf(cells: RowCells, column: RosterColumn): string | undefined {
  const text = cells.text(column);
  if (text === "") return undefined;
  if (isUuid(text)) return text.toLowerCase();
  if (isDamaged(cells, column)) return undefined;
  return cells.fault(
    column,
    "invalid_uuid",
    "is not a platform id",
    "Copy the whole id (8-4-4-4-12 letters and digits), or leave it blank to have it looked up.",
  );
}

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
function isDaySerial(text: string): boolean {
  return (
    /^\d{5}(?:[.,]\d+)?$/.test(text) &&
    Number(text.replace(",", ".")) >= 20_000 &&
    Number.parseInt(text, 10) < 80_000
  );
}
