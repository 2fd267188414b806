import { number } from "../counted.ts";
import { html, type Content, type Html } from "../html.ts";

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers are sorted as numbers and stand at the right. */
  readonly kind?: "text" | "number";
  /** The script offers the values of this column to choose from. */
  readonly choice?: boolean;
  /** The cell that names the row. */
  readonly head?: boolean;
  /** Long text that may wrap. */
  readonly wide?: boolean;
}

/** A cell that is sorted by something else than its text, or chosen by it. */
export interface SortedCell {
  readonly content: Content;
  readonly sort: string | number;
}

/** One cell. */
export type Cell = Content | SortedCell;

/** A table of the page. */
export interface Table {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  /** The caption is for those who cannot see that a heading above says the same. */
  readonly unseen?: boolean;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Sums below the rows; they stay where they are when the rows are sorted. */
  readonly foot?: readonly Content[] | undefined;
  /** A few lines in an order that means something: nobody would sort or filter them. */
  readonly still?: boolean;
  /** When not all rows are listed: how many there are, and where the others can be read. */
  readonly outOf?: { readonly count: number; readonly where: string };
}

/** A table in a box of its own that scrolls sideways. The script makes its headers sort and gives it a filter. */
export function table({ id, caption, unseen, columns, rows, foot, still, outOf }: Table): Html {
  return html`<div class="tablebox">
    ${leftOut(rows.length, outOf)}
    <div class="scroll" role="group" aria-labelledby="${id}-caption" tabindex="0">
      <table id="${id}" ${still === true ? undefined : html`data-sortable`}>
        <caption id="${id}-caption" ${unseen === true ? html`class="unseen"` : undefined}>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map(headCell)}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => bodyRow(row, columns))}
        </tbody>
        ${
          foot === undefined
            ? undefined
            : html`<tfoot>
                ${bodyRow(foot, columns)}
              </tfoot>`
        }
      </table>
    </div>
  </div> `;
}

function leftOut(listed: number, outOf: Table["outOf"]): Html | undefined {
  if (outOf === undefined || outOf.count <= listed) return undefined;
  return html`<p class="note">
    ${number(listed)} of ${number(outOf.count)} are listed here, those that need attention first. All of them
    are in
    <bdi>${outOf.where}</bdi>. Filters search only what is listed.
  </p>`;
}

function headCell({ title, kind, choice }: Column): Html {
  const sort = kind === "number" ? html` class="number" data-sort="number"` : html` data-sort="text"`;
  return html`<th scope="col" ${sort}${choice === true ? html` data-choice` : undefined}>${title}</th>`;
}

function bodyRow(cells: readonly Cell[], columns: readonly Column[]): Html {
  return html`<tr>
    ${columns.map((column, index) => bodyCell(cells[index], column))}
  </tr> `;
}

function bodyCell(cell: Cell, { kind, head, wide }: Column): Html {
  const sorted = isSorted(cell);
  const by = sorted ? html` data-by="${cell.sort}"` : undefined;
  const content = sorted ? cell.content : cell;
  if (head === true) return html`<th scope="row" ${by}>${content}</th>`;
  const look = kind === "number" ? html` class="number"` : wide === true ? html` class="wide"` : undefined;
  return html`<td${look}${by}>${content}</td>`;
}

function isSorted(cell: Cell): cell is SortedCell {
  return typeof cell === "object" && "content" in cell;
}
