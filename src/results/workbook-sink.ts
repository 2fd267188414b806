import { extname } from "node:path";
import type { ColumnPlaces, KnownColumn } from "../cells/cells.ts";
import { OutputError } from "../errors.ts";
import type { OutputFile } from "../outputs/output-file.ts";
import { dayColumns, fillableColumns, resultColumns, unescapeFormula } from "../roster/columns.ts";
import type { RosterFormat } from "../roster/source.ts";
import { TooLargeForSheet } from "../workbook/sheet-head.ts";
import type { Workbook } from "../workbook/workbook.ts";
import type { CellRules, WorkbookWriter } from "../workbook/write-workbook.ts";
import type { Sink } from "./open-results.ts";
import type { Outcome } from "./outcome.ts";

const workbookEndings = new Set([".xlsx", ".xlsm", ".xltx", ".xltm"]);
const textEndings = new Set([".csv", ".tsv", ".tab", ".txt"]);

/** Whether a file is written as a workbook: its name says so, or it says nothing and the roster is one. */
export function isWorkbookPath(path: string, roster?: RosterFormat["kind"]): boolean {
  const ending = extname(path).toLowerCase();
  if (path === "-" || textEndings.has(ending)) return false;
  return workbookEndings.has(ending) || roster === "workbook";
}

/** Light enough for black text, and apart from each other for most eyes; the word itself says it too. */
const colours: ReadonlyMap<Outcome, string> = new Map([
  ["created", "C6EFCE"],
  ["exists", "C6EFCE"],
  ["planned", "BDD7EE"],
  ["failed", "FFC7CE"],
  ["unknown", "FCD5A4"],
  ["skipped", "E7E6E6"],
]);

/** Begins the results as a workbook: the one that the roster is, or a new one. */
export async function openResultsWorkbook(
  file: OutputFile,
  workbook: Workbook | undefined,
  places: ColumnPlaces,
  above: readonly (readonly string[])[] = [],
): Promise<Sink> {
  const placesOf = (columns: readonly KnownColumn[]): ReadonlySet<number> =>
    new Set(columns.flatMap((column) => places.indexOf.get(column) ?? []));
  const rules: CellRules = {
    renewed: placesOf(resultColumns),
    filled: placesOf(fillableColumns),
    coloured: { header: "sync_result", column: places.indexOf.get("sync_result"), colours },
    days: new Set(dayColumns),
  };
  return workbookSink(file, rules, places.headers.length, workbook, above);
}

/** Begins a table as a workbook of its own. All its cells come from platforms. */
export async function openTableWorkbook(file: OutputFile): Promise<Sink> {
  const none = { renewed: new Set<number>(), filled: new Set<number>(), days: new Set<string>() };
  return workbookSink(file, { ...none, coloured: noColours }, 0, undefined);
}

const noColours: CellRules["coloured"] = { header: "", column: -1, colours: new Map() };

/** A text in a workbook cannot run, so our cells get theirs back as they were before they were made harmless. */
async function workbookSink(
  file: OutputFile,
  rules: CellRules,
  width: number,
  workbook: Workbook | undefined,
  above: readonly (readonly string[])[] = [],
): Promise<Sink> {
  // most runs write none
  const { editWorkbook } = await import("../workbook/write-workbook.ts");
  const { newWorkbook } = await import("../workbook/write-workbook.ts");
  const writer: WorkbookWriter =
    workbook === undefined
      ? newWorkbook(
          width === 0 ? "Table" : "Results",
          { ...rules, isOurs: (column) => column >= width || rules.renewed.has(column) },
          file.write,
          above,
        )
      : await editWorkbook(workbook.template, rules, file.write);
  // a cell that is filled is told from one that was filled before by the workbook alone
  const ours = workbook === undefined ? [...rules.renewed] : [...rules.renewed, ...rules.filled];
  let columns: number | undefined;
  return {
    row: async (cells, added) => {
      const texts = added === undefined ? [...cells] : [...cells, ...added];
      columns ??= texts.length;
      for (const index of ours) texts[index] = unescapeFormula(texts[index] ?? "");
      for (let index = width; index < columns; index += 1) texts[index] = unescapeFormula(texts[index] ?? "");
      try {
        await writer.row(texts);
      } catch (error) {
        if (!(error instanceof TooLargeForSheet)) throw error;
        throw new OutputError(
          `${file.path} cannot be written: ${error.message}.`,
          "Name a CSV file with -o and run the same command again; nothing is requested twice.",
          { cause: error },
        );
      }
    },
    finish: async () => {
      await writer.finish();
      return file.finish();
    },
    abandon: async () => {
      await writer.abandon();
      await file.abandon();
    },
  };
}
