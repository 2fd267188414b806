import { RosterFileError } from "../errors.ts";
import { shown } from "../faults/problem.ts";
import { type Archive, asDamage } from "./archive.ts";
import { findParts, type WorkbookParts } from "./parts.ts";
import {
  elementNames,
  readRow,
  type ElementNames,
  type SheetRow,
  cellText,
  type CellContext,
} from "./sheet-rows.ts";
import { XmlScanner, localName, XmlError } from "./xml-scanner.ts";

/** What a sheet consists of, in this order: a head, rows, a tail in pieces. */
export type SheetPiece =
  | { readonly kind: "head"; readonly xml: string; readonly names: ElementNames }
  | { readonly kind: "row"; readonly row: SheetRow }
  /**
   * The end of the rows, then each element that follows or a piece of it, by its name without prefix, and at last the
   * end of the sheet under the name `worksheet`.
   */
  | { readonly kind: "tail"; readonly xml: string; readonly element: string };

/** A row, or what stands in front of the rows, may come to so much and no more. */
const longestPiece = 64 * 1024 ** 2;

/** Elements behind the rows are handed on whole up to this, since all that anybody changes are short. */
const longestTailPiece = 64 * 1024;

/** Reads a sheet from its first to its last byte. Throws RosterFileError where it is none. */
export async function* sheetPieces(archive: Archive, part: string): AsyncGenerator<readonly SheetPiece[]> {
  const scanner = new XmlScanner();
  const parser = new SheetParser(scanner);
  let waiting: string[] = [];
  let [length, wanted] = [0, 0];
  try {
    for await (const piece of archive.pieces(part)) {
      waiting.push(piece);
      length += piece.length;
      // what is not whole is read again with more: twice as much each time, lest a long row be read for ever
      if (length < wanted) continue;
      scanner.push(waiting.join(""));
      waiting = [];
      length = 0;
      yield parser.read();
      wanted = parser.held;
      if (wanted > longestPiece) throw new XmlError(`what follows row ${parser.row} is too long`);
    }
    scanner.push(waiting.join(""));
    scanner.finish();
    yield parser.read();
    parser.checkEnd();
  } catch (error) {
    throw asDamage(
      error,
      archive.name,
      parser.row === 0 ? "the sheet" : `the sheet behind row ${parser.row}`,
    );
  }
}

/** Remembers between the pieces where in a sheet it is. */
class SheetParser {
  readonly #scanner: XmlScanner;
  #names = elementNames("");
  #stage: "before" | "head" | "rows" | "tail" | "end" = "before";
  #head = "";
  #depth = 0;
  #tail = "";
  #element = "";
  row = 0;

  constructor(scanner: XmlScanner) {
    this.#scanner = scanner;
  }

  /** So much text waits for its end. */
  get held(): number {
    return this.#scanner.text.length - this.#scanner.end + this.#head.length;
  }

  /** All pieces that are whole. */
  read(): readonly SheetPiece[] {
    const pieces: SheetPiece[] = [];
    const scanner = this.#scanner;
    for (let before = scanner.end; scanner.next(); before = scanner.end) {
      if (this.#take(pieces)) continue;
      scanner.rewind(before);
      break;
    }
    return pieces;
  }

  checkEnd(): void {
    if (this.#stage !== "end") throw new XmlError("it ends in the middle");
  }

  /** False when the thing on which the scanner stands is not whole yet. */
  #take(pieces: SheetPiece[]): boolean {
    switch (this.#stage) {
      case "before":
      case "head":
        this.#takeOfHead(pieces);
        return true;
      case "rows":
        return this.#takeOfRows(pieces);
      case "tail":
        this.#takeOfTail(pieces);
        return true;
      case "end":
        return true;
    }
  }

  #takeOfHead(pieces: SheetPiece[]): void {
    const { kind, name } = this.#scanner;
    this.#head += this.#scanner.raw();
    if (kind === "other" || kind === "text") return;
    if (this.#stage === "before") {
      if (localName(name) !== "worksheet" || kind !== "open") throw new XmlError("it is not a worksheet");
      this.#names = elementNames(name.slice(0, name.length - "worksheet".length));
      this.#stage = "head";
      return;
    }
    if (name === `${this.#names.prefix}worksheet`) throw new XmlError("it has no rows at all");
    if (name !== `${this.#names.prefix}sheetData`) return;
    const isEmpty = kind === "empty";
    const xml = isEmpty ? this.#head.replace(/\s*\/>$/, ">") : this.#head;
    pieces.push({ kind: "head", xml, names: this.#names });
    this.#head = "";
    this.#stage = "rows";
    if (isEmpty) this.#beginTail(`</${name}>`);
  }

  #takeOfRows(pieces: SheetPiece[]): boolean {
    const scanner = this.#scanner;
    const { kind, name } = scanner;
    if (kind === "close" && name === `${this.#names.prefix}sheetData`) this.#beginTail(scanner.raw());
    if (name !== this.#names.row || (kind !== "open" && kind !== "empty")) return true;
    const row = readRow(scanner, this.#names, this.row);
    if (row === undefined) return false;
    this.row = row.number;
    pieces.push({ kind: "row", row });
    return true;
  }

  #beginTail(xml: string): void {
    this.#stage = "tail";
    this.#tail = xml;
    this.#element = "sheetData";
    this.#depth = 0;
  }

  /** Hands an element on when the next begins, so that nothing is lost between them. */
  #takeOfTail(pieces: SheetPiece[]): void {
    const { kind, name } = this.#scanner;
    const isTag = kind !== "text" && kind !== "other";
    if (isTag && this.#depth === 0) {
      this.#handOn(pieces);
      this.#element = localName(name);
      if (kind === "close") this.#stage = "end";
    }
    if (kind === "open") this.#depth += 1;
    if (kind === "close") this.#depth -= 1;
    this.#tail += this.#scanner.raw();
    if (this.#tail.length > longestTailPiece || this.#stage === "end") this.#handOn(pieces);
  }

  #handOn(pieces: SheetPiece[]): void {
    pieces.push({ kind: "tail", xml: this.#tail, element: this.#element });
    this.#tail = "";
  }
}

/** Whether a sheet that begins with these rows is a roster, as far as its headers tell. */
export type ReadsAsRoster = (firstRows: readonly (readonly string[])[]) => boolean;

/** So many rows at the beginning of a sheet are looked at. */
const firstRows = 12;

/**
 * The sheet to take when nobody has named one: the first, or the only one that is a roster when the first is none
 * (product contract: instructions and lists of codes often stand on the first tab). Throws RosterFileError when
 * several others are, since nobody can tell which of them is meant.
 */
export async function rosterSheet(
  archive: Archive,
  first: WorkbookParts,
  context: CellContext,
  readsAsRoster: ReadsAsRoster,
): Promise<WorkbookParts> {
  const isRoster = async (parts: WorkbookParts): Promise<boolean> =>
    readsAsRoster(await beginningOf(archive, parts, context));
  if (first.otherSheets.length === 0 || (await isRoster(first))) return first;
  const rosters: WorkbookParts[] = [];
  for (const name of first.otherSheets) {
    const parts = await findParts(archive, name);
    if (await isRoster(parts)) rosters.push(parts);
  }
  const [only, ...more] = rosters;
  if (only === undefined) return first;
  if (more.length === 0) return only;
  throw new RosterFileError(
    `The first sheet of ${archive.name}, ${shown(first.sheetName)}, is not a roster, and several others are: ${rosters.map(({ sheetName }) => shown(sheetName)).join(", ")}.`,
    "Choose one with --sheet.",
  );
}

async function beginningOf(
  archive: Archive,
  { sheet }: WorkbookParts,
  context: CellContext,
): Promise<readonly (readonly string[])[]> {
  const rows: string[][] = [];
  for await (const pieces of sheetPieces(archive, sheet)) {
    for (const piece of pieces) {
      if (piece.kind !== "row") continue;
      const { number, cells } = piece.row;
      if (number > firstRows) return rows;
      while (rows.length < number) rows.push([]);
      const texts = rows[number - 1] ?? [];
      for (const cell of cells) {
        while (texts.length <= cell.column) texts.push("");
        texts[cell.column] = cellText(cell, context);
      }
    }
  }
  return rows;
}
