import { trimmed } from "../text/trimmed.ts";
import type { ColumnPlaces } from "../cells/cells.ts";
import { inputColumns } from "./columns.ts";

/** What templates write under a header to say how its column is to be filled. */
const hint = new RegExp(
  `^[(\\[*]*(?:${[
    "required(?: .*)?",
    "optional(?: .*)?",
    "mandatory",
    "conditional",
    "if (?:known|any|applicable|available)",
    "as applicable",
    "\\d+(?: ?- ?\\d+)?[ -]?(?:digits?|characters?|chars?|letters?)(?: .*)?",
    "numeric",
    "number",
    "numbers only",
    "text",
    "free text",
    "string",
    "alpha(?:numeric)?",
    "date",
    "boolean",
    "y ?/ ?n",
    "yes ?/ ?no",
    "yes or no",
    "true ?/ ?false",
    "mm.dd.yyyy",
    "m.d.yyyy",
    "yyyy.mm.dd",
    "drop[ -]?down(?: .*)?",
    "pick ?list",
    "select .*",
    "choose .*",
    "enter .*",
    "list",
    "format:? .*",
    "e\\.g\\..*",
    "ex(?:ample)?[:.] ?.*",
    "(?:two|2)[- ]letters?(?: .*)?",
    "(?:state )?(?:code|abbreviation)s?",
    "legal (?:first|last)? ?name(?: .*)?",
    "uuid",
  ].join("|")})[)\\]*.]*$`,
  "i",
);

/**
 * Whether the row right under the headers explains the columns, as payers' templates do ("Required", "10 digits",
 * "Y/N"): at least two cells of ours are filled, and each of them is such a note. Then it can be about nobody.
 */
export function isHintRow(
  cells: readonly string[],
  row: number,
  { indexOf, headerRow = 1 }: ColumnPlaces,
): boolean {
  if (row !== headerRow + 1) return false;
  const filled = inputColumns.flatMap((column) => {
    const text = trimmed(cells[indexOf.get(column) ?? -1] ?? "");
    return text === "" ? [] : [text];
  });
  return filled.length >= 2 && filled.every((text) => hint.test(text));
}

/** What is said of such a row. */
export const hintRowNote = {
  problem: "describes the columns and is not about a provider",
  remedy: "It is copied through unchanged; nothing is looked up or requested for it.",
};
