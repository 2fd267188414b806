import { XmlScanner, attributeOf, localName, withAttribute } from "./xml-scanner.ts";

/** The last column of a sheet is XFD. */
export const mostColumns = 16_384;

/** The last row of a sheet. */
export const mostRows = 1_048_576;

/** A longer text in a cell makes spreadsheet programs call the whole file broken. */
export const mostCharacters = 32_767;

/** A table, or a text in it, does not fit into a sheet. */
export class TooLargeForSheet extends Error {}

/** A rectangle of cells; rows count from 1, columns from 0, and all four belong to it. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The letters of a column: A, …, Z, AA, … */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest < 0 ? "" : columnLetters(rest)) + String.fromCodePoint(65 + (column % 26));
}

/** Reads `A1:T100`, or `A1` alone, with or without dollar signs. */
export function readArea(text: string): Area | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, left = "", top = "", right = left, bottom = top] = match;
  return { left: columnNumber(left), top: Number(top), right: columnNumber(right), bottom: Number(bottom) };
}

function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Writes what {@link readArea} reads; with dollar signs as names of areas have them. */
export function areaText({ top, left, bottom, right }: Area, mark = ""): string {
  const corner = (column: number, row: number): string => `${mark}${columnLetters(column)}${mark}${row}`;
  return `${corner(left, top)}:${corner(right, bottom)}`;
}

/** What of the part of a sheet in front of its rows has to change. */
interface HeadChanges {
  readonly prefix: string;
  /** Everything that the sheet holds in the end. */
  readonly area: Area;
  /** The first row is to stay in view. */
  readonly freezes: boolean;
  /** Columns that are added, with their widths in characters. */
  readonly added: readonly { readonly column: number; readonly width: number }[];
}

interface HeadElement {
  readonly name: string;
  readonly xml: string;
}

/** The elements in front of the rows in their prescribed order (ECMA-376 part 1, 18.3.1.99). */
const order = ["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"];

/** The head of a sheet with the header frozen, our columns as wide as they want to be, and all else as it was. */
export function changedHead(head: string, changes: HeadChanges): string {
  const { begin, elements } = elementsOf(head);
  const changed = new Map<string, (xml: string | undefined) => string>([
    ["dimension", () => `<${changes.prefix}dimension ref="${areaText(changes.area)}"/>`],
    ["sheetViews", (xml) => (changes.freezes ? frozenViews(xml, changes.prefix) : (xml ?? ""))],
    ["cols", (xml) => widenedColumns(xml, changes)],
  ]);
  let text = begin;
  for (const { name, xml } of elements) {
    for (const [missing, change] of changed) {
      if (order.indexOf(missing) >= order.indexOf(name)) continue;
      if (order.includes(name)) {
        text += change(undefined);
        changed.delete(missing);
      }
    }
    text += changed.get(name)?.(xml) ?? xml;
    changed.delete(name);
  }
  return text;
}

/** Cuts a head into its elements; what stands between them goes with the next. */
function elementsOf(head: string): { readonly begin: string; readonly elements: readonly HeadElement[] } {
  const scanner = XmlScanner.over(head);
  const elements: HeadElement[] = [];
  let begin: string | undefined;
  let [from, depth] = [0, 0];
  let name = "";
  while (scanner.next()) {
    const { kind } = scanner;
    if (kind === "text" || kind === "other") continue;
    if (begin === undefined) {
      begin = head.slice(0, scanner.end);
      from = scanner.end;
      continue;
    }
    if (depth === 0) name = localName(scanner.name);
    if (kind === "open") depth += 1;
    if (kind === "close") depth -= 1;
    // the last element is that of the rows, which is left open
    if (depth > 0 && scanner.end < head.length) continue;
    elements.push({ name, xml: head.slice(from, scanner.end) });
    from = scanner.end;
  }
  return { begin: begin ?? "", elements };
}

/** The views of the sheet with at least the first row frozen. */
function frozenViews(xml: string | undefined, prefix: string): string {
  if (xml === undefined) {
    const view = `${frozenPane(prefix)}<${prefix}selection pane="bottomLeft"/>`;
    return `<${prefix}sheetViews><${prefix}sheetView workbookViewId="0">${view}</${prefix}sheetView></${prefix}sheetViews>`;
  }
  const scanner = XmlScanner.over(xml);
  let text = "";
  let pane: "open" | "set" | "none" = "none";
  while (scanner.next()) {
    const element = localName(scanner.name);
    const isTag = scanner.kind === "open" || scanner.kind === "empty";
    const raw = scanner.raw();
    if (isTag && element === "sheetView") {
      // a view of pages has no panes
      const isDone = scanner.attribute("view") === "pageLayout" || hasFrozenRow(xml.slice(scanner.end));
      if (isDone) {
        pane = "none";
        text += raw;
        continue;
      }
      // what is frozen begins at the top left cell of the view
      const view = withAttribute(raw, "topLeftCell", undefined);
      if (scanner.kind === "empty") {
        const open = view.replace(/\s*\/>$/, ">");
        text += `${open}${frozenPane(prefix)}<${prefix}selection pane="bottomLeft"/></${scanner.name}>`;
      } else {
        pane = "open";
        text += view;
      }
      continue;
    }
    if (pane === "open" && scanner.kind !== "text" && scanner.kind !== "other") {
      pane = "set";
      const old = isTag && element === "pane" ? raw : undefined;
      text += old === undefined ? frozenPane(prefix) : paneWithRow(old, prefix);
      if (old !== undefined) continue;
    }
    const isSelection = pane === "set" && isTag && element === "selection";
    text +=
      isSelection && scanner.attribute("pane") === undefined ? withAttribute(raw, "pane", "bottomLeft") : raw;
  }
  return text;
}

/** Whether the first view in a text has rows frozen already. */
function hasFrozenRow(xml: string): boolean {
  const view = xml.slice(0, Math.max(0, xml.search(/<\/(?:[\w.-]+:)?sheetView>/)));
  const pane = /<(?:[\w.-]+:)?pane\b[^>]*>/.exec(view)?.[0] ?? "";
  return isFrozen(pane) && Number(attributeOf(pane, "ySplit") ?? 0) >= 1;
}

function isFrozen(pane: string): boolean {
  return pane !== "" && (attributeOf(pane, "state") ?? "").startsWith("frozen");
}

function frozenPane(prefix: string): string {
  return `<${prefix}pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`;
}

/** Frozen columns stay frozen beside the row; a pane that only divides the window makes room. */
function paneWithRow(pane: string, prefix: string): string {
  const columns = Number(attributeOf(pane, "xSplit") ?? 0);
  if (!isFrozen(pane) || !Number.isInteger(columns) || columns < 1) return frozenPane(prefix);
  return `<${prefix}pane xSplit="${columns}" ySplit="1" topLeftCell="${columnLetters(columns)}2" activePane="bottomRight" state="frozen"/>`;
}

/** The widths of the columns: ours as they want to be, all others as they were. */
function widenedColumns(xml: string | undefined, { prefix, added }: HeadChanges): string {
  if (added.length === 0) return xml ?? "";
  const [first, last] = [Math.min(...added.map(numberOf)), Math.max(...added.map(numberOf))];
  const columns: { readonly from: number; readonly tag: string }[] = added.map(({ column, width }) => ({
    from: column + 1,
    tag: `<${prefix}col min="${column + 1}" max="${column + 1}" width="${width}" customWidth="1"/>`,
  }));
  for (const [tag] of (xml ?? "").matchAll(/<(?:[\w.-]+:)?col\b[^>]*>/g)) {
    const [min, max] = [Number(attributeOf(tag, "min")), Number(attributeOf(tag, "max"))];
    const part = (from: number, to: number): void => {
      if (from > to) return;
      const cut = withAttribute(withAttribute(tag, "min", String(from)), "max", String(to));
      columns.push({ from, tag: cut.replace(/\s*\/?>$/, "/>") });
    };
    part(min, Math.min(max, first - 1));
    part(Math.max(min, last + 1), max);
  }
  const tags = columns.toSorted((one, other) => one.from - other.from).map(({ tag }) => tag);
  return `<${prefix}cols>${tags.join("")}</${prefix}cols>`;
}

function numberOf({ column }: { readonly column: number }): number {
  return column + 1;
}
