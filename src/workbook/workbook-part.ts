import { RosterFileError } from "../errors.ts";
import { shown } from "../faults/problem.ts";
import { nearest } from "../text/nearest.ts";
import { notAWorkbook } from "./archive.ts";
import { areaText, type Area } from "./sheet-head.ts";
import { XmlScanner, localName, withAttribute, escapeXml } from "./xml-scanner.ts";

/** The hidden name by which spreadsheet programs know what the filter of a sheet covers. */
const filterName = "_xlnm._FilterDatabase";

/** Elements of a workbook part behind which its names stand (ECMA-376 part 1, 18.2.27). */
const beforeNames = new Set(["sheets", "functionGroups", "externalReferences"]);

/** The workbook part with the name for the filter of a sheet set to an area. */
export function withFilterName(text: string, sheetName: string, sheetIndex: number, area: Area): string {
  const quoted = `'${sheetName.replaceAll("'", "''")}'`;
  const place = escapeXml(`${quoted}!${areaText(area, "$")}`);
  const found = findNames(text, sheetIndex);
  if (found.existing !== undefined) {
    const { start, end } = found.existing;
    return text.slice(0, start) + place + text.slice(end);
  }
  const { prefix } = found;
  const name = `<${prefix}definedName name="${filterName}" localSheetId="${sheetIndex}" hidden="1">${place}</${prefix}definedName>`;
  const { start, end } = found.insertion;
  const inserted = found.hasNames ? name : `<${prefix}definedNames>${name}</${prefix}definedNames>`;
  return text.slice(0, start) + inserted + text.slice(end);
}

/**
 * The workbook part with the word that every formula is to be worked out again when the file is opened: some may
 * count our cells, and their results in the file are from before.
 */
export function withRecalculation(text: string): string {
  const scanner = XmlScanner.over(text);
  while (scanner.next()) {
    if (scanner.kind !== "open" && scanner.kind !== "empty") continue;
    if (localName(scanner.name) !== "calcPr") continue;
    const tag = withAttribute(scanner.raw(), "fullCalcOnLoad", "1");
    return text.slice(0, scanner.start) + tag + text.slice(scanner.end);
  }
  return text;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function findNames(
  text: string,
  sheetIndex: number,
): {
  readonly prefix: string;
  /** The text of the name, when it is there. */
  readonly existing: Place | undefined;
  readonly hasNames: boolean;
  readonly insertion: Place;
} {
  let prefix = "";
  let hasNames = false;
  let insertion: Place = { start: 0, end: 0 };
  let begin: number | undefined;
  const scanner = XmlScanner.over(text);
  while (scanner.next()) {
    const { kind, name, start, end } = scanner;
    if (kind === "text" || kind === "other") continue;
    const element = localName(name);
    if (element === "workbook" && kind === "open") prefix = name.slice(0, -element.length);
    if (beforeNames.has(element) && kind !== "open" && !hasNames) insertion = { start: end, end };
    if (element === "definedNames" && kind === "close") insertion = { start, end: start };
    if (element === "definedNames" && kind === "empty") insertion = { start, end };
    if (element === "definedNames" && kind === "open") hasNames = true;
    if (element !== "definedName") continue;
    if (kind === "close" && begin !== undefined) {
      return { prefix, hasNames, insertion, existing: { start: begin, end: start } };
    }
    const isOurs =
      kind === "open" &&
      scanner.attribute("name") === filterName &&
      scanner.attribute("localSheetId") === String(sheetIndex);
    begin = isOurs ? end : undefined;
  }
  return { prefix, hasNames, insertion, existing: undefined };
}

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
