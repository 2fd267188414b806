import { foldHeader, type ColumnPlaces, type KnownColumn, type RosterColumn } from "../cells/cells.ts";
import { RosterFileError } from "../errors.ts";
import { columnLetter, mapFlag, shown } from "../faults/problem.ts";
import { nearest } from "../text/nearest.ts";
import { trimmed } from "../text/plain-text.ts";
import type { AnswerPlaces } from "./answer-columns.ts";
import {
  addedIdentityColumns,
  columnOfHeader,
  identityColumns,
  inputColumns,
  isResultColumn,
} from "./columns.ts";
import { hintOf } from "./hints.ts";
import { suggestionOf, type HeaderPlace } from "./reading.ts";

/** Headers of a roster and the columns that they mean, as a person says; null for one that means none of ours. */
export type ColumnMap = ReadonlyMap<string, RosterColumn | null>;

/** What the rest of the file tells about its header. */
export interface HeaderHints {
  readonly otherSheets?: readonly string[] | undefined;
  /** A row further down that reads more like the headers. */
  readonly betterRow?: number | undefined;
  readonly headerPlace?: HeaderPlace | undefined;
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
  const { answers = noAnswers, betterRow } = hints;
  if (betterRow !== undefined && headers.some((header) => columnOfHeader(header) !== undefined)) {
    throw notTheHeader(headers, betterRow);
  }
  const answerAt = new Map([...answers].map(([column, index]) => [index, column]));
  const meant = mappedColumns(headers, mapped, answers);
  const taken = new Set(meant.values());
  const ownNames = new Set(
    headers.flatMap((header, index) => {
      const column = columnOfHeader(header);
      const isOwn = column !== undefined && foldHeader(header) === foldHeader(column) && !meant.has(index);
      return isOwn && isIdentity(column) ? [column] : [];
    }),
  );
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
      if (usual === undefined || taken.has(usual)) continue;
      // beside `Last Name`, `Legal Last Name` is one column more of the user's
      if (ownNames.has(usual) && foldHeader(header) !== foldHeader(usual)) continue;
      place(usual, index);
    }
  }
  if (!inputColumns.some((column) => indexOf.has(column)))
    throw noUsableColumn(headers, new Set(meant.keys()), hints);
  const places = {
    headers,
    indexOf,
    identityColumns,
    said: new Set(meant.keys()),
    headerRow: hints.headerPlace?.row ?? 1,
  };
  const lookalikes = headers.flatMap((_, index) => {
    const column = suggestionOf(index, places);
    return column === undefined ? [] : [[column, index] as const];
  });
  // the first of several
  return { ...places, lookalikes: new Map(lookalikes.toReversed()) };
}

function isIdentity(column: RosterColumn): boolean {
  return identityColumns.includes(column);
}

function twice(
  column: KnownColumn,
  earlier: number,
  index: number,
  headers: readonly string[],
): RosterFileError {
  const [one = "", other = ""] = [headers[earlier], headers[index]];
  // --map speaks of every column that is called so
  const isOneName = placesOfHeader(headers, one).includes(index);
  return new RosterFileError(
    `Two columns are read as ${column}: ${shown(one)} (${columnLetter(earlier)}) and ${shown(other)} (${columnLetter(index)}).`,
    isOneName
      ? "Rename one of them."
      : `Rename one of them, or leave one alone with ${mapFlag(one, "")} or ${mapFlag(other, "")}.`,
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
    meant === undefined
      ? "Use a header of the roster exactly as it is written there."
      : `Did you mean ${shown(meant)}?`,
  );
}

function noUsableColumn(
  headers: readonly string[],
  said: ReadonlySet<number>,
  { otherSheets = [], betterRow }: HeaderHints,
): RosterFileError {
  const named = headers.filter((header) => header.trim() !== "");
  if (named.length === 0) {
    return new RosterFileError(
      "The roster has no header row.",
      betterRow === undefined
        ? "The first row must name the columns; roster-sync template prints an example."
        : sayRow(betterRow),
    );
  }
  const suggestions = headers.flatMap((header, index) => {
    const column = said.has(index) ? undefined : hintOf(header)?.column;
    return column === undefined ? [] : [`${shown(header)} → ${column}`];
  });
  return new RosterFileError(
    `No recognized column. Found: ${named.slice(0, 8).map(shown).join(", ")}.`,
    betterRow !== undefined
      ? sayRow(betterRow)
      : suggestions.length > 0
        ? `Did you mean ${suggestions.slice(0, 4).join(", ")}? Rename the columns or use --map.`
        : otherSheets.length > 0
          ? `If the roster is on another sheet, choose it with --sheet: ${otherSheets.slice(0, 8).map(shown).join(", ")}.`
          : "The first row must name the columns, for example npi and license_states; roster-sync template prints an example.",
  );
}

function notTheHeader(headers: readonly string[], betterRow: number): RosterFileError {
  const named = headers.filter((header) => header.trim() !== "");
  return new RosterFileError(
    `The first row (${named.slice(0, 8).map(shown).join(", ")}) does not look like the headers; row ${betterRow} does.`,
    `Use --header-row ${betterRow}; the rows above it are copied unchanged. If the first row is right, use --header-row 1.`,
  );
}

function sayRow(row: number): string {
  return `Row ${row} looks like the headers. Use --header-row ${row}; the rows above it are copied unchanged.`;
}

/** How many different columns of ours a row names, and whether they are most of what stands in it. */
function headersIn(cells: readonly string[]): { readonly known: number; readonly isMost: boolean } {
  const columns = cells.flatMap((cell) => columnOfHeader(cell) ?? []);
  // the answers of an earlier run stand among them, and are more
  const filled = cells.filter((cell) => cell.trim() !== "" && !isResultColumn(cell)).length;
  return { known: new Set(columns).size, isMost: columns.length * 2 >= filled };
}

/** Whether a first row needs no comparison: it has no gaps, and most of it are headers of ours. */
export function isClearlyHeader(cells: readonly string[]): boolean {
  const { known, isMost } = headersIn(cells);
  return known > 0 && isMost && cells.every((cell) => cell.trim() !== "");
}

/** Numbers and addresses stand below headers, not among them. */
const value = /\d{4}|@/;

/**
 * Whether a row further down reads like the headers, and better than the first one: it names more columns of ours, at
 * least two and most of what it holds, and holds no values.
 */
export function looksMoreLikeHeader(cells: readonly string[], first: readonly string[]): boolean {
  const [here, above] = [headersIn(cells), headersIn(first)];
  return (
    here.known >= 2 && here.isMost && here.known > above.known && !cells.some((cell) => value.test(cell))
  );
}

/** Each of these names somebody alone. */
const namingColumns: ReadonlySet<KnownColumn> = new Set(
  identityColumns.filter((column) => column !== "first_name" && column !== "last_name"),
);

function namesSomebody(headers: readonly string[]): boolean {
  const columns = new Set(headers.flatMap((header) => columnOfHeader(header) ?? []));
  const hasName = columns.has("first_name") && columns.has("last_name");
  return hasName || [...columns].some((column) => namingColumns.has(column));
}

/**
 * Whether a sheet that begins with these rows is a roster: its headers name somebody, or are those that a person spoke
 * of. Where nobody said in which row the headers stand, one further down counts as well.
 */
export function readsAsRoster(
  rows: readonly (readonly string[])[],
  { headerRow, map }: { readonly headerRow?: number | undefined; readonly map?: ColumnMap | undefined },
): boolean {
  const first = rows[(headerRow ?? 1) - 1] ?? [];
  const isSpokenOf = [...(map?.keys() ?? [])].some((name) => placesOfHeader(first, name).length > 0);
  if (isSpokenOf || namesSomebody(first)) return true;
  return headerRow === undefined && rows.some((row) => looksMoreLikeHeader(row, first) && namesSomebody(row));
}
