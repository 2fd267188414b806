import type { KnownColumn, ResultColumn } from "./columns.ts";
import { trimmed, type RowCells } from "./cells.ts";
import { unescapeFormula } from "./escape.ts";

/** Ids and statuses that an earlier results file holds, by label; the empty label when the cell held one bare value. */
export type LabelledValues = ReadonlyMap<string, string>;

/** An answer of an earlier run, as it was before it was made harmless. */
export function previousText(cells: RowCells, column: ResultColumn): string {
  return trimmed(unescapeFormula(cells.raw(column)));
}

/** Reads a cell of the form `CA license=…; NY dea=…` or one bare value. */
export function labelledValues(cells: RowCells, column: ResultColumn): LabelledValues {
  const text = previousText(cells, column);
  if (text === "") return new Map();
  const entries = text.split(";").map((part) => /^\s*([^=]*?)\s*=\s*(.*?)\s*$/.exec(part));
  if (entries.some((entry) => entry === null)) return new Map([["", text]]);
  return new Map(entries.map((entry) => [entry?.[1] ?? "", entry?.[2] ?? ""]));
}

/** The value of one label; a bare value belongs to the only label there is. */
export function valueOf(values: LabelledValues, label: string, labels: number): string | undefined {
  const value = values.get(label) ?? (labels === 1 ? values.get("") : undefined);
  return value === "" ? undefined : value;
}

/** Writes what {@link labelledValues} reads. Blank values are left out unless all are given a place by others. */
export function labelled(values: readonly (readonly [label: string, value: string])[]): string {
  if (values.every(([, value]) => value === "")) return "";
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only[1];
  return values
    .filter(([, value]) => value !== "")
    .map(([label, value]) => `${label}=${value}`)
    .join("; ");
}

/** Columns whose cells hold a value for each request. */
export const labelledColumns = [
  "license_request_ids",
  "license_request_statuses",
  "enrollment_request_ids",
  "enrollment_statuses",
  "enrollment_status_reasons",
] as const satisfies readonly KnownColumn[];
