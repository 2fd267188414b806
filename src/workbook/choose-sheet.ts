import { RosterFileError } from "../errors.ts";
import { shown } from "../faults/fault.ts";
import { nearest } from "../text/nearest.ts";
import { notAWorkbook } from "./refusal.ts";

/** A sheet that a workbook has, which need not be one with cells. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** `worksheet`, or what else spreadsheet programs keep behind a tab, such as `chartsheet`. */
  readonly kind: string;
}

/** More names than these nobody reads. */
const mostNamed = 12;

/**
 * The wanted sheet, by its exact name or else without regard to case; the first that is not hidden when none is
 * wanted. Throws RosterFileError when there is none with cells.
 */
export function chooseSheet<Of extends Sheet>(
  sheets: readonly Of[],
  wanted: string | undefined,
  file: string,
): Of & { readonly others: readonly string[] } {
  const withCells = sheets.filter(({ kind }) => kind === "worksheet");
  const found = wanted === undefined ? firstOf(withCells) : named(sheets, wanted);
  if (found === undefined) {
    if (wanted === undefined) throw notAWorkbook(file, "has no sheet with cells");
    const names = withCells.map(({ name }) => name);
    const meant = nearest(wanted, names);
    throw new RosterFileError(
      `${file} has no sheet ${shown(wanted)}. Its sheets are ${listed(names)}.`,
      meant === undefined ? "Choose one of them with --sheet." : `Did you mean --sheet ${shown(meant)}?`,
    );
  }
  const others = withCells.filter((sheet) => sheet !== found && !sheet.hidden).map(({ name }) => name);
  if (found.kind === "worksheet") return { ...found, others };
  const what = found.kind === "chartsheet" ? "is a chart" : "is a sheet of macros or dialogs";
  throw new RosterFileError(
    `The sheet ${shown(found.name)} of ${file} ${what} and has no rows.`,
    nameAnother(others),
  );
}

/** What to do when a sheet is of no use. */
export function nameAnother(others: readonly string[]): string {
  return others.length === 0
    ? "The workbook has no other sheet that could be used."
    : `Choose another one with --sheet: ${listed(others)}.`;
}

function firstOf<Of extends Sheet>(sheets: readonly Of[]): Of | undefined {
  return sheets.find(({ hidden }) => !hidden) ?? sheets[0];
}

function named<Of extends Sheet>(sheets: readonly Of[], wanted: string): Of | undefined {
  const fold = (text: string): string => text.trim().toLowerCase();
  return sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => fold(name) === fold(wanted));
}

function listed(names: readonly string[]): string {
  return names.slice(0, mostNamed).map(shown).join(", ") + (names.length > mostNamed ? ", …" : "");
}
