import type { ColumnPlaces } from "./cells.ts";
import { licenseFields, type KnownColumn, type RosterColumn } from "./columns.ts";
import { columnLetter, mapFlag, shortened, type Fault } from "./fault.ts";
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
        hint: column === null ? questionOf(header, index, places) : null,
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

function questionOf(header: string, index: number, places: ColumnPlaces): string | null {
  const column = suggestionOf(index, places);
  if (column !== undefined) return `Is this ${column}? Then say ${mapFlag(header, column)}`;
  const { indexOf, said } = places;
  const noName = !indexOf.has("first_name") && !indexOf.has("last_name") && said?.has(index) !== true;
  return noName && isWholeName(header)
    ? "Is this a whole name? Split it into first_name and last_name"
    : null;
}

function isWholeName(header: string): boolean {
  return /^\s*(?:(?:provider|practitioner|clinician|legal|full)[\s_-]*)*(?:name|last\s*,?\s*first(?:\s*name)?)\s*\*?\s*$/i.test(
    header,
  );
}

/** Words beside `License States` from which it follows that the licenses of the file may be ones that are held. */
const heldLicense =
  /\b(?:licen[sc]es?|licensure|lic|dea|csr|cds|rn)\b.*\b(?:number|numbers|no|nbr|num|exp|expires?|expiry|expiration|issued?|status|effective)\b/;
/** Words beside a payer from which it follows that the enrollments of the file may be ones in force. */
const heldEnrollment =
  /\b(?:effective|termination|term date|revalidation|par status|network status|enrollment status|provider number|payer pin|pin)\b/;

/**
 * Columns that ask for something, by name, in a file that also tells what providers already have: it may be the same
 * licenses or enrollments. A person who says `--map` for the column is not warned.
 */
export function perhapsHeld(places: ColumnPlaces, row: number): readonly Fault[] {
  const { headers, indexOf, said } = places;
  const others = headers.flatMap((header, index) =>
    [...indexOf.values()].includes(index) ? [] : [{ header, index, words: spaced(header) }],
  );
  const kinds = [
    { columns: licenseFields, held: heldLicense, what: "licenses" },
    { columns: ["payer_states"] as const, held: heldEnrollment, what: "enrollments" },
  ] as const;
  return kinds.flatMap(({ columns, held, what }) => {
    const beside = others.find(({ words }) => held.test(words));
    if (beside === undefined) return [];
    return columns.flatMap((column) => {
      const index = indexOf.get(column);
      if (index === undefined || said?.has(index) === true) return [];
      const header = headers[index] ?? "";
      const flag = `${shortened(beside.header)} (${columnLetter(beside.index)})`;
      return [
        {
          row,
          letter: columnLetter(index),
          header,
          code: "perhaps_held" as const,
          problem: `is read as ${what} to request, and ${flag} looks like ${what} that the providers have`,
          remedy: `If both are about the same ${what}, leave the column alone with ${mapFlag(header, "")}; if it says what is wanted, ${mapFlag(header, column)} ends this warning.`,
        },
      ];
    });
  });
}

function spaced(header: string): string {
  return header
    .toLowerCase()
    .replaceAll("#", " number ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
