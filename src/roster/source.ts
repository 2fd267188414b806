import type { FileHandle } from "node:fs/promises";
import { RosterFileError } from "../errors.ts";
import type { Notice, RowRemarks } from "../faults/problem.ts";
import type { Workbook } from "../workbook/workbook.ts";
import type { AnswerPlaces } from "./answer-columns.ts";
import { withRowsBelowAside } from "./aside.ts";
import { escapeFormula } from "./columns.ts";
import { csvRows, rowsAbove, macRomanNotice } from "./csv.ts";
import type { Dialect } from "./dialect.ts";
import { readsAsRoster, type ColumnMap } from "./headers.ts";
import { inspect, fingerprintOf, type DialectOverrides } from "./inspect.ts";
import type { HeaderPlace } from "./reading.ts";

/** A roster file that can be read as often as needed, always from the same bytes. */
export interface RosterSource {
  /** For messages. */
  readonly name: string;
  readonly format: RosterFormat;
  readonly header: readonly string[];
  /** The columns that the program added in an earlier run. */
  readonly answers: AnswerPlaces;
  readonly headerPlace: HeaderPlace;
  /** The names of other sheets that might be meant; none where a file has no sheets. */
  readonly otherSheets: readonly string[];
  /** What a person should know about the file before anything is sent. */
  readonly notices: readonly Notice[];
  /** A row further down that reads more like the headers than the row that was taken. */
  readonly betterRow: number | undefined;
  /** The rows above the headers. */
  readonly above: readonly (readonly string[])[];
  /** The rows under the header, with their numbers as a spreadsheet shows them. */
  readonly rows: () => AsyncGenerator<SourceRow>;
  /** Stands for the whole content of the file. */
  readonly fingerprint: string;
  /** The permission bits of the file; undefined when the roster came through a pipe. */
  readonly mode: number | undefined;
  /** Whether the file of its name is still what was opened: saving may put another file in its place. */
  readonly isUnchanged: () => Promise<boolean>;
  /** Whether its rows can still be read as they were. */
  readonly isReadable: () => Promise<boolean>;
  /** Throws RosterFileError when it is not. */
  readonly checkUnchanged: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What kind of file a roster is; the results are written as the same kind. */
export type RosterFormat =
  | { readonly kind: "csv"; readonly dialect: Dialect }
  | { readonly kind: "workbook"; readonly workbook: Workbook };

/** What the user said that takes the place of what would be found. */
export interface RosterOverrides extends DialectOverrides {
  /** The sheet of a workbook. */
  readonly sheet?: string | undefined;
  /** Headers of the roster that a person has spoken of. */
  readonly map?: ColumnMap | undefined;
}

/** The format as the log names it. */
export function describeFormat(format: RosterFormat): Readonly<Record<string, string>> {
  switch (format.kind) {
    case "csv": {
      const { encoding, bom, delimiter, lineEnd } = format.dialect;
      return { format: "csv", encoding: bom ? `${encoding} with BOM` : encoding, delimiter, lineEnd };
    }
    case "workbook":
      return { format: "xlsx", sheet: format.workbook.sheet };
  }
}

/** A row as it stands in the file. */
export interface SourceRow {
  readonly row: number;
  readonly cells: readonly string[];
  /**
   * It is no provider's, comes out as it came and counts nowhere: a blank row below the last one that is filled, or the
   * totals row of a table.
   */
  readonly isAside?: true | undefined;
  /** Why some of its cells are blank. */
  readonly remarks?: RowRemarks | undefined;
}

/** What differs from one kind of file to the other. */
type Opened = Pick<
  RosterSource,
  "format" | "header" | "headerPlace" | "above" | "otherSheets" | "rows" | "fingerprint" | "notices"
>;

export async function openCsv(file: FileHandle, name: string, overrides: DialectOverrides): Promise<Opened> {
  const { headerRow = 1 } = overrides;
  const { dialect, fingerprint, looksLikeMac } = await inspect(file, name, overrides);
  const above = await rowsAbove(file, name, dialect, headerRow);
  const rowsFrom = async function* (first: number): AsyncGenerator<SourceRow> {
    let row = 0;
    for await (const cells of csvRows(file, name, dialect)) {
      row += 1;
      if (row >= first) yield { row, cells };
    }
  };
  const header = await firstRow(rowsFrom(headerRow));
  if (header === undefined && headerRow > 1) throw noSuchRow(name, headerRow);
  return {
    format: { kind: "csv", dialect: { ...dialect, above: above.text } },
    fingerprint,
    header: header ?? [],
    headerPlace: { sheet: undefined, row: headerRow },
    above: above.cells,
    otherSheets: [],
    notices: macRomanNotice(looksLikeMac),
    rows: () => withRowsBelowAside(rowsFrom(headerRow + 1)),
  };
}

/**
 * A text in a workbook cannot run, so our columns hold theirs there as they are. Everywhere else they are expected
 * as they stand in CSV files.
 */
export async function* escapedRows(
  { rows }: Pick<RosterSource, "rows">,
  answers: AnswerPlaces,
): AsyncGenerator<SourceRow> {
  for await (const row of rows()) {
    const escaped = [...row.cells];
    for (const index of answers.values()) escaped[index] = escapeFormula(row.cells[index] ?? "");
    yield { ...row, cells: escaped };
  }
}

export async function openSheet(file: FileHandle, name: string, overrides: RosterOverrides): Promise<Opened> {
  const { sheet, headerRow = 1 } = overrides;
  const fingerprint = await fingerprintOf(file);
  // most rosters are no workbooks
  const { openWorkbook } = await import("../workbook/workbook.ts");
  const workbook = await openWorkbook(file, name, sheet, {
    headerRow,
    readsAsRoster: (rows) => readsAsRoster(rows, overrides),
  });
  return {
    format: { kind: "workbook", workbook },
    fingerprint,
    header: workbook.header,
    headerPlace: {
      sheet: workbook.sheet,
      row: headerRow,
      passedOver: workbook.passedOver,
      otherSheets: workbook.otherSheets,
    },
    above: workbook.above,
    otherSheets: workbook.otherSheets,
    notices: workbook.notices,
    rows: workbook.rows,
  };
}

async function firstRow(rows: AsyncIterable<SourceRow>): Promise<readonly string[] | undefined> {
  for await (const { cells } of rows) return cells;
  return undefined;
}

function noSuchRow(name: string, headerRow: number): RosterFileError {
  return new RosterFileError(
    `${name} has no row ${headerRow}, which --header-row says is the header row.`,
    "Use the number of the row that has the column names.",
  );
}
