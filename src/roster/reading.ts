import type { ColumnPlaces, KnownColumn, RosterColumn } from "../cells/cells.ts";
import { columnLetter, mapFlag, type Fault } from "../faults/problem.ts";
import { hintOf } from "./hints.ts";

/** How the header of a roster was understood, as `check --json` tells it (product contract, section 5). */
export interface Reading {
  /** The sheet of a workbook; null for a file that has none. */
  readonly sheet: string | null;
  /** The row of the headers, as a spreadsheet counts. */
  readonly headerRow: number;
  readonly columns: readonly ReadColumn[];
}

/** One column of a roster and what it is to the program. */
export interface ReadColumn {
  readonly letter: string;
  readonly header: string;
  /** Null for a column that is left alone. */
  readonly column: KnownColumn | null;
  /** A question, where a column that is left alone looks like one of ours. */
  readonly hint: string | null;
}

/** Where the header was found. */
export interface HeaderPlace {
  readonly sheet: string | undefined;
  readonly row: number;
  /** The first sheet, where it was passed over because it is no roster. */
  readonly passedOver?: string | undefined;
  /** Sheets that are not read. */
  readonly otherSheets?: readonly string[] | undefined;
}

/** Says how a header was read. */
export function readingOf(places: ColumnPlaces, { sheet, row }: HeaderPlace): Reading {
  const meant = new Map([...places.indexOf].map(([column, index]) => [index, column]));
  return {
    sheet: sheet ?? null,
    headerRow: row,
    columns: places.headers.map((header, index) => {
      const column = meant.get(index) ?? null;
      return {
        letter: columnLetter(index),
        header,
        column,
        hint: column === null ? queryOf(header, index, places) : null,
      };
    }),
  };
}

/** The column that a header left alone may be meant for; undefined when that column is there, or a person has said so. */
export function suggestionOf(
  index: number,
  { headers, indexOf, said }: ColumnPlaces,
): RosterColumn | undefined {
  if (said?.has(index) === true) return undefined;
  if ([...indexOf.values()].includes(index)) return undefined;
  const column = hintOf(headers[index] ?? "")?.column;
  return column === undefined || indexOf.has(column) ? undefined : column;
}

function queryOf(header: string, index: number, places: ColumnPlaces): string | null {
  const column = suggestionOf(index, places);
  if (column !== undefined) return `Is this ${column}? Then use ${mapFlag(header, column)}`;
  const { indexOf, said } = places;
  const noName = !indexOf.has("first_name") && !indexOf.has("last_name") && said?.has(index) !== true;
  return noName && isWholeName(header)
    ? "Is this a whole name? Split it into first_name and last_name"
    : null;
}

function isWholeName(header: string): boolean {
  return /^\s*(?:(?:provider|practitioner|clinician|legal|full)[\s_-]*)*(?:name|last(?:\s*name)?\s*,?\s*(?:and\s*)?first(?:\s*name)?|first(?:\s*name)?\s*(?:and|&|,)?\s*last(?:\s*name)?)\s*\*?\s*$/i.test(
    header,
  );
}

/**
 * Columns that mean nothing, but are called nearly like one that the roster lacks: somebody may have mistyped it, and
 * what stands below would be passed over in silence. As warnings about the row of the headers.
 */
export function nearMisses(places: ColumnPlaces, headerRow: number): readonly Fault[] {
  return places.headers.flatMap((header, index) => {
    if (hintOf(header)?.by !== "spelling") return [];
    const column = suggestionOf(index, places);
    if (column === undefined) return [];
    return [
      {
        row: headerRow,
        letter: columnLetter(index),
        header,
        code: "unknown_column" as const,
        problem: "is not recognized",
        remedy: `Did you mean ${column}? Rename it, or use ${mapFlag(header, column)}; otherwise it is copied through unchanged.`,
      },
    ];
  });
}
