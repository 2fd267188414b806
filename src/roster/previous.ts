import type { ResultColumn } from "../cells/column-names.ts";
import { trimmed } from "../text/trimmed.ts";
import type { RowCells } from "../cells/cells.ts";
import { unescapeFormula } from "./escape.ts";

/** Ids and statuses that an earlier results file holds, by label; the empty label when the cell held one bare value. */
export type LabelledValues = ReadonlyMap<string, string>;

/** What other programs write into blank cells when they save a results file. */
const writtenForBlank = /^(?:<?NA>?|#?N\/A|NaN|NaT|NULL)$/i;

/** An answer of an earlier run, as it was before it was made harmless. */
export function previousText(cells: RowCells, column: ResultColumn): string {
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
