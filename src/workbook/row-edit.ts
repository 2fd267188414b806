import type { CellRemark, RowRemarks } from "../faults/problem.ts";
import type { CellColours, CellStyles } from "./cell-styles.ts";
import { serialOfDay } from "./number-format.ts";
import { columnLetters, mostCharacters, TooLargeForSheet, type Area } from "./sheet-head.ts";
import {
  cellText,
  isFilled,
  type SheetCell,
  type SheetRow,
  encodeXString,
  isUncalculated,
} from "./sheet-rows.ts";
import type { Template } from "./workbook.ts";
import { withAttribute } from "./xml-scanner.ts";

/** Which cells of a sheet may change. All others are written as they are. */
export interface CellRules {
  /** Columns of the sheet that are written anew. */
  readonly renewed: ReadonlySet<number>;
  /** Columns of the sheet whose blank cells may be filled. */
  readonly filled: ReadonlySet<number>;
  /** Colours of the cells under one header, by their words. */
  readonly coloured: {
    readonly header: string;
    readonly column: number | undefined;
    readonly colours: CellColours;
  };
  /** The headers of columns whose days are written as days, so that filters and sorting know them. */
  readonly days: ReadonlySet<string>;
}

/** Puts cells into the rows of a sheet, and leaves every other sign of them as it is. */
export class RowEdit {
  readonly #template: Template;
  readonly #rules: CellRules;
  readonly #styles: CellStyles;
  readonly #cells: CellXml;
  readonly #width: number;
  readonly #coloured: number | undefined;
  /** The columns of the sheet that hold days of ours. */
  readonly #days: ReadonlySet<number>;

  constructor(
    template: Template,
    rules: CellRules,
    styles: CellStyles,
    { prefix, header }: { readonly prefix: string; readonly header: readonly string[] },
  ) {
    this.#template = template;
    this.#rules = rules;
    this.#styles = styles;
    this.#cells = new CellXml(prefix);
    this.#width = header.length;
    const place = header.indexOf(rules.coloured.header, template.width);
    this.#coloured = rules.coloured.column ?? (place < 0 ? undefined : place);
    this.#days = new Set(
      [...header.keys()].filter(
        (index) =>
          (index >= template.width || rules.renewed.has(index)) && rules.days.has(header[index] ?? ""),
      ),
    );
  }

  /** The row with that number, which may be missing in the sheet, with the cells that it is to have. */
  changed(number: number, row: SheetRow | undefined, cells: readonly string[]): string {
    const changed = new Map<number, string>();
    const before = new Map(row?.cells.map((cell) => [cell.column, cell]));
    const headerStyle =
      number === this.#template.headerRow ? (row?.cells.findLast(isFilled)?.style ?? 0) : undefined;
    for (const column of this.#columnsToSee()) {
      const cell = before.get(column);
      const text = cells[column] ?? "";
      const day = headerStyle === undefined ? this.#dayIn(column, text) : undefined;
      const style = headerStyle ?? this.#styleOf(column, cell?.style ?? 0, text, day);
      if (!this.#changes(number, column, cell, text, style) && !isTextOfDay(cell, day)) continue;
      changed.set(
        column,
        day === undefined
          ? this.#cells.cell(column, number, style, text)
          : this.#cells.number(column, number, style, day),
      );
    }
    if (changed.size === 0) return row?.xml ?? "";
    return row === undefined ? this.#newRow(number, [...changed.values()]) : this.#mergedRow(row, changed);
  }

  *#columnsToSee(): Generator<number> {
    yield* this.#rules.renewed;
    yield* this.#rules.filled;
    for (let column = this.#template.width; column < this.#width; column += 1) yield column;
  }

  #dayIn(column: number, text: string): number | undefined {
    return this.#days.has(column) ? serialOfDay(text, this.#template.context.from1904) : undefined;
  }

  #styleOf(column: number, style: number, text: string, day: number | undefined): number {
    if (day !== undefined) return this.#styles.forDay(style);
    const colour = column === this.#coloured ? this.#rules.coloured.colours.get(text) : undefined;
    return colour === undefined ? this.#styles.forText(style) : this.#styles.forTextOn(style, colour);
  }

  /** A cell with a formula is the user's in any column, and so is a header that stands there already. */
  #changes(row: number, column: number, cell: SheetCell | undefined, text: string, style: number): boolean {
    const { width, context, headerRow } = this.#template;
    if (cell?.hasFormula === true) return false;
    if (column >= width) return text !== "";
    if (row === headerRow) return false;
    const shown = cell === undefined ? "" : cellText(cell, context);
    if (this.#rules.filled.has(column)) return shown.trim() === "" && text !== shown;
    return text !== shown || (column === this.#coloured && text !== "" && cell?.style !== style);
  }

  #newRow(number: number, cells: readonly string[]): string {
    const { prefix } = this.#cells;
    return `<${prefix}row r="${number}">${cells.join("")}</${prefix}row>`;
  }

  #mergedRow(row: SheetRow, changed: ReadonlyMap<number, string>): string {
    const { prefix } = this.#cells;
    const firstCell = row.cells[0]?.start ?? row.xml.length;
    const written = /^<(?:[^>"']|"[^"]*"|'[^']*')*>/.exec(row.xml)?.[0] ?? "";
    const isEmpty = written.endsWith("/>");
    const tag = withAttribute(written, "spans", undefined).replace(/\s*\/>$/, ">");
    const begin = tag + row.xml.slice(written.length, Math.max(written.length, firstCell));
    const cells = new Map<number, string>(
      row.cells.map((cell) => [cell.column, row.xml.slice(cell.start, cell.end)]),
    );
    for (const [column, xml] of changed) cells.set(column, xml);
    const inOrder = [...cells].toSorted(([one], [other]) => one - other).map(([, xml]) => xml);
    if (isEmpty) return `${tag}${inOrder.join("")}</${prefix}row>`;
    if (row.cells.length === 0) return `${tag}${inOrder.join("")}${row.xml.slice(written.length)}`;
    return `${begin}${inOrder.join("")}${row.xml.slice(row.cells.at(-1)?.end)}`;
  }
}

/** A day of ours that an earlier version wrote as a text. */
function isTextOfDay(cell: SheetCell | undefined, day: number | undefined): boolean {
  return day !== undefined && (cell?.type === "inlineStr" || cell?.type === "s") && !cell.hasFormula;
}

/** Writes the cells of a sheet as text, under the prefix of its elements. */
export class CellXml {
  readonly prefix: string;
  readonly #letters: string[] = [];

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** A cell that holds a text and nothing but a text, whatever it looks like; a blank one for no text. */
  cell(column: number, row: number, style: number, text: string): string {
    const { prefix } = this;
    const letters = (this.#letters[column] ??= columnLetters(column));
    const begin = `<${prefix}c r="${letters}${row}"${style === 0 ? "" : ` s="${style}"`}`;
    if (text === "") return `${begin}/>`;
    if (text.length > mostCharacters) {
      throw new TooLargeForSheet(
        `${letters}${row} would hold ${text.length.toLocaleString("en")} characters, and a cell has room for ${mostCharacters.toLocaleString("en")}`,
      );
    }
    // spaces at the ends, and line breaks, are kept only where this is said
    const space = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : "";
    return `${begin} t="inlineStr"><${prefix}is><${prefix}t${space}>${encodeXString(text)}</${prefix}t></${prefix}is></${prefix}c>`;
  }

  /** A cell that holds a number, such as a day. */
  number(column: number, row: number, style: number, value: number): string {
    const { prefix } = this;
    const letters = (this.#letters[column] ??= columnLetters(column));
    return `<${prefix}c r="${letters}${row}"${style === 0 ? "" : ` s="${style}"`}><${prefix}v>${value}</${prefix}v></${prefix}c>`;
  }
}

/** A width in characters for a column whose cells nobody has measured. */
export function widthFor(header: string): number {
  const isIdentifier = /(?:^|_)ids?$/.test(header);
  return isIdentifier ? 38 : Math.min(30, Math.max(12, header.length + 4));
}

/** Says of rows, in their order, which of their cells are blank for a reason. */
export class RemarkedRows {
  readonly #merges: readonly Area[];
  readonly #width: number;
  #next = 0;
  #open: Area[] = [];

  /** @param merges the upper ones first */
  constructor(merges: readonly Area[], width: number) {
    this.#merges = merges;
    this.#width = width;
  }

  /** The remarks on a row, which may be missing in the sheet; undefined when there are none. */
  of(number: number, row: SheetRow | undefined): RowRemarks | undefined {
    for (let area = this.#merges[this.#next]; area !== undefined && area.top <= number;) {
      this.#open.push(area);
      this.#next += 1;
      area = this.#merges[this.#next];
    }
    if (this.#open.length > 0) this.#open = this.#open.filter(({ bottom }) => bottom >= number);
    const remarks = new Map<number, CellRemark>();
    for (const { top, left, right } of this.#open) {
      for (let column = left; column <= Math.min(right, this.#width - 1); column += 1) {
        if (number === top && column === left) continue;
        remarks.set(column, { kind: "merged", with: `${columnLetters(left)}${top}` });
      }
    }
    for (const cell of row?.cells ?? []) {
      if (isUncalculated(cell)) remarks.set(cell.column, { kind: "uncalculated" });
      else if (isFilled(cell)) remarks.delete(cell.column);
    }
    return remarks.size === 0 ? undefined : remarks;
  }
}
