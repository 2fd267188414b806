import type { CellStyles } from "./cell-styles.ts";
import { widthFor, RowEdit, type CellRules } from "./row-edit.ts";
import { readArea, areaText, type Area, changedHead } from "./sheet-head.ts";
import { sheetPieces, type SheetPiece } from "./sheet-xml.ts";
import type { Template } from "./workbook.ts";
import { attributeOf, withAttribute } from "./xml-scanner.ts";

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
  #rows: RowEdit | undefined;
  #prefix = "";
  /** The last row that was written. */
  #row = 0;
  #width = 0;
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
    if (this.#rows === undefined) await this.#begin(cells);
    this.#row += 1;
    const piece = await this.#peek();
    const isThere = piece?.kind === "row" && piece.row.number === this.#row;
    if (isThere) this.#next += 1;
    const before = isThere ? piece.row : undefined;
    await this.#put(this.#rows?.changed(this.#row, before, cells) ?? before?.xml ?? "");
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
    this.#prefix = head.names.prefix;
    this.#width = header.length;
    this.#rows = new RowEdit(this.#template, this.#rules, this.#styles, { prefix: this.#prefix, header });
    const { width } = this.#template;
    const added = header
      .slice(width)
      .map((text, index) => ({ column: width + index, width: widthFor(text) }));
    const { headerRow } = this.#template;
    const area = { ...this.#area(), top: 1 };
    await this.#put(changedHead(head.xml, { prefix: this.#prefix, area, added, freezes: headerRow === 1 }));
    await this.#rowsAbove(headerRow);
  }

  /** What stands above the headers is written as it is. */
  async #rowsAbove(headerRow: number): Promise<void> {
    for (let piece = await this.#peek(); piece?.kind === "row"; piece = await this.#peek()) {
      if (piece.row.number >= headerRow) break;
      this.#next += 1;
      await this.#put(piece.row.xml);
    }
    this.#row = headerRow - 1;
  }

  #area(): Area {
    const { headerRow, lastRow } = this.#template;
    return {
      top: headerRow,
      left: 0,
      bottom: Math.max(lastRow, this.#row),
      right: Math.max(0, this.#width - 1),
    };
  }

  #newFilter(area: Area): string {
    this.filtered = area;
    return `<${this.#prefix}autoFilter ref="${areaText(area)}"/>`;
  }

  /** A filter over the header gets to cover all; one that the user put elsewhere stays there. */
  #widerFilter(xml: string, area: Area): string {
    const tag = /^<[^>]*>/.exec(xml)?.[0] ?? "";
    const before = readArea(attributeOf(tag, "ref") ?? "");
    if (before?.top !== this.#template.headerRow) return xml;
    this.filtered = { ...area, left: before.left, bottom: Math.max(before.bottom, area.bottom) };
    return withAttribute(tag, "ref", areaText(this.filtered)) + xml.slice(tag.length);
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
