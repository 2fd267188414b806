import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { messageOf, RosterFileError } from "../errors.ts";
import type { Workbook } from "../workbook/workbook.ts";
import { csvRows } from "./csv.ts";
import { findAnswers, type AnswerPlaces } from "./answer-columns.ts";
import { columnOfHeader } from "./columns.ts";
import type { Dialect } from "./dialect.ts";
import { escapeFormula } from "./escape.ts";
import { looksLikeHeader } from "./headers.ts";
import { inspect, fingerprintOf, type DialectOverrides } from "./inspect.ts";
import { kindOf, refuseKind } from "./kind.ts";
import type { HeaderPlace } from "./reading.ts";
import { spooled } from "./spool.ts";

/** A roster file that can be read as often as needed, always from the same bytes. */
export interface RosterSource {
  /** For messages. */
  readonly name: string;
  readonly format: RosterFormat;
  readonly header: readonly string[];
  /** The columns that the program added in an earlier run. */
  readonly answers: AnswerPlaces;
  readonly headerPlace: HeaderPlace;
  /** The names of other sheets that might be meant; none where a file has no sheets. */
  readonly otherSheets: readonly string[];
  /** A row further down that looks like the header, when the first does not. */
  readonly headerRow: number | undefined;
  /** The rows under the header, with their numbers as a spreadsheet shows them. */
  readonly rows: () => AsyncGenerator<SourceRow>;
  /** Throws RosterFileError when the file has changed since it was opened. */
  readonly checkUnchanged: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What kind of file a roster is; the results are written as the same kind. */
export type RosterFormat =
  | { readonly kind: "csv"; readonly dialect: Dialect }
  | { readonly kind: "workbook"; readonly workbook: Workbook };

/** What the user said that takes the place of what would be found. */
export interface RosterOverrides extends DialectOverrides {
  /** The sheet of a workbook. */
  readonly sheet?: string | undefined;
}

/** The format as the log names it. */
export function describeFormat(format: RosterFormat): Readonly<Record<string, string>> {
  switch (format.kind) {
    case "csv": {
      const { encoding, bom, delimiter, lineEnd } = format.dialect;
      return { format: "csv", encoding: bom ? `${encoding} with BOM` : encoding, delimiter, lineEnd };
    }
    case "workbook":
      return { format: "xlsx", sheet: format.workbook.sheet };
  }
}

/** A row as it stands in the file. */
export interface SourceRow {
  readonly row: number;
  readonly cells: readonly string[];
}

const never = new AbortController().signal;

/**
 * Opens a roster. `-` is standard input; what comes from there or from any other pipe is kept in a private temporary
 * file meanwhile.
 * @param interrupted ends the waiting for a pipe
 */
export async function openRoster(
  path: string,
  stdin: NodeJS.ReadableStream,
  overrides: RosterOverrides,
  interrupted: AbortSignal = never,
): Promise<RosterSource> {
  if (path === "-") return openPipe(stdin, "standard input", overrides, interrupted);
  const file = await openFile(path);
  if (file.isPipe) {
    const { handle } = file;
    return openPipe(handle.createReadStream(), `the pipe ${path}`, overrides, interrupted);
  }
  return openFormat(file.handle, basename(path), overrides, () => undefined);
}

async function openPipe(
  input: NodeJS.ReadableStream,
  name: string,
  overrides: RosterOverrides,
  interrupted: AbortSignal,
): Promise<RosterSource> {
  const spool = await spooled(input, interrupted);
  try {
    const { handle } = await openFile(spool.path);
    return await openFormat(handle, name, overrides, spool.remove);
  } catch (error) {
    spool.remove();
    throw error;
  }
}

/** What kind of file it is, its content says; many a file has the wrong ending. */
async function openFormat(
  file: FileHandle,
  name: string,
  overrides: RosterOverrides,
  afterwards: () => void,
): Promise<RosterSource> {
  try {
    const kind = await kindOf(file);
    if (kind !== "text" && kind !== "zip") throw refuseKind(kind, name);
    const opened =
      kind === "zip" ? await openSheet(file, name, overrides.sheet) : await openCsv(file, name, overrides);
    const { fingerprint, ...roster } = opened;
    const answers = await findAnswers(roster.header, roster.rows);
    return {
      ...roster,
      name,
      answers,
      rows: kind === "zip" && answers.size > 0 ? () => escapedRows(roster, answers) : roster.rows,
      headerRow: await headerBelow(roster),
      checkUnchanged: async () => {
        if ((await fingerprintOf(file)) === fingerprint) return;
        throw new RosterFileError(
          `${name} was changed while it was being worked on.`,
          "What was requested is in the ledger. Run the same command again; nothing is requested twice.",
        );
      },
      close: async () => {
        await file.close();
        afterwards();
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Titles are often put above the header; so many rows are looked at. */
const titleRows = 10;

async function headerBelow({
  header,
  rows,
}: Pick<RosterSource, "header" | "rows">): Promise<number | undefined> {
  if (header.some((name) => columnOfHeader(name) !== undefined)) return undefined;
  for await (const { row, cells } of rows()) {
    if (looksLikeHeader(cells)) return row;
    if (row > titleRows) break;
  }
  return undefined;
}

/** What differs from one kind of file to the other. */
interface Opened extends Pick<RosterSource, "format" | "header" | "headerPlace" | "otherSheets" | "rows"> {
  readonly fingerprint: string;
}

async function openCsv(file: FileHandle, name: string, overrides: DialectOverrides): Promise<Opened> {
  const { dialect, fingerprint } = await inspect(file, name, overrides);
  return {
    format: { kind: "csv", dialect },
    fingerprint,
    header: await firstRow(csvRows(file, name, dialect)),
    headerPlace: { sheet: undefined, row: 1 },
    otherSheets: [],
    rows: async function* () {
      let row = 0;
      for await (const cells of csvRows(file, name, dialect)) {
        row += 1;
        if (row > 1) yield { row, cells };
      }
    },
  };
}

/**
 * A text in a workbook cannot run, so our columns hold theirs there as they are. Everywhere else they are expected
 * as they stand in CSV files.
 */
async function* escapedRows(
  { rows }: Pick<RosterSource, "rows">,
  answers: AnswerPlaces,
): AsyncGenerator<SourceRow> {
  for await (const { row, cells } of rows()) {
    const escaped = [...cells];
    for (const index of answers.values()) escaped[index] = escapeFormula(cells[index] ?? "");
    yield { row, cells: escaped };
  }
}

async function openSheet(file: FileHandle, name: string, sheet: string | undefined): Promise<Opened> {
  const fingerprint = await fingerprintOf(file);
  // most rosters are no workbooks
  const { openWorkbook } = await import("../workbook/workbook.ts");
  const workbook = await openWorkbook(file, name, sheet);
  return {
    format: { kind: "workbook", workbook },
    fingerprint,
    header: workbook.header,
    headerPlace: { sheet: workbook.sheet, row: 1 },
    otherSheets: workbook.otherSheets,
    rows: workbook.rows,
  };
}

async function openFile(path: string): Promise<{ readonly handle: FileHandle; readonly isPipe: boolean }> {
  try {
    const handle = await open(path, "r");
    const kind = await handle.stat();
    if (kind.isFile()) return { handle, isPipe: false };
    if (kind.isFIFO() || kind.isSocket()) return { handle, isPipe: true };
    await handle.close();
    throw kind.isDirectory()
      ? new RosterFileError(`${path} is a folder.`, "Name the roster file.")
      : new RosterFileError(`${path} is a device.`, "Name the roster file, or - for standard input.");
  } catch (error) {
    if (error instanceof RosterFileError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new RosterFileError(
      missing ? `There is no file ${path}.` : `${path} cannot be read: ${messageOf(error)}.`,
      missing ? "Check the name and the folder." : undefined,
      { cause: error },
    );
  }
}

async function firstRow(rows: AsyncGenerator<readonly string[]>): Promise<readonly string[]> {
  for await (const cells of rows) return cells;
  return [];
}
