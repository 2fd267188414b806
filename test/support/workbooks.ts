import { writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";
import { ZipFile } from "yazl";
import { openRoster } from "../../src/roster/open.ts";
import type { SourceRow } from "../../src/roster/source.ts";
import { columnLetters } from "../../src/workbook/sheet-head.ts";

/** The parts of a workbook file by name, as text or bytes. */
export type Parts = Readonly<Record<string, string | Uint8Array>>;

/** Packs parts into a file. */
export async function zip(parts: Parts): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content), name);
  file.end();
  return buffer(file.outputStream);
}

/** The parts of a file as text. */
export async function unzip(bytes: Buffer): Promise<Readonly<Record<string, string>>> {
  const file = await fromBufferPromise(bytes);
  const parts: Record<string, string> = {};
  for await (const entry of file.eachEntry()) {
    parts[entry.fileName] = (await buffer(await file.openReadStreamPromise(entry))).toString("utf8");
  }
  return parts;
}

/** A sheet for {@link workbookParts}. */
export interface SheetPlan {
  readonly name: string;
  readonly state?: "hidden" | "veryHidden";
  /** The elements of its rows. */
  readonly rows: string;
  /** What stands in front of the rows. */
  readonly head?: string;
  /** What stands behind them. */
  readonly tail?: string;
}

/** A workbook for {@link workbookParts}. */
export interface WorkbookPlan {
  readonly sheets: readonly SheetPlan[];
  /** The format codes of the styles 1, 2, …; style 0 is General. */
  readonly formats?: readonly string[];
  /** The elements of its shared texts. */
  readonly strings?: string;
  readonly from1904?: boolean;
  readonly names?: string;
}

export const xmlns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The parts of a workbook as spreadsheet programs write them, from the elements that matter to a test. */
export function workbookParts({
  sheets,
  formats = [],
  strings,
  from1904 = false,
  names = "",
}: WorkbookPlan): Parts {
  const files = sheets.map((_, index) => `worksheets/sheet${index + 1}.xml`);
  const related: readonly (readonly [kind: string, target: string])[] = [
    ...files.map((file) => ["worksheet", file] as const),
    ["styles", "styles.xml"],
    ...(strings === undefined ? [] : [["sharedStrings", "sharedStrings.xml"] as const]),
  ];
  const state = (sheet: SheetPlan): string => (sheet.state === undefined ? "" : ` state="${sheet.state}"`);
  return {
    "[Content_Types].xml":
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
      files
        .map((file) => `<Override PartName="/xl/${file}" ContentType="${types}.worksheet+xml"/>`)
        .join("") +
      `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>` +
      (strings === undefined
        ? ""
        : `<Override PartName="/xl/sharedStrings.xml" ContentType="${types}.sharedStrings+xml"/>`) +
      "</Types>",
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml":
      `<workbook ${xmlns} xmlns:r="${relations}">${from1904 ? '<workbookPr date1904="1"/>' : ""}<sheets>` +
      sheets
        .map(
          (sheet, index) =>
            `<sheet name="${sheet.name.replaceAll("&", "&amp;")}" sheetId="${index + 1}"${state(sheet)} r:id="rId${index + 1}"/>`,
        )
        .join("") +
      `</sheets>${names}</workbook>`,
    "xl/_rels/workbook.xml.rels": relationships(related),
    "xl/styles.xml": styles(formats),
    ...(strings === undefined ? {} : { "xl/sharedStrings.xml": `<sst ${xmlns}>${strings}</sst>` }),
    ...Object.fromEntries(
      sheets.map((sheet, index) => [
        `xl/${files[index]}`,
        `<worksheet ${xmlns}>${sheet.head ?? ""}<sheetData>${sheet.rows}</sheetData>${sheet.tail ?? ""}</worksheet>`,
      ]),
    ),
  };
}

/** A relations part, with ids counted from rId1. */
export function relationships(of: readonly (readonly [kind: string, target: string])[]): string {
  const elements = of.map(
    ([kind, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${elements.join("")}</Relationships>`;
}

function styles(formats: readonly string[]): string {
  const codes = formats.map(
    (code, index) =>
      `<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"/>`,
  );
  const cells = [0, ...formats.map((_, index) => 164 + index)].map(
    (id) =>
      `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"><alignment wrapText="1"/></xf>`,
  );
  return (
    `<styleSheet ${xmlns}><numFmts count="${codes.length}">${codes.join("")}</numFmts>` +
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs></styleSheet>`
  );
}

/** A row of text cells, as a program writes it that knows no shared texts. */
export function textRow(number: number, texts: readonly string[]): string {
  const cells = texts.map((text, index) => {
    const reference = `${columnLetters(index)}${number}`;
    const plain = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return text === ""
      ? ""
      : `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${plain}</t></is></c>`;
  });
  return `<row r="${number}">${cells.join("")}</row>`;
}

/** What a workbook turned out to hold as a roster. */
export interface ReadWorkbook {
  readonly sheet: string;
  readonly header: readonly string[];
  readonly rows: readonly SourceRow[];
}

/** Reads bytes as a roster that is a workbook, by way of a file. */
export async function readWorkbook(path: string, bytes: Uint8Array, sheet?: string): Promise<ReadWorkbook> {
  writeFileSync(path, bytes);
  const source = await openRoster(path, Readable.from([]), { sheet });
  try {
    if (source.format.kind !== "workbook") throw new Error("it was not read as a workbook");
    const rows: SourceRow[] = [];
    for await (const row of source.rows()) rows.push(row);
    return { sheet: source.format.workbook.sheet, header: source.header, rows };
  } finally {
    await source.close();
  }
}
