import { areaText, type Area } from "./sheet-head.ts";
import { XmlScanner } from "./xml-scanner.ts";
import { localName, withAttribute, escapeXml } from "./xml-text.ts";

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
