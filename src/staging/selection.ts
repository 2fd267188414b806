import type { ColumnPlaces } from "../cells/cells.ts";
import type { Selection } from "../config/resolve.ts";
import { UsageError } from "../errors.ts";
import { columnOfHeader } from "../roster/columns.ts";
import { placesOfHeader } from "../roster/headers.ts";
import { nearest } from "../text/nearest.ts";
import { trimmed } from "../text/plain-text.ts";

/** The results of an earlier run that `--only-failed` takes up again. */
const unfinished = new Set(["failed", "unknown", "skipped"]);

/** Decides row by row, in the order of the roster, which ones are worked on. */
export type RowFilter = (cells: readonly string[], previousResult: string | undefined) => boolean;

/** Makes the filter that the settings describe. Throws UsageError when it names a column that is not there. */
export function rowFilter(selection: Selection, places: ColumnPlaces): RowFilter {
  const where = wherePlace(selection, places);
  let taken = 0;
  return (cells, previousResult) => {
    if (selection.onlyFailed && !unfinished.has(previousResult ?? "skipped")) return false;
    if (where !== undefined && fold(cells[where.index] ?? "") !== where.value) return false;
    if (taken >= (selection.limit ?? Number.POSITIVE_INFINITY)) return false;
    taken += 1;
    return true;
  };
}

/**
 * Reads the cell under a column that a flag names, by its header or by our name for it; undefined for every row when
 * no column is named. Throws UsageError when the roster does not have it.
 */
export function cellUnder(
  flag: string,
  header: string | undefined,
  places: ColumnPlaces,
): (cells: readonly string[]) => string | undefined {
  if (header === undefined) return () => undefined;
  const index = placeOf(flag, header, places);
  return (cells) => trimmed(cells[index] ?? "");
}

function wherePlace(
  { where }: Selection,
  places: ColumnPlaces,
): { readonly index: number; readonly value: string } | undefined {
  if (where === undefined) return undefined;
  return { index: placeOf("--where", where.header, places), value: fold(where.value) };
}

function placeOf(flag: string, header: string, places: ColumnPlaces): number {
  const [byHeader] = placesOfHeader(places.headers, header);
  const column = columnOfHeader(header);
  const index = byHeader ?? (column === undefined ? undefined : places.indexOf.get(column));
  if (index !== undefined) return index;
  const meant = nearest(header, places.headers);
  throw new UsageError(
    `${flag} names the column "${header}", which the roster does not have.`,
    meant === undefined ? undefined : `Did you mean "${meant}"?`,
  );
}

function fold(value: string): string {
  return trimmed(value).toLowerCase();
}
