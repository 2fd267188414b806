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
function isQuote(sign: number): boolean {
  return sign === 0x22 || sign === 0x27;
}

/** Whether a sign ends the name of an element: a blank, or the end of its tag. */
function endsName(sign: number): boolean {
  return sign <= 0x20 || sign === slash || sign === greaterThan;
}

/** The value of an attribute of the tag that stands between two places of a text. */
function attributeIn(text: string, start: number, end: number, wanted: string): string | undefined {
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

/** What stands at one place of an XML text. `other` is a comment or an instruction. */
type XmlKind = "open" | "close" | "empty" | "text" | "other";

const lessThan = 0x3c;

/**
 * Goes through an XML text piece by piece, and keeps what it has not passed yet. What it stands on can be read as
 * it was written, so that a text can be copied with all its peculiarities. Document types are refused, and with
 * them every entity that could grow.
 */
export class XmlScanner {
  kind: XmlKind = "other";
  /** Of an element, with its prefix. */
  name = "";
  /** Where the current thing begins and ends in {@link text}. */
  start = 0;
  end = 0;
  text = "";
  #last = false;
  #isCdata = false;

  /** A scanner over a text that is there already. */
  static over(text: string): XmlScanner {
    const scanner = new XmlScanner();
    scanner.push(text);
    scanner.finish();
    return scanner;
  }

  /** Takes the next piece, and forgets what has been passed. */
  push(piece: string): void {
    this.text = this.end >= this.text.length ? piece : this.text.slice(this.end) + piece;
    this.start = 0;
    this.end = 0;
  }

  /** No piece follows. */
  finish(): void {
    this.#last = true;
  }

  /** Goes back to a place before, which has not been forgotten. */
  rewind(end: number): void {
    this.end = end;
  }

  /** Steps on; false when the rest is not whole, which after {@link finish} means that all is passed. */
  next(): boolean {
    const { text, end: from } = this;
    if (from >= text.length) return false;
    if (text.charCodeAt(from) !== lessThan) {
      const until = text.indexOf("<", from);
      if (until < 0 && !this.#last) return false;
      this.#isCdata = false;
      return this.#at("text", from, until < 0 ? text.length : until);
    }
    const second = text.charCodeAt(from + 1);
    // "!" and "?"
    if (second === 0x21 || second === 0x3f) return this.#special(from);
    const until = this.#tagEnd(from);
    if (until < 0) return this.#missing();
    const isClose = second === slash;
    const isEmpty = !isClose && text.charCodeAt(until - 2) === slash;
    this.name = nameAt(text, isClose ? from + 2 : from + 1);
    if (this.name === "") throw new XmlError("a tag has no name");
    return this.#at(isClose ? "close" : isEmpty ? "empty" : "open", from, until);
  }

  /** The current thing as it is written. */
  raw(): string {
    return this.text.slice(this.start, this.end);
  }

  /** What a text says. */
  value(): string {
    return this.#isCdata
      ? this.text.slice(this.start + "<![CDATA[".length, this.end - "]]>".length)
      : unescapeXml(this.raw());
  }

  /** The value of an attribute of the current element. */
  attribute(name: string): string | undefined {
    return attributeIn(this.text, this.start, this.end, name);
  }

  #at(kind: XmlKind, start: number, end: number): true {
    this.kind = kind;
    this.start = start;
    this.end = end;
    return true;
  }

  #missing(): false {
    if (this.#last) throw new XmlError("it ends in the middle");
    return false;
  }

  /** The end of a tag, which is the first `>` that does not stand in a value. */
  #tagEnd(from: number): number {
    const { text } = this;
    for (let index = from + 1; index < text.length; index += 1) {
      const sign = text.charCodeAt(index);
      if (sign === greaterThan) return index + 1;
      if (sign === lessThan) throw new XmlError("a tag stands in a tag");
      if (!isQuote(sign)) continue;
      index = text.indexOf(text.charAt(index), index + 1);
      if (index < 0) return -1;
    }
    return -1;
  }

  #special(from: number): boolean {
    const { text } = this;
    if (text.length < from + 9 && !this.#last) return false;
    const [head, tail, kind] = specials.find(([begins]) => text.startsWith(begins, from)) ?? [];
    if (head === undefined || tail === undefined || kind === undefined) {
      throw new XmlError("it has a document type");
    }
    const until = text.indexOf(tail, from + head.length);
    if (until < 0) return this.#missing();
    this.#isCdata = kind === "text";
    return this.#at(kind, from, until + tail.length);
  }
}

const specials: readonly (readonly [head: string, tail: string, kind: XmlKind])[] = [
  ["<!--", "-->", "other"],
  ["<?", "?>", "other"],
  ["<![CDATA[", "]]>", "text"],
];

function nameAt(text: string, from: number): string {
  let end = from;
  while (end < text.length && !endsName(text.charCodeAt(end))) end += 1;
  return text.slice(from, end);
}
