/** XML that is none, or that needs what a workbook never needs. */
export class XmlError extends Error {}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What stands in an XML text or attribute. */
export function unescapeXml(text: string): string {
  const joined = text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
  if (!joined.includes("&")) return joined;
  return joined.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w*));?/gi, meantBy);
}

function meantBy(all: string, hex?: string, decimal?: string, name?: string): string {
  if (hex === undefined && decimal === undefined) {
    const known = name !== undefined && Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (known === undefined) throw new XmlError(`${all} is not known`);
    return known;
  }
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (point > 0x10_ff_ff) throw new XmlError(`${all} is not a character`);
  return String.fromCodePoint(point);
}

/** Writes a text so that it can stand in XML, in an element or between double quotes. */
export function escapeXml(text: string): string {
  return /[&<>"]/.test(text) ? text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign) : text;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const slash = 0x2f;
const greaterThan = 0x3e;

/** Whether a sign is one of the quotation marks that stand around the value of an attribute. */
export function isQuote(sign: number): boolean {
  return sign === 0x22 || sign === 0x27;
}

/** Whether a sign ends the name of an element: a blank, or the end of its tag. */
export function endsName(sign: number): boolean {
  return sign <= 0x20 || sign === slash || sign === greaterThan;
}

/** The value of an attribute of the tag that stands between two places of a text. */
export function attributeIn(text: string, start: number, end: number, wanted: string): string | undefined {
  let at = start + 1;
  while (at < end && !endsName(text.charCodeAt(at))) at += 1;
  for (;;) {
    while (at < end && text.charCodeAt(at) <= 0x20) at += 1;
    const equals = text.indexOf("=", at);
    if (equals < 0 || equals >= end) return undefined;
    let nameEnd = equals;
    while (nameEnd > at && text.charCodeAt(nameEnd - 1) <= 0x20) nameEnd -= 1;
    let open = equals + 1;
    while (open < end && text.charCodeAt(open) <= 0x20) open += 1;
    if (!isQuote(text.charCodeAt(open))) throw new XmlError("an attribute has no quotation marks");
    const close = text.indexOf(text.charAt(open), open + 1);
    if (nameEnd - at === wanted.length && text.startsWith(wanted, at)) {
      return unescapeXml(text.slice(open + 1, close));
    }
    at = close + 1;
  }
}

/** The value of an attribute of a tag that is there as text. */
export function attributeOf(tag: string, name: string): string | undefined {
  return attributeIn(tag, 0, tag.length, name);
}

/** The tag with an attribute set, or without it. Where it stood it stands again. */
export function withAttribute(tag: string, name: string, value: string | undefined): string {
  const written = value === undefined ? "" : ` ${name}="${escapeXml(value)}"`;
  const place = new RegExp(`\\s+${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`);
  if (place.test(tag)) return tag.replace(place, () => written);
  return tag.replace(/\s*\/?>$/, (end) => `${written}${end.trimStart()}`);
}

/** The name of an element without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
