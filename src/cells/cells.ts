import {
  columnLetter,
  mapFlag,
  shown,
  type Fault,
  type FaultCode,
  type CellRemark,
  type RowRemarks,
} from "../faults/problem.ts";
import { trimmed } from "../text/plain-text.ts";

/** Takes letter case, spaces, `_`, `-`, punctuation and accents out of a header. */
export function foldHeader(header: string): string {
  return header
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

/** A column that a roster may have, by the name that the documentation uses. */
export type RosterColumn = string;

/** A column that the program fills with its answers. */
export type ResultColumn = string;

/** A column whose blank cells a look-up may fill. */
export type FillableColumn = string;

/** Any column that means something to the program. */
export type KnownColumn = string;

/**
 * Who a row is about: what the roster says in the columns that say so, nothing looked up. Blank cells are absent.
 * Beside the words that everybody has, each platform has ids of its own.
 */
export interface Identity {
  readonly email?: string | undefined;
  readonly npi?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
  readonly [column: string]: string | undefined;
}

/** The same as a platform sees it, which knows the names of its own columns. */
export type IdentityWith<Column extends string> = Readonly<
  Partial<Record<"email" | "npi" | "first_name" | "last_name" | Column, string | undefined>>
>;

/** Where each column stands that means something. */
export interface ColumnPlaces {
  readonly headers: readonly string[];
  readonly indexOf: ReadonlyMap<KnownColumn, number>;
  /** The row of the headers, from 1. */
  readonly headerRow?: number | undefined;
  /** Headers that look like a column that the roster lacks. */
  readonly lookalikes?: ReadonlyMap<RosterColumn, number> | undefined;
  /** The columns that say who a row is about, for what is said of a row that names nobody. */
  readonly identityColumns: readonly KnownColumn[];
  /** The columns of which a person has said what they mean. */
  readonly said?: ReadonlySet<number> | undefined;
}

/** Faults that a column has from top to bottom when it is not the one that it was taken for. */
const foreignCodes: ReadonlySet<FaultCode> = new Set([
  "invalid_choice",
  "invalid_payer",
  "invalid_boolean",
  "invalid_uuid",
  "unknown_state",
]);

/** Such are the faults of ids that have the shape of one platform only, too. */
const foreignIds = /^invalid_\w+_id$/;

/** The values of one row by column, and the faults that are found in them. */
export class RowCells {
  readonly #places: ColumnPlaces;
  readonly #cells: readonly string[];
  readonly #remarks: RowRemarks | undefined;
  readonly row: number;
  readonly faults: Fault[] = [];
  readonly warnings: Fault[] = [];

  constructor(places: ColumnPlaces, cells: readonly string[], row: number, remarks?: RowRemarks) {
    this.#places = places;
    this.#cells = cells;
    this.#remarks = remarks;
    this.row = row;
  }

  /** The cell without blanks around it; the empty string when it is blank or there is no such column. */
  text(column: KnownColumn): string {
    return trimmed(this.raw(column));
  }

  /** The cell as it came. */
  raw(column: KnownColumn): string {
    const index = this.#places.indexOf.get(column);
    return index === undefined ? "" : (this.#cells[index] ?? "");
  }

  /** Whether a column is one that an earlier run put beside the roster, to the right of its `sync_result`. */
  isAdded(column: KnownColumn): boolean {
    const [index, result] = [this.#places.indexOf.get(column), this.#places.indexOf.get("sync_result")];
    return index !== undefined && result !== undefined && index > result;
  }

  /** The list in a cell, separated by `;`, `,`, `|` or line breaks; blank items are dropped, doubles too. */
  list(column: RosterColumn): readonly string[] {
    if (this.raw(column) === "") return [];
    const items = this.text(column).split(/[;,|\r\n]/);
    return [...new Set(items.map(trimmed).filter((item) => item !== ""))];
  }

  /** What is filled in a column for whole names of people, which is not recognized. */
  unreadPerson(): { readonly header: string; readonly value: string } | undefined {
    const { headers, indexOf } = this.#places;
    const read = new Set(indexOf.values());
    const at = headers.findIndex(
      (header, index) =>
        !read.has(index) && isPersonHeader(header) && trimmed(this.#cells[index] ?? "") !== "",
    );
    return at < 0 ? undefined : { header: headers[at] ?? "", value: trimmed(this.#cells[at] ?? "") };
  }

  /** Why a cell is blank, where that is known. */
  remarkOn(column: KnownColumn): CellRemark | undefined {
    const index = this.#places.indexOf.get(column);
    return index === undefined ? undefined : this.#remarks?.get(index);
  }

  /** Whether any cell, the user's own too, is a formula without a stored value. */
  hasUncalculated(): boolean {
    return (
      this.#remarks !== undefined && [...this.#remarks.values()].some(({ kind }) => kind === "uncalculated")
    );
  }

  /** Whether it was noted that what stands in a cell is no value at all. */
  hasNoValue(column: KnownColumn): boolean {
    const fault = this.#note(column, "placeholder", "", "", this.text(column));
    return this.faults.some((other) => isNoValue(other, fault));
  }

  /** Notes what is wrong with a cell. */
  fault(
    column: KnownColumn,
    code: FaultCode,
    problem: string,
    remedy: string,
    value = this.text(column),
  ): undefined {
    const fault = this.#note(column, code, problem, remedy, value);
    // two kinds of request may need the same cell, and what is no value has no other fault
    const known = this.faults.some(
      (other) =>
        isNoValue(other, fault) ||
        (other.letter === fault.letter &&
          other.code === code &&
          other.problem === fault.problem &&
          other.value === value),
    );
    if (!known) this.faults.push(fault);
    return undefined;
  }

  /** Notes what is odd about a cell but does not keep its row from being worked on. */
  warn(
    column: KnownColumn,
    code: FaultCode,
    problem: string,
    remedy: string,
    value = this.text(column),
  ): void {
    const warning = this.#note(column, code, problem, remedy, value);
    if (!this.faults.some((other) => isNoValue(other, warning))) this.warnings.push(warning);
  }

  /** Notes what is wrong with the row as a whole. */
  rowFault(code: FaultCode, problem: string, remedy: string): void {
    if (this.faults.some((other) => other.code === code && other.problem === problem)) return;
    // whom the row names is not known as long as a cell that says so cannot be read
    const { identityColumns } = this.#places;
    if (code === "no_identity" && identityColumns.some((column) => this.hasNoValue(column))) return;
    const merged =
      code === "no_identity" ? identityColumns.flatMap((column) => this.#mergedWith(column)) : [];
    const fault = { row: this.row, code, problem, remedy };
    this.faults.push(merged.length === 0 ? fault : withMerged(fault, merged));
  }

  #note(column: KnownColumn, code: FaultCode, problem: string, remedy: string, value: string): Fault {
    const index = this.#places.indexOf.get(column);
    const merged = value === "" ? this.#mergedWith(column) : [];
    const fault = {
      row: this.row,
      letter: index === undefined ? undefined : columnLetter(index),
      header: index === undefined ? undefined : this.#places.headers[index],
      value,
      code,
      problem: index === undefined ? missing(column, problem) : problem,
      remedy: `${remedy}${index === undefined ? this.#lookalike(column) : this.#wayOut(column, index, code)}`,
    };
    return merged.length === 0 ? fault : withMerged(fault, merged);
  }

  /** What to do about a column of another system that is called nearly like ours: its values are wrong in every row. */
  #wayOut(column: KnownColumn, index: number, code: FaultCode): string {
    const { headers, said } = this.#places;
    const header = headers[index] ?? "";
    if (header === column || !(foreignCodes.has(code) || foreignIds.test(code)) || said?.has(index) === true)
      return "";
    return ` If this column is about something else, leave it alone with ${mapFlag(header, "")}.`;
  }

  /** Where the column may be that is missing. */
  #lookalike(column: KnownColumn): string {
    const { headers, lookalikes } = this.#places;
    const index = lookalikes?.get(column);
    const header = headers[index ?? -1];
    if (index === undefined || header === undefined) return "";
    return ` If ${shown(header)} (${columnLetter(index)}) is this column: ${mapFlag(header, column)}.`;
  }

  #mergedWith(column: KnownColumn): readonly string[] {
    const remark = this.remarkOn(column);
    if (remark?.kind !== "merged") return [];
    return [
      `${columnLetter(this.#places.indexOf.get(column) ?? 0)}${this.row} is merged with ${remark.with}`,
    ];
  }
}

/** Nothing is blank where there is no column. */
function missing(column: KnownColumn, problem: string): string {
  const why = problem.replace(/^is blank, but /, "and ");
  return `is incomplete: the roster has no column ${column}, ${why}`;
}

/** Cells that are merged belong to the first of them, so the others are blank. */
function withMerged(fault: Fault, merged: readonly string[]): Fault {
  return {
    ...fault,
    problem: `${fault.problem} (${merged.join(", ")})`,
    remedy: "Unmerge the cells and fill in each of them.",
  };
}

/** Whether a fault says that there is nothing in a cell, or in an item of it, that another could be about. */
function isNoValue(fault: Fault, other: Fault): boolean {
  if (fault.letter === undefined || fault.letter !== other.letter) return false;
  return fault.code === "spreadsheet_error" || (fault.code === "placeholder" && fault.value === other.value);
}

const person = "provider|practitioner|clinician|physician|doctor|employee|applicant|candidate";
/** `Provider's Full Name`, `Clinician`, `Last, First`. A bare `Name` may be anybody's, also a group's. */
const personHeader = new RegExp(
  `^(?=.*\\b(?:${person}|full|last .*first|first .*last)\\b)(?:(?:${person}|rendering|individual|s|full|legal|last|first|middle|mi|suffix|and|name|names)(?: |$))+$`,
);

function isPersonHeader(header: string): boolean {
  const words = header
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return personHeader.test(words);
}

/** The identity cells that are filled. */
export function identityOf(cells: RowCells, columns: readonly KnownColumn[]): Identity {
  const filled = columns.map((column) => [column, cells.text(column)] as const);
  return Object.fromEntries(filled.filter(([, text]) => text !== ""));
}
