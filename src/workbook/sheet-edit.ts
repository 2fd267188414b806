import { readArea, areaText, type Area } from "./area.ts";
import { cellText, isFilled } from "./cell-text.ts";
import type { CellColours, CellStyles } from "./cell-styles.ts";
import { CellXml, widthFor } from "./cell-xml.ts";
import { changedHead } from "./sheet-head.ts";
import type { SheetCell, SheetRow } from "./sheet-rows.ts";
import { sheetPieces, type SheetPiece } from "./sheet-xml.ts";
import type { Template } from "./workbook.ts";
import { attributeOf, withAttribute } from "./xml.ts";

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
}

/** How the filter of the sheet is to be treated. */
export type FilterWish = "cover" | "leave";

/** Elements behind the rows that stand in front of the filter (ECMA-376 part 1, 18.3.1.99). */
const beforeFilter = new Set(["sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios"]);

/** Goes through a sheet in step with the rows that are to stand in it, and writes it with their cells. */
export class SheetEdit {
  readonly #template: Template;
  readonly #rules: CellRules;
  readonly #styles: CellStyles;
  readonly #filter: FilterWish;
  readonly #write: (xml: string) => Promise<void>;
  readonly #batches: AsyncGenerator<readonly SheetPiece[]>;
  #batch: readonly SheetPiece[] = [];
  #next = 0;
  #cells = new CellXml("");
  #row = 0;
  #width = 0;
  #coloured: number | undefined;
  #waiting: string[] = [];
  #waitingLength = 0;
  /** What the filter covers when it is finished, where it is ours to say. */
  filtered: Area | undefined;

  constructor(
    template: Template,
    rules: CellRules,
    styles: CellStyles,
    filter: FilterWish,
    write: (xml: string) => Promise<void>,
  ) {
    this.#template = template;
    this.#rules = rules;
    this.#styles = styles;
    this.#filter = filter;
    this.#write = write;
    this.#batches = sheetPieces(template.archive, template.parts.sheet);
  }

  /** The next row, the header first. It has at least as many cells as the sheet has columns. */
  async row(cells: readonly string[]): Promise<void> {
    if (this.#row === 0) await this.#begin(cells);
    this.#row += 1;
    const piece = await this.#peek();
    const isThere = piece?.kind === "row" && piece.row.number === this.#row;
    if (isThere) this.#next += 1;
    await this.#put(this.#changedRow(isThere ? piece.row : undefined, cells));
  }

  /** All that stands behind the rows that were handed over. */
  async finish(): Promise<void> {
    const area = this.#area();
    let isFilterDone = this.#filter === "leave";
    for (let piece = await this.#peek(); piece !== undefined; piece = await this.#peek()) {
      this.#next += 1;
      if (piece.kind === "row") await this.#put(piece.row.xml);
      if (piece.kind !== "tail") continue;
      const { element, xml } = piece;
      if (isFilterDone || beforeFilter.has(element)) {
        await this.#put(xml);
        continue;
      }
      isFilterDone = true;
      await this.#put(
        element === "autoFilter" ? this.#widerFilter(xml, area) : `${this.#newFilter(area)}${xml}`,
      );
    }
    await this.#flush();
  }

  async abandon(): Promise<void> {
    await this.#batches.return(undefined);
  }

  async #begin(header: readonly string[]): Promise<void> {
    const head = await this.#peek();
    if (head?.kind !== "head") throw new Error("a sheet has no head");
    this.#next += 1;
    this.#cells = new CellXml(head.names.prefix);
    this.#width = header.length;
    const { width } = this.#template;
    const { header: colouredHeader, column } = this.#rules.coloured;
    const place = header.indexOf(colouredHeader, width);
    this.#coloured = column ?? (place < 0 ? undefined : place);
    const added = header
      .slice(width)
      .map((text, index) => ({ column: width + index, width: widthFor(text) }));
    await this.#put(changedHead(head.xml, { prefix: head.names.prefix, area: this.#area(), added }));
  }

  #area(): Area {
    const { lastRow } = this.#template;
    return { top: 1, left: 0, bottom: Math.max(lastRow, this.#row), right: Math.max(0, this.#width - 1) };
  }

  #newFilter(area: Area): string {
    this.filtered = area;
    return `<${this.#cells.prefix}autoFilter ref="${areaText(area)}"/>`;
  }

  /** A filter over the header gets to cover all; one that the user put elsewhere stays there. */
  #widerFilter(xml: string, area: Area): string {
    const tag = /^<[^>]*>/.exec(xml)?.[0] ?? "";
    const before = readArea(attributeOf(tag, "ref") ?? "");
    if (before?.top !== 1) return xml;
    this.filtered = { ...area, left: before.left, bottom: Math.max(before.bottom, area.bottom) };
    return withAttribute(tag, "ref", areaText(this.filtered)) + xml.slice(tag.length);
  }

  #changedRow(row: SheetRow | undefined, cells: readonly string[]): string {
    const changed = new Map<number, string>();
    const before = new Map(row?.cells.map((cell) => [cell.column, cell]));
    const headerStyle = this.#row === 1 ? (row?.cells.findLast(isFilled)?.style ?? 0) : undefined;
    for (const column of this.#columnsToSee()) {
      const cell = before.get(column);
      const text = cells[column] ?? "";
      const style = headerStyle ?? this.#styleOf(column, cell?.style ?? 0, text);
      if (this.#changes(column, cell, text, style)) {
        changed.set(column, this.#cells.cell(column, this.#row, style, text));
      }
    }
    if (changed.size === 0) return row?.xml ?? "";
    return row === undefined ? this.#newRow([...changed.values()]) : this.#mergedRow(row, changed);
  }

  *#columnsToSee(): Generator<number> {
    yield* this.#rules.renewed;
    yield* this.#rules.filled;
    for (let column = this.#template.width; column < this.#width; column += 1) yield column;
  }

  #styleOf(column: number, style: number, text: string): number {
    const colour = column === this.#coloured ? this.#rules.coloured.colours.get(text) : undefined;
    return colour === undefined ? this.#styles.forText(style) : this.#styles.forTextOn(style, colour);
  }

  /** A cell with a formula is the user's in any column, and so is a header that stands there already. */
  #changes(column: number, cell: SheetCell | undefined, text: string, style: number): boolean {
    const { width, context } = this.#template;
    if (cell?.hasFormula === true) return false;
    if (column >= width) return text !== "";
    if (this.#row === 1) return false;
    const shown = cell === undefined ? "" : cellText(cell, context);
    if (this.#rules.filled.has(column)) return shown.trim() === "" && text !== shown;
    return text !== shown || (column === this.#coloured && text !== "" && cell?.style !== style);
  }

  #newRow(cells: readonly string[]): string {
    const { prefix } = this.#cells;
    return `<${prefix}row r="${this.#row}">${cells.join("")}</${prefix}row>`;
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

  async #peek(): Promise<SheetPiece | undefined> {
    while (this.#next >= this.#batch.length) {
      const { done, value } = await this.#batches.next();
      if (done === true) return undefined;
      this.#batch = value;
      this.#next = 0;
    }
    return this.#batch[this.#next];
  }

  async #put(xml: string): Promise<void> {
    this.#waiting.push(xml);
    this.#waitingLength += xml.length;
    if (this.#waitingLength > 64 * 1024) await this.#flush();
  }

  async #flush(): Promise<void> {
    const xml = this.#waiting.join("");
    this.#waiting = [];
    this.#waitingLength = 0;
    if (xml !== "") await this.#write(xml);
  }
}
