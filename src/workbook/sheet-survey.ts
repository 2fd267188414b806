import { firstFew, notice, type Notice } from "../faults/problem.ts";
import { columnLetters, readArea, type Area, areaText } from "./sheet-head.ts";
import { isUncalculated, encodeXString, type SheetRow } from "./sheet-rows.ts";
import type { SheetPiece } from "./sheet-xml.ts";
import { XmlScanner, attributeOf, localName, withAttribute } from "./xml-scanner.ts";

/** So many places are kept to be named. */
const mostKept = 10;

/** What somebody who looks at a sheet sees and a table of texts does not show; collected while it is read. */
export class SheetSurvey {
  readonly #headerRow: number;
  readonly #merges: string[] = [];
  readonly #hidden: number[] = [];
  #hiddenCount = 0;
  #isFiltered = false;
  readonly #uncalculated: string[] = [];
  #uncalculatedCount = 0;

  constructor(headerRow: number) {
    this.#headerRow = headerRow;
  }

  /** A row that shows something, or would if its formulas were worked out. */
  row(row: SheetRow): void {
    if (row.number > this.#headerRow && isHidden(row)) {
      this.#hiddenCount += 1;
      if (this.#hidden.length < mostKept) this.#hidden.push(row.number);
    }
    for (const cell of row.cells) {
      if (!isUncalculated(cell)) continue;
      this.#uncalculatedCount += 1;
      const place = `${columnLetters(cell.column)}${row.number}`;
      if (this.#uncalculated.length < mostKept) this.#uncalculated.push(place);
    }
  }

  tail({ element, xml }: Extract<SheetPiece, { readonly kind: "tail" }>): void {
    if (element === "mergeCells") this.#merges.push(xml);
    if (element === "autoFilter" && xml.includes("filterColumn")) this.#isFiltered = true;
  }

  /** Cells that are merged and lie, at least in part, under the header, the upper ones first. */
  merges(): readonly Area[] {
    const references = this.#merges
      .join("")
      .matchAll(/<(?:[\w.-]+:)?mergeCell\b[^>]*?\sref\s*=\s*["']([^"']*)["']/g);
    return [...references]
      .flatMap(([, area = ""]) => readArea(area) ?? [])
      .filter(({ bottom }) => bottom > this.#headerRow)
      .toSorted((one, other) => one.top - other.top);
  }

  /** All that is to be said before the rows are worked on. */
  notices(tables: readonly SheetTable[], width: number, lastRow: number): readonly Notice[] {
    const merged = this.merges().filter(({ left, top }) => left < width && top <= lastRow);
    const totals = tables.flatMap(({ hasTotals, area }) =>
      hasTotals && area.bottom <= lastRow ? [area.bottom] : [],
    );
    const isFiltered = this.#isFiltered || tables.some((table) => table.isFiltered);
    const many = (count: number, one: string): string =>
      count === 1 ? `One ${one} is` : `${count} ${one}s are`;
    return [
      ...notice(
        "merged_cells",
        merged.length,
        `Cells are merged (${firstFew(merged.map(reference))}): their value counts for their first row only, and the others read as blank. Unmerge them and fill in each one.`,
      ),
      ...notice(
        "hidden_rows",
        this.#hiddenCount,
        `${many(this.#hiddenCount, "row")} hidden${isFiltered ? " by a filter" : ""} (${firstFew(this.#hidden, this.#hiddenCount)}) and processed like all others. Delete ${this.#hiddenCount === 1 ? "it" : "them"}, or select rows with --where.`,
      ),
      ...notice(
        "table_totals",
        totals.length,
        `Row ${firstFew(totals)} is the totals row of a table: it is not processed and is copied unchanged.`,
      ),
      ...notice(
        "formulas_without_values",
        this.#uncalculatedCount,
        `${many(this.#uncalculatedCount, "formula")} stored without a value (${firstFew(this.#uncalculated, this.#uncalculatedCount)}). Open the workbook in Excel or LibreOffice, save it, and use that file.`,
      ),
    ];
  }
}

function reference({ left, top, right, bottom }: Area): string {
  return `${columnLetters(left)}${top}:${columnLetters(right)}${bottom}`;
}

function isHidden({ xml }: SheetRow): boolean {
  return /\shidden\s*=\s*["'](?:1|true)["']/.test(xml.slice(0, xml.indexOf(">")));
}

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
