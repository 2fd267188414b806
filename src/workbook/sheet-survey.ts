import { firstFew, notice, type Notice } from "../faults/notice.ts";
import { columnLetters, readArea, type Area } from "./sheet-head.ts";
import { isUncalculated } from "./cell-text.ts";
import type { SheetRow } from "./sheet-rows.ts";
import type { SheetPiece } from "./sheet-xml.ts";
import type { SheetTable } from "./tables.ts";

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
