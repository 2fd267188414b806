import { partyNames, type Party } from "../../requests/party.ts";
import { dayNumber, isoDay } from "../../text/days.ts";
import { html, type Content, type Html, type Rows, filled, number } from "../html.ts";

/** Tables up to this length are open from the start; so are longer ones that call for action, and no mere details. */
const openUpTo = { detail: 0, reading: 15, action: 100 } as const;

/** Longer ones are printed only when a reader has opened them: nobody wants a hundred sheets unasked. */
const printedUpTo = 300;

/** Something long that a reader opens; what is short is open already. The script opens the others for printing. */
export function fold(
  summary: Content,
  rows: number,
  content: Content,
  purpose: keyof typeof openUpTo = "reading",
): Html {
  const unprinted = rows > printedUpTo ? html` class="unprinted"` : undefined;
  const open = rows <= openUpTo[purpose] ? html` open` : undefined;
  return html`<details${unprinted}${open}>
<summary>${summary}</summary>
${content}</details>
`;
}

/** What stands where the roster's own column is blank. */
export const noGroup = "(blank)";

/** The column of the roster that the report is grouped by, as a column of a list; none without `--report-by`. */
export function groupColumn(header: string | undefined): readonly Column[] {
  return header === undefined ? [] : [{ title: header, choice: true }];
}

/** The cell under {@link groupColumn}. */
export function groupCell(header: string | undefined, group: string | undefined): readonly Cell[] {
  return header === undefined ? [] : [quoted(filled(group) ?? noGroup)];
}

/** Whose move it is, as a small label. */
export function partyTag(party: Party): Html {
  return html`<span class="tag party-${party}">${partyNames[party]}</span>`;
}

/** A text of the roster or of a platform. Its own writing direction cannot disturb what stands around it. */
export function quoted(text: string | undefined): Html | undefined {
  return text === undefined || text === "" ? undefined : html`<bdi${isLong(text)}>${text}</bdi>`;
}

/** A word as a platform spells it; a long one may break behind an underscore. */
export function word(text: string | undefined): Html | undefined {
  if (text === undefined || text === "") return undefined;
  const [first, ...rest] = text.split("_");
  return html`<code${isLong(text)}>${first}${rest.map((part) => html`_<wbr />${part}`)}</code>`;
}

/** A word without end must not make its column so. */
function isLong(text: string): Html | undefined {
  return /\S{40}/u.test(text) ? html` class="long"` : undefined;
}

/** A day, of a text that begins with one; any other text stays as it is. */
export function dayCell(text: string | undefined): Html | undefined {
  const day = dayNumber(text);
  return day === undefined ? quoted(text) : html`<time>${isoDay(day)}</time>`;
}

/** Row numbers, as many of them as are known; sorted by the first. */
export function rowNumbers({ first, count }: Rows): SortedCell {
  const shown = first.join(", ");
  const rest = count - first.length;
  return { content: rest > 0 ? `${shown} and ${number(rest)} more` : shown, sort: first[0] ?? 0 };
}

/** Content with a smaller second line. */
export function twoLines(first: Content, second: Content): Content {
  return second === undefined || second === "" ? first : html`${first}<br /><small>${second}</small>`;
}

/** A column of a table. */
interface Column {
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
interface Table {
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

/** A line of a bar table. */
interface Bar {
  readonly label: Content;
  readonly count: number;
  /** A class of the style sheet that colours the bar. */
  readonly tone?: string | undefined;
}

/** Counts as a table whose last column draws them: the chart and its numbers in one. */
export function barTable(caption: string, heading: string, counting: string, bars: readonly Bar[]): Html {
  const whole = bars.reduce((sum, { count }) => sum + count, 0);
  return html`<table class="bars">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${heading}</th>
        <th scope="col" class="number">${counting}</th>
        <th scope="col">Share</th>
      </tr>
    </thead>
    <tbody>
      ${bars.map((bar) => line(bar, whole))}
    </tbody>
  </table> `;
}

function line({ label, count, tone }: Bar, whole: number): Html {
  const share = whole === 0 ? 0 : (count / whole) * 100;
  const words = count > 0 && share < 1 ? "<1%" : `${Math.round(share)}%`;
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="number">${number(count)}</td>
    <td class="share">
      <svg class="bar" width="100%" height="14" aria-hidden="true" focusable="false">
        <rect class="track" width="100%" height="14" rx="2" />
        <rect class="${tone ?? "plain"}" width="${share.toFixed(2)}%" height="14" rx="2" /></svg
      ><span>${words}</span>
    </td>
  </tr> `;
}
