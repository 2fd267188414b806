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
