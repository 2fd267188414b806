import type { CellRemark, RowRemarks } from "../faults/remark.ts";
import { columnLetters, type Area } from "./sheet-head.ts";
import { isFilled, isUncalculated } from "./cell-text.ts";
import type { SheetRow } from "./sheet-rows.ts";

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
