import { RowCells, type ColumnPlaces } from "../../../src/cells/cells.ts";
import type { Work } from "../../../src/platforms/catalog.ts";
import type { ParseRules } from "../../../src/platforms/request-kind.ts";
import { identityColumns, columnOfHeader, isResultColumn } from "../../../src/roster/columns.ts";
import { readRow, type RosterRow } from "../../../src/roster/row.ts";
import { sharedRules } from "../../../src/run/parse-rules.ts";

/** The cells of a row by the headers they stand under, in the order of the columns. */
export type Line = Readonly<Record<string, string>>;

/** The NPI that the United States' rules for its check digit give as their example. */
export const npi = "1234567893";

/** An id of the platforms' shape, with letters in it, in small ones. */
export function uuid(number: number): string {
  return `abcdef00-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** Nothing is said in the configuration; a day in March. */
export const noDefaults: ParseRules = {
  defaults: {},
  today: "2026-03-15",
  ...sharedRules,
};

/** All that `--only` can name. */
export const everyWork: ReadonlySet<Work> = new Set(["licenses", "enrollments", "credentialing", "caqh"]);

/** Where each column stands; without the checks of a roster's header as a whole. */
export function placesOf(headers: readonly string[]): ColumnPlaces {
  const known = headers.flatMap((header, index) => {
    const column = isResultColumn(header) ? header : columnOfHeader(header);
    return column === undefined ? [] : [[column, index] as const];
  });
  return { headers, indexOf: new Map(known), identityColumns };
}

/** A row to read single values from. */
export function cellsOf(line: Line, row = 2): RowCells {
  return new RowCells(placesOf(Object.keys(line)), Object.values(line), row);
}

/** A row as the program reads it. */
export function rowOf(
  line: Line,
  {
    row = 2,
    defaults = {},
    only = everyWork,
  }: {
    readonly row?: number;
    readonly defaults?: Partial<ParseRules>;
    readonly only?: ReadonlySet<Work>;
  } = {},
): RosterRow {
  return readRow(placesOf(Object.keys(line)), Object.values(line), row, { ...noDefaults, ...defaults }, only);
}

/** A row that asks for one license and has nothing wrong with it. */
export const licenseLine: Line = {
  npi,
  certificate_type: "MD",
  license_states: "CA",
  is_medallion_owned: "yes",
};

/** A row that asks for one enrollment and has nothing wrong with it. */
export const enrollmentLine: Line = {
  npi,
  payer_name: "Aetna",
  payer_states: "TX",
  is_medallion_owned: "no",
};

/** A row that asks Verifiable for the credentialing of a provider and has nothing wrong with it. */
export const verifiableLine: Line = { npi, credentialing: "verifiable", is_self_managed: "no" };
