import { areaText, readArea, type Area } from "./sheet-head.ts";
import { XmlScanner } from "./xml-scanner.ts";
import { attributeOf, localName, withAttribute } from "./xml-text.ts";
import { encodeXString } from "./cell-text.ts";

/** A table that spreadsheet programs keep on a sheet, with a filter and stripes of its own. */
export interface SheetTable {
  readonly area: Area;
  readonly hasHeader: boolean;
  /** Its last row sums it up, in cells that the table itself knows about. */
  readonly hasTotals: boolean;
  /** It is filled by a query or by a mapping, which knows its columns. */
  readonly isLinked: boolean;
  /** Its filter hides some of its rows. */
  readonly isFiltered: boolean;
}

/** Reads where a table stands; undefined when it does not say. */
export function readTable(text: string): SheetTable | undefined {
  const scanner = XmlScanner.over(text);
  while (scanner.next()) {
    if (scanner.kind !== "open" || localName(scanner.name) !== "table") continue;
    const area = readArea(scanner.attribute("ref") ?? "");
    if (area === undefined) return undefined;
    const hasHeader = (scanner.attribute("headerRowCount") ?? "1") !== "0";
    const hasTotals = Number(scanner.attribute("totalsRowCount") ?? 0) > 0;
    const isLinked = (scanner.attribute("tableType") ?? "worksheet") !== "worksheet";
    const isFiltered = /<(?:[\w.-]+:)?filterColumn\b/.test(text);
    return { area, hasHeader, hasTotals, isLinked, isFiltered };
  }
  return undefined;
}

/**
 * The table with columns added at its right; undefined when it has a column of one of these names already, which no
 * table may have twice, in whatever letter case.
 */
export function extendedTable(text: string, names: readonly string[]): string | undefined {
  const scanner = XmlScanner.over(text);
  const added = new Set(names.map((name) => name.toLowerCase()));
  let changed = "";
  let highestId = 0;
  while (scanner.next()) {
    const { kind } = scanner;
    const element = localName(scanner.name);
    const isTag = kind === "open" || kind === "empty";
    let raw = scanner.raw();
    if (isTag && (element === "table" || element === "autoFilter")) raw = wider(raw, names.length);
    if (isTag && element === "tableColumns") {
      const count = Number(scanner.attribute("count") ?? Number.NaN);
      if (!Number.isNaN(count)) raw = withAttribute(raw, "count", String(count + names.length));
    }
    if (isTag && element === "tableColumn" && added.has((scanner.attribute("name") ?? "").toLowerCase())) {
      return undefined;
    }
    if (isTag && element === "tableColumn")
      highestId = Math.max(highestId, Number(scanner.attribute("id") ?? 0));
    if (kind === "close" && element === "tableColumns") {
      const prefix = scanner.name.slice(0, -element.length);
      raw =
        names
          .map(
            (name, index) =>
              `<${prefix}tableColumn id="${highestId + index + 1}" name="${encodeXString(name)}"/>`,
          )
          .join("") + raw;
    }
    changed += raw;
  }
  return changed;
}

function wider(tag: string, columns: number): string {
  const area = readArea(attributeOf(tag, "ref") ?? "");
  if (area === undefined) return tag;
  return withAttribute(tag, "ref", areaText({ ...area, right: area.right + columns }));
}
