import { RosterFileError } from "../errors.ts";
import type { AnswerPlaces } from "./answer-columns.ts";
import type { ColumnPlaces } from "./cells.ts";
import { trimmed } from "./cells.ts";
import {
  addedIdentityColumns,
  columnOfHeader,
  foldHeader,
  inputColumns,
  knownSpellings,
  type KnownColumn,
  type RosterColumn,
} from "./columns.ts";
import { columnLetter, shortened, shown } from "./fault.ts";
import { nearest } from "./nearest.ts";

/** Headers of a roster and the columns that they mean, as a person says; null for one that means none of ours. */
export type ColumnMap = ReadonlyMap<string, RosterColumn | null>;

/** What the rest of the file tells about its header. */
export interface HeaderHints {
  readonly otherSheets?: readonly string[] | undefined;
  /** A row further down that looks like the header. */
  readonly headerRow?: number | undefined;
  /** The columns that the program added in an earlier run; none in a fresh roster. */
  readonly answers?: AnswerPlaces | undefined;
}

const noAnswers: AnswerPlaces = new Map();

/**
 * Finds the columns that mean something. Throws RosterFileError when two headers mean the same column, when no
 * header means any, or when `--map` names a header that is not there.
 * @param mapped goes before every other meaning of a header
 * @param hints where the header may be when it is not here, and which columns are answers
 */
export function placeColumns(
  headers: readonly string[],
  mapped: ColumnMap,
  hints: HeaderHints = {},
): ColumnPlaces {
  const { answers = noAnswers } = hints;
  const answerAt = new Map([...answers].map(([column, index]) => [index, column]));
  const meant = mappedColumns(headers, mapped, answers);
  const taken = new Set(meant.values());
  const indexOf = new Map<KnownColumn, number>();
  const place = (column: KnownColumn, index: number): void => {
    const earlier = indexOf.get(column);
    if (earlier !== undefined) throw twice(column, earlier, index, headers);
    indexOf.set(column, index);
  };
  for (const [index, header] of headers.entries()) {
    const said = meant.get(index);
    const answer = answerAt.get(index);
    if (answer !== undefined) {
      place(answer, index);
    } else if (said !== undefined) {
      if (said !== null) place(said, index);
    } else {
      const usual = columnOfHeader(header);
      // a column that --map gives away is nobody else's any more
      if (usual !== undefined && !taken.has(usual)) place(usual, index);
    }
  }
  if (!inputColumns.some((column) => indexOf.has(column))) throw noUsableColumn(headers, hints);
  return { headers, indexOf, said: new Set(meant.keys()) };
}

function twice(
  column: KnownColumn,
  earlier: number,
  index: number,
  headers: readonly string[],
): RosterFileError {
  const [one = "", other = ""] = [headers[earlier], headers[index]];
  return new RosterFileError(
    `Two columns mean ${column}: ${shown(one)} (${columnLetter(earlier)}) and ${shown(other)} (${columnLetter(index)}).`,
    `Rename one of them, or leave one alone with --map "Header=", for example --map "${shortened(other)}=".`,
  );
}

/** The columns that `--map` speaks of, by place. */
function mappedColumns(
  headers: readonly string[],
  mapped: ColumnMap,
  answers: AnswerPlaces,
): ReadonlyMap<number, RosterColumn | null> {
  const columns = new Map<number, RosterColumn | null>();
  // a second run is told the same as the first, and what was added in between was not meant
  const added = addedPlaces(headers, answers);
  const users = headers.map((header, index) => (added.has(index) ? "" : header));
  for (const [name, column] of mapped) {
    const places = placesOfHeader(users, name);
    if (places.length === 0 && placesOfHeader(headers, name).length === 0) throw unknownHeader(name, headers);
    for (const place of places) columns.set(place, column);
  }
  return columns;
}

/** Where the columns stand that the program added: its answers, and behind `sync_result` the ids of who a row is about. */
function addedPlaces(headers: readonly string[], answers: AnswerPlaces): ReadonlySet<number> {
  const first = answers.get("sync_result");
  if (first === undefined) return new Set();
  const ids = addedIdentityColumns.map((column) => headers.lastIndexOf(column)).filter((at) => at > first);
  return new Set([...answers.values(), ...ids]);
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
