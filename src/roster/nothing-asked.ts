import type { ColumnPlaces, RowCells, RosterColumn } from "../cells/cells.ts";
import type { Problem } from "../faults/problem.ts";
import { trimmed } from "../text/plain-text.ts";
import { askingColumns, optionColumns } from "./columns.ts";
import { hintRowNote, isHintRow } from "./hints.ts";

/**
 * The first filled option of a row that asks for nothing (product contract, section 5); undefined for a row that asks
 * for something, or fills no option. It is the same whatever `--only` leaves out.
 */
function idleOption(cells: readonly string[], { indexOf }: ColumnPlaces): RosterColumn | undefined {
  const isFilled = (column: RosterColumn): boolean => {
    const index = indexOf.get(column);
    return index !== undefined && trimmed(cells[index] ?? "") !== "";
  };
  return askingColumns.some(isFilled) ? undefined : optionColumns.find(isFilled);
}

/** Warns of a row that says how something is to be requested, but not what. */
export function warnNothingAsked(values: RowCells, cells: readonly string[], places: ColumnPlaces): void {
  const option = idleOption(cells, places);
  if (option === undefined) return;
  values.warn(option, "nothing_asked", "is filled in, but the row requests nothing", remedyFor(places));
}

/** What is said beside a row that asks for nothing, where it looks as if it should; without the row's own values. */
export function noteOnIdleRow(
  cells: readonly string[],
  row: number,
  places: ColumnPlaces,
): Problem | undefined {
  if (isHintRow(cells, row, places)) {
    return { code: "hint_row", message: `The row ${hintRowNote.problem}. ${hintRowNote.remedy}` };
  }
  const option = idleOption(cells, places);
  if (option === undefined) return undefined;
  const header = places.headers[places.indexOf.get(option) ?? -1] ?? option;
  return {
    code: "nothing_asked",
    message: `${header} is filled in, but the row requests nothing. ${remedyFor(places)}`,
  };
}

function remedyFor({ indexOf }: ColumnPlaces): string {
  const asking = askingColumns.filter((column) => indexOf.has(column));
  return asking.length === 0
    ? "The roster has no column that requests something, such as license_states, payer_name with payer_states, or credentialing; see how the headers were read."
    : `If something is wanted, fill in ${asking.slice(0, 4).join(", ")}${asking.length > 4 ? ", …" : ""}.`;
}
