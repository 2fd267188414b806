import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { openWorkbook } from "../../src/workbook/workbook.ts";
import { newWorkbook, editWorkbook, type CellRules } from "../../src/workbook/write-workbook.ts";
import { textRow, unzip, workbookParts, zip, type SheetPlan, type WorkbookPlan } from "./workbooks.ts";

/** Rules under which nothing may change but what is added. */
export const addOnly: CellRules = {
  renewed: new Set(),
  filled: new Set(),
  coloured: { header: "sync_result", column: undefined, colours: new Map([["created", "C6EFCE"]]) },
  days: new Set<string>(),
};

/** Writes a workbook again with other rows, the header first, and gives its bytes. */
export async function edited(
  path: string,
  bytes: Uint8Array,
  rows: readonly (readonly string[])[],
  { rules = addOnly, sheet }: { readonly rules?: CellRules; readonly sheet?: string } = {},
): Promise<Buffer> {
  writeFileSync(path, bytes);
  const file = await open(path, "r");
  try {
    const { template } = await openWorkbook(file, "roster.xlsx", sheet);
    const taken: Uint8Array[] = [];
    const writer = await editWorkbook(template, rules, async (piece) => void taken.push(piece));
    try {
      for (const row of rows) await writer.row(row);
      await writer.finish();
    } catch (error) {
      await writer.abandon();
      throw error;
    }
    return Buffer.concat(taken);
  } finally {
    await file.close();
  }
}

/** Writes rows, the header first, into a new workbook, and gives its bytes. */
export async function written(
  rows: readonly (readonly string[])[],
  coloured: CellRules["coloured"] = addOnly.coloured,
  days: ReadonlySet<string> = addOnly.days,
): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  const writer = newWorkbook(
    "Results",
    { coloured, days, isOurs: () => true },
    async (piece) => void taken.push(piece),
  );
  for (const row of rows) await writer.row(row);
  await writer.finish();
  return Buffer.concat(taken);
}

/** The rows of the workbook that {@link partsAfter} begins with. */
export const ownRows = textRow(1, ["npi", "id"]) + textRow(2, ["1", ""]);

/** What {@link partsAfter} writes unless told otherwise. */
export const answers = [
  ["npi", "id", "sync_result"],
  ["1", "", "created"],
];

/** Writes answers into a workbook whose first sheet is as a test wants it. */
export interface Edits {
  /** The parts of the workbook afterwards. */
  readonly partsAfter: (
    sheet: Partial<SheetPlan>,
    rows?: readonly (readonly string[])[],
    plan?: Partial<WorkbookPlan> & { readonly rules?: CellRules },
  ) => Promise<Readonly<Record<string, string>>>;
  /** The sheet afterwards. */
  readonly sheetAfter: (...of: Parameters<Edits["partsAfter"]>) => Promise<string>;
}

/** Edits by way of a file. */
export function edits(path: () => string): Edits {
  const partsAfter: Edits["partsAfter"] = async (
    sheet,
    rows = answers,
    { rules = addOnly, ...plan } = {},
  ) => {
    const bytes = await zip(workbookParts({ sheets: [{ name: "R & D", rows: ownRows, ...sheet }], ...plan }));
    return unzip(await edited(path(), bytes, rows, { rules }));
  };
  return { partsAfter, sheetAfter: async (...of) => (await partsAfter(...of))[sheetPart] ?? "" };
}

/** Where the first sheet of a workbook is. */
export const sheetPart = "xl/worksheets/sheet1.xml";

/** The element of a cell. */
export function cellElement(sheet: string, reference: string): string {
  return new RegExp(`<c r="${reference}"(?:[^>]*/>|.*?</c>)`, "s").exec(sheet)?.[0] ?? "";
}
