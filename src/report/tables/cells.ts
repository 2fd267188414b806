import { number } from "../counted.ts";
import { dayNumber, isoDay } from "../../text/days.ts";
import { html, type Content, type Html } from "../html.ts";
import type { Rows } from "../report-rows.ts";
import type { SortedCell } from "./table.ts";

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
