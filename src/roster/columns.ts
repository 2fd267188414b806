import {
  type RosterColumn,
  type ResultColumn,
  type FillableColumn,
  foldHeader,
  RowCells,
  type ColumnPlaces,
} from "../cells/cells.ts";
import { licenseFields, type LicenseField } from "../cells/states.ts";
import { statesOf } from "../cells/values.ts";
import type { ColumnSpec, ResultColumnSpec } from "../platforms/column.ts";
import { outcomeColumns } from "../platforms/common-columns.ts";
import { platforms } from "../platforms/index.ts";

/** What several platforms know is one column: the first of them says what it is. */
function eachOnce<Spec extends { readonly name: string }>(specs: readonly Spec[]): readonly Spec[] {
  return [...new Map(specs.toReversed().map((spec) => [spec.name, spec])).values()].toReversed();
}

const inOrder = (one: { readonly place: number }, other: { readonly place: number }): number =>
  one.place - other.place;

const names = (specs: readonly { readonly name: string }[]): readonly string[] =>
  specs.map(({ name }) => name);

const known: readonly ColumnSpec[] = eachOnce(platforms.flatMap(({ columns }) => columns));

/** The columns that a roster may have, in the order of the documentation. */
export const columnSpecs: readonly ColumnSpec[] = known.toSorted(inOrder);

const byName: ReadonlyMap<string, ColumnSpec> = new Map(columnSpecs.map((spec) => [spec.name, spec]));

/** What a column of a roster is; undefined for one that a roster does not have. */
export function columnNamed(name: string): ColumnSpec | undefined {
  return byName.get(name);
}

/** The names of {@link columnSpecs}. */
export const inputColumns: readonly RosterColumn[] = names(columnSpecs);

const withRole = (role: ColumnSpec["role"]): readonly RosterColumn[] =>
  names(columnSpecs.filter((spec) => spec.role === role));

/** The columns that say who a row is about. */
export const identityColumns: readonly RosterColumn[] = withRole("identity");

/** The columns that ask for something: a row in which all of them are blank asks for nothing. */
export const askingColumns: readonly RosterColumn[] = withRole("request");

/** The columns that say how something is to be requested, and ask for nothing themselves. */
export const optionColumns: readonly RosterColumn[] = withRole("option");

/** The columns that the program adds, in the order in which it adds them. */
const resultColumnSpecs: readonly ResultColumnSpec[] = eachOnce<ResultColumnSpec>([
  ...outcomeColumns,
  ...platforms.flatMap(({ resultColumns: own }) => own),
]).toSorted(inOrder);

/** Before the ids stand the columns that say how a row ended. */
const outcomeFirst = resultColumnSpecs.findIndex(({ name }) => !name.startsWith("sync_"));

/** The names of {@link resultColumnSpecs}. */
export const resultColumns: readonly ResultColumn[] = names(resultColumnSpecs);

/** Result columns that hold a day and nothing else; workbooks have them as real dates. */
export const dayColumns: readonly ResultColumn[] = names(resultColumnSpecs.filter(({ day }) => day === true));

/** Ids of who a row is about, which a look-up may fill in; added to the results when the roster lacks them. */
export const addedIdentityColumns: readonly RosterColumn[] = names(
  known.filter(({ filled }) => filled === "added"),
);

/** Ids that a look-up may fill in where the roster has the column and the cell is blank. */
export const fillableColumns: readonly FillableColumn[] = [
  ...addedIdentityColumns,
  ...names(columnSpecs.filter(({ filled }) => filled === "in-place")),
];

/** What the columns mean that the program adds, in the order in which it adds them. */
export const resultColumnTexts: Readonly<Record<string, string>> = Object.fromEntries([
  ...resultColumnSpecs.slice(0, outcomeFirst).map(({ name, text }) => [name, text]),
  ...platforms.flatMap(({ title, columns }) =>
    columns
      .filter(({ filled }) => filled === "added")
      .map(({ name }) => [name, `${title}'s id, when the roster has no such column`]),
  ),
  ...resultColumnSpecs.slice(outcomeFirst).map(({ name, text }) => [name, text]),
]);

const byFoldedName: ReadonlyMap<string, RosterColumn> = new Map(
  columnSpecs.flatMap(({ name: column, otherNames }) =>
    [column, ...otherNames].map((name): [string, RosterColumn] => [foldHeader(name), column]),
  ),
);

/** `State(s)`, `State/s`, and what R and SQL make of them. */
const oneOrSeveralStates = /state[^\p{L}\p{N}]+s[^\p{L}\p{N}]*$/iu;

/**
 * The roster column that a header means, whatever its spelling (product contract, section 5); undefined for a column
 * that is the user's own business. Columns that the program adds are found by answer-columns.ts.
 */
export function columnOfHeader(header: string): RosterColumn | undefined {
  // `License State(s)` is `License State`, which says what a provider has
  if (oneOrSeveralStates.test(header)) return undefined;
  const column = byFoldedName.get(foldHeader(header));
  if (column !== undefined || !header.includes("#")) return column;
  return byFoldedName.get(foldHeader(header.replaceAll("#", " number ")));
}

/** Whether a text is, letter for letter, the name of a column that the program adds. */
export function isResultColumn(name: string): boolean {
  return resultColumns.includes(name);
}

/** Every spelling of every roster column, folded; for suggestions. */
export const knownSpellings: readonly string[] = [...byFoldedName.keys()];

/** What a row says of licenses and enrollments, whatever of it is asked for in this run. */
export interface Named {
  readonly licenses: readonly { readonly field: LicenseField; readonly state: string }[];
  readonly enrollments: readonly {
    readonly state: string;
    readonly payer_name: string;
    readonly payer_id?: string | undefined;
    readonly payer_entity?: string | undefined;
  }[];
}

const nothing: Named = { licenses: [], enrollments: [] };

/** Reads what a row names; what is at fault there is told elsewhere. */
export function namedIn(places: ColumnPlaces, cells: readonly string[], row: number): Named {
  const isBlank = (column: LicenseField | "payer_states"): boolean =>
    (cells[places.indexOf.get(column) ?? -1] ?? "") === "";
  const fields = licenseFields.filter((field) => !isBlank(field));
  if (fields.length === 0 && isBlank("payer_states")) return nothing;
  const values = new RowCells(places, cells, row);
  const payer = {
    payer_name: values.text("payer_name"),
    payer_id: values.text("payer_id") === "" ? undefined : values.text("payer_id"),
    payer_entity: values.text("payer_entity") === "" ? undefined : values.text("payer_entity").toLowerCase(),
  };
  return {
    licenses: fields.flatMap((field) =>
      statesOf(values, field, "license").map((state) => ({ field, state })),
    ),
    enrollments: isBlank("payer_states")
      ? []
      : statesOf(values, "payer_states", "enrollment").map((state) => ({ state, ...payer })),
  };
}

/**
 * Takes the danger out of text from a platform that a spreadsheet would take for a formula: an apostrophe in
 * front, as spreadsheets themselves mark text. A text that begins with an apostrophe gets one too, so that
 * {@link unescapeFormula} gives every text back as it was.
 */
export function escapeFormula(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

/** The inverse of {@link escapeFormula}; leaves alone what was never escaped. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && dangerous.test(text.slice(1)) ? text.slice(1) : text;
}

/** The signs of OWASP's list, their full-width twins, and the apostrophe itself; also behind blanks. */
const dangerous = /^(?:[\s\u00A0\u200B\uFEFF]*[=+\-@＝＋－＠|%]|[\t\r\n']|\p{Cc})/u;
