import { kindNamed, labelOf, requestKinds, workOf, type Work } from "../platforms/catalog.ts";
import type { RequestSpec, ParseRules } from "../platforms/request-kind.ts";
import type { Identity } from "../cells/identity.ts";
import { areBlank, trimmed } from "../text/trimmed.ts";
import { RowCells, type ColumnPlaces } from "../cells/cells.ts";
import { checkIdentity } from "./check-identity.ts";
import { inputColumns } from "./columns.ts";
import type { ResultColumn } from "../cells/column-names.ts";
import type { Fault } from "../faults/fault.ts";
import { hintRowNote, isHintRow } from "./hint-row.ts";
import { namedIn, type Named } from "./named.ts";
import { warnNothingAsked } from "./nothing-asked.ts";
import { checkPlaceholders } from "./placeholder.ts";
import type { RowRemarks } from "../faults/remark.ts";
import { labelledValues, previousText, valueOf } from "./previous.ts";

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
    const [ids, statuses] = Object.keys(kindNamed(spec.kind).answers);
    const read = (column: ResultColumn | undefined): string | undefined =>
      column === undefined
        ? undefined
        : valueOf(labelledValues(values, column), label, perWork.get(workOf(spec.kind)) ?? 0);
    return { spec, label, previousId: read(ids)?.toLowerCase(), previousStatus: read(statuses) };
  });
}
