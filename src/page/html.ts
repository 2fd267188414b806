/** Text that is markup already. Only {@link html} and {@link markup} make it, so nothing else reaches the page raw. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, markup is not, a list is joined, nothing is nothing. */
export type Content = Html | string | number | undefined | readonly Content[];

/**
 * Markup with values in it. Values are escaped for element content and for quoted attributes alike, so that
 * every `${…}` is safe wherever this project writes one: between tags, or between double quotes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  const plain = squeezed(parts);
  let text = plain[0] ?? "";
  for (const [index, value] of values.entries()) text += written(value) + (plain[index + 1] ?? "");
  return new Html(text);
}

const squeezedParts = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The parts of a template without their indentation, which is for readers of the source. */
function squeezed(parts: TemplateStringsArray): readonly string[] {
  const known = squeezedParts.get(parts);
  if (known !== undefined) return known;
  const plain = parts.map((part) => part.replaceAll(/\s*\n\s*/g, "\n"));
  squeezedParts.set(parts, plain);
  return plain;
}

/** Text of this program's own that is markup as it stands: the style sheet and the script. */
export function markup(text: string): Html {
  return new Html(text);
}

function written(value: Content): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  let text = "";
  for (const one of value) text += written(one);
  return text;
}

const special = /[&<>"'`\p{Cc}\p{Cs}]/u;
const eachSpecial = /[&<>"'`\p{Cc}\p{Cs}]/gu;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
  "\t": " ",
  "\n": " ",
  "\r": " ",
};

/** Text that stays text in HTML and in SVG. Characters that neither may hold become the replacement character. */
export function escaped(text: string): string {
  return special.test(text)
    ? text.replaceAll(eachSpecial, (character) => entities[character] ?? "\uFFFD")
    : text;
}

/** A part of the page with a heading; the list of contents points to it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** The title in the list of contents, which has little room. */
  readonly short: string;
  readonly body: Content;
}

/** A part of the page. */
export function sectionMarkup({ id, title, body }: Omit<Section, "short">): Html {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${title}</h2>
    ${body}
  </section> `;
}

/** Some of many: those that the page lists, and how many there are. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly count: number;
}

/** The rows that name something: the first few, and how many there are. */
export interface Rows {
  readonly first: readonly number[];
  readonly count: number;
}

/** Who a row is about, as the roster names them: a name, else e-mail, NPI, group, facility or id. */
export interface ReportPerson {
  /** Number as a spreadsheet shows it. */
  readonly row: number;
  readonly who: string;
  /** What the row holds in the column that the report is grouped by (`--report-by`); undefined without one. */
  readonly group?: string | undefined;
}
export { filled } from "../text/plain-text.ts";
export { counted, thousands as number } from "../text/counts.ts";
