import { RosterFileError } from "../errors.ts";
import type { ColumnPlaces } from "./cells.ts";
import { trimmed } from "./cells.ts";
import { columnOfHeader, foldHeader, inputColumns, knownSpellings, type KnownColumn } from "./columns.ts";
import { columnLetter, shown } from "./fault.ts";
import { nearest } from "./nearest.ts";

/** What the rest of the file tells about a header that is not where it should be. */
export interface HeaderHints {
  readonly otherSheets?: readonly string[] | undefined;
  /** A row further down that looks like the header. */
  readonly headerRow?: number | undefined;
}

/**
 * Finds the columns that mean something. Throws RosterFileError when two headers mean the same column, when no
 * header means any, or when `--map` names a header that is not there.
 * @param mapped headers of this roster and the columns they mean, which goes before every other meaning
 * @param hints where the header may be when it is not here
 */
export function placeColumns(
  headers: readonly string[],
  mapped: ReadonlyMap<string, string>,
  hints: HeaderHints = {},
): ColumnPlaces {
  const meant = mappedColumns(headers, mapped);
  const taken = new Set(meant.values());
  const indexOf = new Map<KnownColumn, number>();
  for (const [index, header] of headers.entries()) {
    const usual = columnOfHeader(header);
    // a column that --map gives away is nobody else's any more
    const column = meant.get(index) ?? (usual !== undefined && taken.has(usual) ? undefined : usual);
    if (column === undefined) continue;
    const earlier = indexOf.get(column);
    if (earlier === undefined) {
      indexOf.set(column, index);
    } else {
      const first = `${shown(headers[earlier] ?? "")} (${columnLetter(earlier)})`;
      throw new RosterFileError(
        `Two columns mean ${column}: ${first} and ${shown(header)} (${columnLetter(index)}).`,
        "Rename one of them, or say with --map which is meant.",
      );
    }
  }
  if (!inputColumns.some((column) => indexOf.has(column))) throw noUsableColumn(headers, hints);
  return { headers, indexOf };
}

/** The columns that `--map` speaks of, by place. */
function mappedColumns(
  headers: readonly string[],
  mapped: ReadonlyMap<string, string>,
): ReadonlyMap<number, KnownColumn> {
  const columns = new Map<number, KnownColumn>();
  for (const [name, mapsTo] of mapped) {
    const places = placesOfHeader(headers, name);
    if (places.length === 0) throw unknownHeader(name, headers);
    const column = columnOfHeader(mapsTo);
    if (column === undefined) throw new Error(`--map to ${mapsTo}, which is no column`);
    for (const place of places) columns.set(place, column);
  }
  return columns;
}

/** Where headers stand that a person names: those that are written so, else those that differ in signs only. */
export function placesOfHeader(headers: readonly string[], name: string): readonly number[] {
  const where = (fits: (header: string) => boolean): readonly number[] =>
    headers.flatMap((header, index) => (fits(header) ? [index] : []));
  const exact = where((header) => trimmed(header) === trimmed(name));
  const folded = foldHeader(name);
  // a header of signs alone resembles no other
  return exact.length > 0 || folded === "" ? exact : where((header) => foldHeader(header) === folded);
}

function unknownHeader(name: string, headers: readonly string[]): RosterFileError {
  const meant = nearest(name, headers);
  return new RosterFileError(
    `--map names the column ${shown(name)}, which the roster does not have.`,
    meant === undefined ? "Use a header of the roster as it stands there." : `Did you mean ${shown(meant)}?`,
  );
}

function noUsableColumn(
  headers: readonly string[],
  { otherSheets = [], headerRow }: HeaderHints,
): RosterFileError {
  const named = headers.filter((header) => header.trim() !== "");
  if (named.length === 0) {
    return new RosterFileError(
      "The roster has no header row.",
      headerRow === undefined
        ? "The first row must name the columns; roster-sync template prints an example."
        : deleteAbove(headerRow),
    );
  }
  const suggestions = named.flatMap((header) => {
    const meant = nearest(foldHeader(header), knownSpellings);
    const column = meant === undefined ? undefined : columnOfHeader(meant);
    return column === undefined ? [] : [`${shown(header)} → ${column}`];
  });
  return new RosterFileError(
    `No column of the roster means anything here (it has ${named.slice(0, 8).map(shown).join(", ")}).`,
    headerRow !== undefined
      ? deleteAbove(headerRow)
      : suggestions.length > 0
        ? `Did you mean ${suggestions.slice(0, 4).join(", ")}? Rename the columns or use --map.`
        : otherSheets.length > 0
          ? `If the roster is on another sheet, name it with --sheet: ${otherSheets.slice(0, 8).map(shown).join(", ")}.`
          : "The first row must name the columns, for example npi and license_states; roster-sync template prints an example.",
  );
}

function deleteAbove(headerRow: number): string {
  return `Row ${headerRow} looks like the header. Delete the rows above it.`;
}

/** Whether most of what stands in a row are headers of ours, at least two of them. */
export function looksLikeHeader(cells: readonly string[]): boolean {
  const known = cells.filter((cell) => columnOfHeader(cell) !== undefined).length;
  return known >= 2 && known * 2 >= cells.filter((cell) => cell.trim() !== "").length;
}
