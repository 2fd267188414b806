import { type Archive, asDamage } from "./archive.ts";
import { builtInFormat, plainFormat, readFormat, type NumberFormat } from "./number-format.ts";
import { XmlScanner, localName, withAttribute } from "./xml-scanner.ts";

/** How the cells of each style show their numbers. */
export interface Styles {
  readonly formatOf: (style: number) => NumberFormat;
}

/** Reads the number formats of a workbook's styles. */
export async function readStyles(archive: Archive, part: string | undefined): Promise<Styles> {
  const text = part === undefined ? undefined : await archive.text(part);
  try {
    const formats = text === undefined ? [] : formatsIn(text);
    return { formatOf: (style) => formats[style] ?? plainFormat };
  } catch (error) {
    throw asDamage(error, archive.name, `its part ${String(part)}`);
  }
}

function formatsIn(text: string): readonly NumberFormat[] {
  const codes = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let isCellFormat = false;
  const scanner = XmlScanner.over(text);
  while (scanner.next()) {
    if (scanner.kind === "text" || scanner.kind === "other") continue;
    const element = localName(scanner.name);
    if (element === "cellXfs") isCellFormat = scanner.kind === "open";
    if (scanner.kind === "close") continue;
    if (element === "numFmt" && !codes.has(idOf(scanner))) {
      codes.set(idOf(scanner), readFormat(scanner.attribute("formatCode") ?? ""));
    }
    if (element === "xf" && isCellFormat) {
      const id = idOf(scanner);
      formats.push(codes.get(id) ?? builtInFormat(id));
    }
  }
  return formats;
}

function idOf(scanner: XmlScanner): number {
  return Number(scanner.attribute("numFmtId") ?? 0);
}

/** Colours of cells by the word that stands in them, as `RRGGBB`. */
export type CellColours = ReadonlyMap<string, string>;

/** The number format of text, which every workbook has. */
const textFormat = "49";

/**
 * The styles of a workbook, to which styles for our cells are added as they are needed. What is there already is
 * never changed, so every cell of the user looks as before.
 */
export class CellStyles {
  readonly #text: string;
  readonly #prefix: string;
  readonly #formats: string[];
  readonly #formatsBefore: number;
  readonly #fillsBefore: number;
  readonly #fills: string[] = [];
  readonly #known = new Map<string, number>();
  /** The number of the format of days, once it is needed. */
  #dayFormat: number | undefined;

  /** @param text the styles part; one that stands on its own where the workbook has none */
  constructor(text: string = plainStyles) {
    const isUsable = readStyleTables(text).formats.length > 0;
    this.#text = isUsable ? text : plainStyles;
    const { formats, fills, prefix } = readStyleTables(this.#text);
    this.#prefix = prefix;
    this.#formats = [...formats];
    this.#formatsBefore = formats.length;
    this.#fillsBefore = fills.length;
    this.#fills.push(...fills);
  }

  /** A style like the one given, but for text. */
  forText(style: number): number {
    return this.#derived(style, "");
  }

  /** A style like the one given, but for text on a colour. */
  forTextOn(style: number, colour: string): number {
    return this.#derived(style, colour);
  }

  /** A style like the one given, but for a day. */
  forDay(style: number): number {
    const key = `${style} day`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#dayFormat ??= dayFormatIn(this.#text) ?? freeFormatId(this.#text);
    const base = this.#formats[style] ?? this.#formats[0] ?? `<${this.#prefix}xf/>`;
    const tag = /^<[^>]*>/.exec(base)?.[0] ?? base;
    const asDay = withAttribute(
      withAttribute(tag, "numFmtId", String(this.#dayFormat)),
      "applyNumberFormat",
      "1",
    );
    const place = placeOf(this.#formats, asDay + base.slice(tag.length));
    this.#known.set(key, place);
    return place;
  }

  /** The styles part with everything that was added. */
  xml(): string {
    const isThere = this.#dayFormat === undefined || dayFormatIn(this.#text) !== undefined;
    const text =
      isThere || this.#dayFormat === undefined
        ? this.#text
        : withDayFormat(this.#text, this.#dayFormat, this.#prefix);
    const formats = this.#formats.slice(this.#formatsBefore);
    const fills = this.#fills.slice(this.#fillsBefore);
    return extended(extended(text, "fills", fills), "cellXfs", formats);
  }

  #derived(style: number, colour: string): number {
    const key = `${style} ${colour}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const base = this.#formats[style] ?? this.#formats[0] ?? `<${this.#prefix}xf/>`;
    const place = placeOf(this.#formats, this.#format(base, colour));
    this.#known.set(key, place);
    return place;
  }

  #format(base: string, colour: string): string {
    const tag = /^<[^>]*>/.exec(base)?.[0] ?? base;
    const asText = withAttribute(withAttribute(tag, "numFmtId", textFormat), "applyNumberFormat", "1");
    if (colour === "" || this.#fillsBefore === 0) return asText + base.slice(tag.length);
    const prefix = this.#prefix;
    const fill =
      `<${prefix}fill><${prefix}patternFill patternType="solid"><${prefix}fgColor rgb="FF${colour}"/>` +
      `<${prefix}bgColor indexed="64"/></${prefix}patternFill></${prefix}fill>`;
    const onColour = withAttribute(asText, "fillId", String(placeOf(this.#fills, fill)));
    return withAttribute(onColour, "applyFill", "1") + base.slice(tag.length);
  }
}

/** Where an item stands in a list, at whose end it is put when it does not stand there. */
function placeOf(items: string[], item: string): number {
  const place = items.indexOf(item);
  return place >= 0 ? place : items.push(item) - 1;
}

/** The first number that a workbook may give to a format of its own (ECMA-376 part 1, 18.8.30). */
const firstOwnFormat = 164;

/** How days are shown: `2026-03-31` in every language. */
const dayCode = String.raw`yyyy\-mm\-dd`;

/** The number of the format of days that an earlier run added. */
function dayFormatIn(text: string): number | undefined {
  for (const [tag] of text.matchAll(/<[^<>]*\bnumFmt\b[^<>]*>/g)) {
    const id = /\bnumFmtId="(\d+)"/.exec(tag)?.[1];
    if (id !== undefined && tag.includes(`formatCode="${dayCode}"`)) return Number(id);
  }
  return undefined;
}

function freeFormatId(text: string): number {
  const used = [...text.matchAll(/\bnumFmtId="(\d+)"/g)].map(([, id]) => Number(id));
  return used.reduce((most, id) => Math.max(most, id + 1), firstOwnFormat);
}

/** The part with the format of days. */
function withDayFormat(text: string, id: number, prefix: string): string {
  const format = `<${prefix}numFmt numFmtId="${id}" formatCode="${dayCode}"/>`;
  const added = extended(text, "numFmts", [format]);
  if (added !== text) return added;
  const scanner = XmlScanner.over(text);
  while (scanner.next()) {
    if (scanner.kind === "open" && localName(scanner.name) === "styleSheet") {
      // the table of formats is the first one of the part, and an empty one is none
      const table = `<${prefix}numFmts count="1">${format}</${prefix}numFmts>`;
      return text.slice(0, scanner.end) + table + text.slice(scanner.end);
    }
  }
  return text;
}

/** The formats of cells and the fills, each as it is written. */
function readStyleTables(text: string): {
  readonly formats: readonly string[];
  readonly fills: readonly string[];
  readonly prefix: string;
} {
  const tables = { cellXfs: new Array<string>(), fills: new Array<string>() };
  let prefix = "";
  let table: string[] | undefined;
  let begin = 0;
  let depth = 0;
  const scanner = XmlScanner.over(text);
  while (scanner.next()) {
    const { kind, name } = scanner;
    if (kind === "text" || kind === "other") continue;
    const element = localName(name);
    if (element === "styleSheet") prefix = name.slice(0, -element.length);
    if (table === undefined) {
      if (kind === "open" && (element === "cellXfs" || element === "fills")) table = tables[element];
      continue;
    }
    if (depth === 0 && kind === "close") {
      table = undefined;
      continue;
    }
    if (depth === 0) begin = scanner.start;
    if (kind === "open") depth += 1;
    if (kind === "close") depth -= 1;
    if (depth === 0) table.push(text.slice(begin, scanner.end));
  }
  return { formats: tables.cellXfs, fills: tables.fills, prefix };
}

/** The part with items added at the end of a table. */
function extended(text: string, table: string, items: readonly string[]): string {
  if (items.length === 0) return text;
  const scanner = XmlScanner.over(text);
  let head: { readonly tag: string; readonly start: number; readonly end: number } | undefined;
  while (scanner.next()) {
    if (localName(scanner.name) !== table) continue;
    if (scanner.kind === "open") head = { tag: scanner.raw(), start: scanner.start, end: scanner.end };
    if (scanner.kind !== "close" || head === undefined) continue;
    const count = Number(/\bcount="(\d+)"/.exec(head.tag)?.[1] ?? Number.NaN);
    const tag = withAttribute(
      head.tag,
      "count",
      Number.isNaN(count) ? undefined : String(count + items.length),
    );
    return (
      text.slice(0, head.start) +
      tag +
      text.slice(head.end, scanner.start) +
      items.join("") +
      text.slice(scanner.start)
    );
  }
  return text;
}

/** The least that spreadsheet programs take for styles. */
export const plainStyles =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  "</styleSheet>\n";

/** The style of text in {@link plainStyles}. */
export const plainTextStyle = 1;

/** The style of header cells in {@link plainStyles}. */
export const plainHeaderStyle = 2;
