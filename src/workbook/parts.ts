import { posix } from "node:path";
import { type Archive, readingPart, damaged, notAWorkbook } from "./archive.ts";
import { chooseSheet } from "./workbook-part.ts";
import { XmlScanner, localName } from "./xml-scanner.ts";

/** The part that says of what kind all others are. */
export const contentTypes = "[Content_Types].xml";

/** What the names of relations between the parts of a workbook begin with. */
export const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** What the kinds of the parts of a workbook begin with. */
export const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The names of the elements of a workbook. */
export const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** What stands in front of every part. */
export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A relation of one part to another, by what its kind ends with. */
interface Relation {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

/** Where the relations of a part are kept; those of the whole file for the empty name. */
export function relationsPart(part: string): string {
  const [folder, file] = split(part);
  return `${folder}_rels/${file}.rels`;
}

/** The relations of a part to other parts of the file. */
async function relationsOf(archive: Archive, part: string): Promise<readonly Relation[]> {
  const place = relationsPart(part);
  const text = await archive.text(place);
  if (text === undefined) return [];
  return readingPart(archive.name, place, () => {
    const relations: Relation[] = [];
    const scanner = XmlScanner.over(text);
    while (scanner.next()) {
      if (localName(scanner.name) !== "Relationship" || scanner.kind === "close") continue;
      if (scanner.attribute("TargetMode") === "External") continue;
      relations.push({
        id: scanner.attribute("Id") ?? "",
        kind: (scanner.attribute("Type") ?? "").replace(/^.*\//, ""),
        target: resolved(part, scanner.attribute("Target") ?? ""),
      });
    }
    return relations;
  });
}

function split(part: string): readonly [folder: string, file: string] {
  const cut = part.lastIndexOf("/") + 1;
  return [part.slice(0, cut), part.slice(cut)];
}

/** The part that a relation points to, from the folder of the part that it belongs to. */
function resolved(from: string, target: string): string {
  return posix.join("/", target.startsWith("/") ? "" : split(from)[0], target).slice(1);
}

/** Where the parts of a workbook are that reading or writing one of its sheets needs. */
export interface WorkbookParts {
  readonly workbook: string;
  readonly sheet: string;
  readonly sheetName: string;
  /** The names of the other sheets with cells, those that are hidden left out. */
  readonly otherSheets: readonly string[];
  /** The place of the sheet among all sheets, from 0. */
  readonly sheetIndex: number;
  readonly sharedStrings: string | undefined;
  readonly styles: string | undefined;
  /** Tables that stand on the sheet. */
  readonly tables: readonly string[];
  /** Days are counted from 1904. */
  readonly from1904: boolean;
}

/** Finds the parts of a workbook for the wanted sheet, or for the first that is not hidden. */
export async function findParts(archive: Archive, wanted: string | undefined): Promise<WorkbookParts> {
  const { name } = archive;
  const workbook = await workbookPart(archive);
  const text = (await archive.text(workbook)) ?? "";
  const { sheets, from1904 } = readingPart(name, workbook, () => readWorkbookPart(text));
  const relations = await relationsOf(archive, workbook);
  const target = (kind: string): string | undefined =>
    relations.flatMap((relation) => (relation.kind === kind ? (archive.find(relation.target) ?? []) : []))[0];
  const chosen = chooseSheet(
    sheets.flatMap((sheet, index) => {
      const relation = relations.find(({ id }) => id === sheet.relation);
      return relation === undefined ? [] : [{ ...sheet, index, kind: relation.kind, part: relation.target }];
    }),
    wanted,
    name,
  );
  const sheet = archive.find(chosen.part);
  if (sheet === undefined) throw damaged(name, `its part ${chosen.part} is missing`);
  const ofSheet = await relationsOf(archive, sheet);
  return {
    workbook,
    sheet,
    sheetName: chosen.name,
    otherSheets: chosen.others,
    sheetIndex: chosen.index,
    sharedStrings: target("sharedStrings"),
    styles: target("styles"),
    tables: ofSheet.flatMap(({ kind, target: part }) => (kind === "table" ? (archive.find(part) ?? []) : [])),
    from1904,
  };
}

async function workbookPart(archive: Archive): Promise<string> {
  const { name } = archive;
  const kind = archive.find("mimetype") === undefined ? undefined : await archive.text("mimetype");
  if (kind?.includes("opendocument") === true) throw notAWorkbook(name, "is an OpenDocument file (.ods)");
  const relations = await relationsOf(archive, "");
  const target = relations.find((relation) => relation.kind === "officeDocument")?.target;
  const part = target === undefined ? undefined : archive.find(target);
  if (part?.endsWith(".bin") === true) throw notAWorkbook(name, "is a binary workbook (.xlsb)");
  if (part !== undefined) return part;
  const isNumbers = archive.parts.some((each) => each.endsWith(".iwa"));
  if (isNumbers) throw notAWorkbook(name, "is a document of Apple Numbers");
  throw notAWorkbook(name, "is a ZIP archive, not a workbook", "Unpack it, and use the roster inside.");
}

/** A sheet as the workbook lists it. */
interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

function readWorkbookPart(text: string): {
  readonly sheets: readonly SheetEntry[];
  readonly from1904: boolean;
} {
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  let isWorkbook = false;
  const scanner = XmlScanner.over(text);
  while (scanner.next()) {
    if (scanner.kind !== "open" && scanner.kind !== "empty") continue;
    const element = localName(scanner.name);
    if (element === "workbook") isWorkbook = true;
    if (element === "workbookPr") from1904 = isTrue(scanner.attribute("date1904"));
    if (element !== "sheet") continue;
    sheets.push({
      name: scanner.attribute("name") ?? "",
      hidden: ["hidden", "veryHidden"].includes(scanner.attribute("state") ?? ""),
      relation: relationId(scanner.raw()),
    });
  }
  if (!isWorkbook) throw new Error("it is not a workbook");
  return { sheets, from1904 };
}

/** The prefix of the attribute is the writer's choice. */
function relationId(tag: string): string {
  return /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? "";
}

/** Whether an attribute says yes. */
function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
