import {
  type Identity,
  RowCells,
  type ColumnPlaces,
  type ResultColumn,
  type KnownColumn,
} from "../cells/cells.ts";
import type { Fault, RowRemarks } from "../faults/problem.ts";
import { kindNamed, labelOf, requestKinds, workOf, type Work } from "../platforms/catalog.ts";
import type { RequestSpec, ParseRules } from "../platforms/request-kind.ts";
import { areBlank, trimmed } from "../text/plain-text.ts";
import { checkIdentity } from "./check-identity.ts";
import { inputColumns, namedIn, type Named, unescapeFormula, columnSpecs } from "./columns.ts";
import { hintRowNote, isHintRow } from "./hints.ts";
import { warnNothingAsked } from "./nothing-asked.ts";
import { checkPlaceholders } from "./placeholder.ts";

/** A request that a row asks for, and what an earlier results file says of it. */
export interface RowSpec {
  readonly spec: RequestSpec;
  readonly label: string;
  readonly previousId: string | undefined;
  readonly previousStatus: string | undefined;
}

/** A row, read and checked. A row with problems asks for nothing. */
export interface RosterRow {
  /** Number as a spreadsheet shows it; the first row under the header is 2. */
  readonly row: number;
  readonly identity: Identity;
  readonly specs: readonly RowSpec[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** What `sync_result` said in an earlier results file; undefined in a fresh roster. */
  readonly previousResult: string | undefined;
  /** What an earlier results file holds in a column. */
  readonly previous: (column: ResultColumn) => string;
  /** What it says of licenses and enrollments, asked for or not; undefined where dates are not wanted of it. */
  readonly named?: Named | undefined;
}

/** The errors that spreadsheet programs write into cells instead of a value; LibreOffice numbers some of its own. */
const spreadsheetErrors =
  /^(?:#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|BUSY!|CONNECT!|BLOCKED!|UNKNOWN!|FIELD!|EXTERNAL!|PYTHON!|TIMEOUT!|ERROR!)|Err:\d{3}|#{3,})$/i;

/** Reads and checks one row. */
export function readRow(
  places: ColumnPlaces,
  cells: readonly string[],
  row: number,
  rules: ParseRules,
  only: ReadonlySet<Work>,
  remarks?: RowRemarks,
): RosterRow {
  const values = new RowCells(places, cells, row, remarks);
  if (isHintRow(cells, row, places)) return hintRow(values);
  const blank = areBlank(cells) && !values.hasUncalculated();
  if (!blank) checkShape(values, places, cells);
  // in a ragged row nobody can tell which cell belongs to which column
  const readable = !blank && values.faults.length === 0;
  if (readable) {
    checkSpreadsheetErrors(values);
    checkPlaceholders(values);
  }
  const identity = readable ? checkIdentity(values) : {};
  const specs = !readable
    ? []
    : requestKinds.flatMap(({ work, parse }) => (only.has(work) ? parse(values, identity, rules) : []));
  if (readable && values.faults.length === 0) warnNothingAsked(values, cells, places);
  const previousResult = previousText(values, "sync_result");
  return {
    row,
    identity,
    specs: values.faults.length > 0 ? [] : withPrevious(values, specs),
    faults: values.faults,
    warnings: values.warnings,
    previousResult: previousResult === "" ? undefined : previousResult,
    previous: (column) => previousText(values, column),
    named: readable && only.has("dates") ? namedIn(places, cells, row) : undefined,
  };
}

function hintRow(values: RowCells): RosterRow {
  const { row, warnings } = values;
  const { problem, remedy } = hintRowNote;
  warnings.push({ row, code: "hint_row", problem, remedy });
  return {
    row,
    identity: {},
    specs: [],
    faults: [],
    warnings,
    previousResult: undefined,
    previous: () => "",
  };
}

/**
 * Spreadsheet programs leave out delimiters behind the last cell that is filled, or write some too many; both say
 * nothing. A cell that is filled and has no header does: then nobody can tell which cell belongs where.
 */
function checkShape(values: RowCells, { headers }: ColumnPlaces, cells: readonly string[]): void {
  if (cells.length <= headers.length) return;
  const last = cells.findLastIndex((cell) => trimmed(cell) !== "");
  if (last < headers.length) return;
  values.rowFault(
    "ragged_row",
    `has ${last + 1} cells where the header has ${headers.length}`,
    "A cell contains a delimiter but is not quoted.",
  );
}

function checkSpreadsheetErrors(values: RowCells): void {
  for (const column of inputColumns) {
    if (values.remarkOn(column)?.kind === "uncalculated") {
      values.fault(
        column,
        "spreadsheet_error",
        "is a formula that is stored without a value",
        "Open the workbook in Excel or LibreOffice, save it, and use that file.",
      );
    }
    if (!/[#:]/.test(values.raw(column)) || !spreadsheetErrors.test(values.text(column))) continue;
    values.fault(
      column,
      "spreadsheet_error",
      "is a spreadsheet error, not a value",
      "Fix the formula behind the cell, or clear it.",
    );
  }
}

function withPrevious(values: RowCells, specs: readonly RequestSpec[]): readonly RowSpec[] {
  const perWork = new Map<Work, number>();
  for (const { kind } of specs) perWork.set(workOf(kind), (perWork.get(workOf(kind)) ?? 0) + 1);
  return specs.map((spec) => {
    const label = labelOf(spec);
    const { ids, statuses } = kindNamed(spec.kind).answers;
    const read = (column: ResultColumn | undefined): string | undefined =>
      column === undefined
        ? undefined
        : valueOf(labelledValues(values, column), label, perWork.get(workOf(spec.kind)) ?? 0);
    return { spec, label, previousId: read(ids)?.toLowerCase(), previousStatus: read(statuses) };
  });
}

/** Ids and statuses that an earlier results file holds, by label; the empty label when the cell held one bare value. */
type LabelledValues = ReadonlyMap<string, string>;

/** What other programs write into blank cells when they save a results file. */
const writtenForBlank = /^(?:<?NA>?|#?N\/A|NaN|NaT|NULL)$/i;

/** An answer of an earlier run, as it was before it was made harmless. */
function previousText(cells: RowCells, column: ResultColumn): string {
  const text = trimmed(unescapeFormula(cells.raw(column)));
  return writtenForBlank.test(text) ? "" : text;
}

/**
 * What stands in front of a value: a state, with the kind of a license or registration behind it, or a facility's
 * specialty by its taxonomy code or its id.
 */
const entryLabel =
  "\\s*(?<label>[A-Z]{2}(?: [a-z_]+)?|credentialing|[0-9A-Z]{10}|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})\\s*=";
const entryStart = new RegExp(`(?:^|;)${entryLabel}`, "g");
const entryInside = new RegExp(`;(?=${entryLabel})|;\\s*$`, "g");

/** Reads a cell of the form `CA license=…; NY dea=…` or one bare value, which may hold the same signs. */
export function labelledValues(cells: RowCells, column: ResultColumn): LabelledValues {
  return valuesIn(previousText(cells, column));
}

/** Reads the text of such a cell. */
export function valuesIn(text: string): LabelledValues {
  if (text === "") return new Map();
  const starts = [...text.matchAll(entryStart)];
  if (starts[0]?.index !== 0) return new Map([["", text]]);
  return new Map(
    starts.map((start, place) => {
      const value = text.slice(start.index + start[0].length, starts[place + 1]?.index).trim();
      return [start.groups?.["label"] ?? "", value.replace(/\s*;$/, "")];
    }),
  );
}

/** The value of one label; a bare value belongs to the only label there is. */
export function valueOf(values: LabelledValues, label: string, labels: number): string | undefined {
  const value = values.get(label) ?? (labels === 1 ? values.get("") : undefined);
  return value === "" ? undefined : value;
}

/**
 * Writes what {@link labelledValues} reads. One value stands bare unless it would be read as something else; blank
 * values are left out.
 */
export function labelled(values: readonly (readonly [label: string, value: string])[]): string {
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const [, value] = only;
    if (value === "" || valuesIn(value).get("") === value) return value;
  }
  return allLabelled(values);
}

/** The same with its label before every value, also before one that stands alone. */
export function allLabelled(values: readonly (readonly [label: string, value: string])[]): string {
  return values
    .filter(([, value]) => value !== "")
    .map(([label, value]) => `${label}=${withoutEntries(value)}`)
    .join("; ");
}

/** A value that holds what looks like the next entry cannot be told from it; a comma parts them as well. */
function withoutEntries(value: string): string {
  return value.replaceAll(entryInside, ",");
}

/** After a name, what says best to a person who is meant. */
const otherwise: readonly KnownColumn[] = columnSpecs
  .filter(({ tells }) => tells !== undefined)
  .toSorted((one, other) => (one.tells ?? 0) - (other.tells ?? 0))
  .map(({ name }) => name);

/** Who a row is about, as the roster names them: a name, else e-mail, NPI, group, facility or an id; blank if nobody. */
export function whoIsIn(cells: readonly string[], { indexOf }: ColumnPlaces): string {
  const cell = (column: KnownColumn): string => {
    const index = indexOf.get(column);
    return index === undefined ? "" : trimmed(unescapeFormula(cells[index] ?? ""));
  };
  const name = [cell("first_name"), cell("last_name")].filter((part) => part !== "").join(" ");
  if (name !== "") return name;
  const column = otherwise.find((candidate) => cell(candidate) !== "");
  return column === undefined ? "" : cell(column);
}
