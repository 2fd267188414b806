import { attributeIn, endsName, isQuote, unescapeXml, XmlError } from "./xml-text.ts";

/** What stands at one place of an XML text. `other` is a comment or an instruction. */
export type XmlKind = "open" | "close" | "empty" | "text" | "other";

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;

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
