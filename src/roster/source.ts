import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { messageOf, RosterFileError } from "../errors.ts";
import type { Workbook } from "../workbook/workbook.ts";
import { withRowsBelowAside } from "./aside.ts";
import { csvRows, rowsAbove, macRomanNotice } from "./csv.ts";
import { findAnswers, type AnswerPlaces } from "./answer-columns.ts";
import { columnOfHeader, escapeFormula } from "./columns.ts";
import type { Dialect } from "./dialect.ts";
import { isClearlyHeader, looksMoreLikeHeader, readsAsRoster, type ColumnMap } from "./headers.ts";
import { inspect, fingerprintOf, type DialectOverrides } from "./inspect.ts";
import { kindOf, refuseKind, spooled, type Spool } from "./kind.ts";
import { TemporaryFolderError } from "../database/temporary-folder.ts";
import type { Notice, RowRemarks } from "../faults/problem.ts";
import type { HeaderPlace } from "./reading.ts";

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
  /** What a person should know about the file before anything is sent. */
  readonly notices: readonly Notice[];
  /** A row further down that reads more like the headers than the row that was taken. */
  readonly betterRow: number | undefined;
  /** The rows above the headers. */
  readonly above: readonly (readonly string[])[];
  /** The rows under the header, with their numbers as a spreadsheet shows them. */
  readonly rows: () => AsyncGenerator<SourceRow>;
  /** Stands for the whole content of the file. */
  readonly fingerprint: string;
  /** The permission bits of the file; undefined when the roster came through a pipe. */
  readonly mode: number | undefined;
  /** Whether the file of its name is still what was opened: saving may put another file in its place. */
  readonly isUnchanged: () => Promise<boolean>;
  /** Whether its rows can still be read as they were. */
  readonly isReadable: () => Promise<boolean>;
  /** Throws RosterFileError when it is not. */
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
  /** Headers of the roster that a person has spoken of. */
  readonly map?: ColumnMap | undefined;
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
  /**
   * It is no provider's, comes out as it came and counts nowhere: a blank row below the last one that is filled, or the
   * totals row of a table.
   */
  readonly isAside?: true | undefined;
  /** Why some of its cells are blank. */
  readonly remarks?: RowRemarks | undefined;
}

/**
 * Opens a roster. `-` is standard input; what comes from there or from any other pipe is kept in a private temporary
 * file meanwhile.
 * @param interrupted ends the waiting for a pipe
 * @param copied keep such a copy of a file, too, as far as there is room: its rows can be read again whatever anybody
 *   does to the file
 */
export async function openRoster(
  path: string,
  stdin: NodeJS.ReadableStream,
  overrides: RosterOverrides,
  interrupted?: AbortSignal,
  copied = false,
): Promise<RosterSource> {
  if (path === "-") return openPipe(stdin, "standard input", overrides, interrupted);
  const file = await openFile(path);
  if (file.isPipe) {
    const { handle } = file;
    return openPipe(handle.createReadStream(), `the pipe ${path}`, overrides, interrupted);
  }
  const origin = { path, mode: file.mode, isCopied: false };
  const copy = copied ? await copyOf(file.handle) : undefined;
  if (copy !== undefined)
    return openFormat(copy.handle, basename(path), overrides, { ...origin, isCopied: true }, copy.remove);
  return openFormat(file.handle, basename(path), overrides, origin, () => undefined);
}

/** A copy without a name, gone with the process; undefined where there is no room or no such file. */
async function copyOf(
  file: FileHandle,
): Promise<{ readonly handle: FileHandle; readonly remove: () => void } | undefined> {
  let spool: Spool | undefined;
  try {
    spool = await spooled(file.createReadStream({ start: 0, autoClose: false }));
    const handle = await open(spool.path, "r");
    await file.close();
    return { handle, remove: removedNow(spool) ? () => undefined : spool.remove };
  } catch (error) {
    spool?.remove();
    if (error instanceof TemporaryFolderError) return undefined;
    throw error;
  }
}

/** What is open needs no name, but on Windows. */
function removedNow({ remove }: Spool): boolean {
  try {
    remove();
    return true;
  } catch {
    return false;
  }
}

async function openPipe(
  input: NodeJS.ReadableStream,
  name: string,
  overrides: RosterOverrides,
  interrupted: AbortSignal | undefined,
): Promise<RosterSource> {
  const spool = await spooled(input, interrupted);
  try {
    const { handle } = await openFile(spool.path);
    return await openFormat(handle, name, overrides, undefined, spool.remove);
  } catch (error) {
    spool.remove();
    throw error;
  }
}

/** The file that a roster was read from. */
interface Origin {
  readonly path: string;
  readonly mode: number;
  readonly isCopied: boolean;
}

/** What kind of file it is, its content says; many a file has the wrong ending. */
async function openFormat(
  file: FileHandle,
  name: string,
  overrides: RosterOverrides,
  origin: Origin | undefined,
  afterwards: () => void,
): Promise<RosterSource> {
  try {
    const kind = await kindOf(file);
    if (kind !== "text" && kind !== "zip") throw refuseKind(kind, name);
    const opened =
      kind === "zip" ? await openSheet(file, name, overrides) : await openCsv(file, name, overrides);
    const { fingerprint, ...roster } = opened;
    const answers = await findAnswers(roster.header, roster.rows);
    const isUnchanged = async (): Promise<boolean> =>
      origin === undefined || (await fingerprintAt(origin.path)) === fingerprint;
    return {
      ...opened,
      name,
      answers,
      rows: kind === "zip" && answers.size > 0 ? () => escapedRows(roster, answers) : roster.rows,
      betterRow: await betterRow(roster, overrides.headerRow !== undefined),
      mode: origin?.mode,
      isUnchanged,
      isReadable: async () => origin?.isCopied !== false || (await fingerprintOf(file)) === fingerprint,
      checkUnchanged: async () => {
        if (await isUnchanged()) return;
        throw new RosterFileError(
          `${name} was changed while it was being processed.`,
          "Everything requested so far is in the ledger. Run the same command again; nothing is requested twice.",
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

/** Titles and bands are often put above the header; so many rows are looked at. */
const titleRows = 10;

/** A person who has said where the headers stand is told of another row only when theirs means nothing. */
async function betterRow(
  { header, headerPlace, rows }: Pick<RosterSource, "header" | "headerPlace" | "rows">,
  isSaid: boolean,
): Promise<number | undefined> {
  if (isSaid ? header.some((cell) => columnOfHeader(cell) !== undefined) : isClearlyHeader(header)) {
    return undefined;
  }
  for await (const { row, cells } of rows()) {
    if (looksMoreLikeHeader(cells, header)) return row;
    if (row > headerPlace.row + titleRows) break;
  }
  return undefined;
}

/** What differs from one kind of file to the other. */
type Opened = Pick<
  RosterSource,
  "format" | "header" | "headerPlace" | "above" | "otherSheets" | "rows" | "fingerprint" | "notices"
>;

async function openCsv(file: FileHandle, name: string, overrides: DialectOverrides): Promise<Opened> {
  const { headerRow = 1 } = overrides;
  const { dialect, fingerprint, looksLikeMac } = await inspect(file, name, overrides);
  const above = await rowsAbove(file, name, dialect, headerRow);
  const rowsFrom = async function* (first: number): AsyncGenerator<SourceRow> {
    let row = 0;
    for await (const cells of csvRows(file, name, dialect)) {
      row += 1;
      if (row >= first) yield { row, cells };
    }
  };
  const header = await firstRow(rowsFrom(headerRow));
  if (header === undefined && headerRow > 1) throw noSuchRow(name, headerRow);
  return {
    format: { kind: "csv", dialect: { ...dialect, above: above.text } },
    fingerprint,
    header: header ?? [],
    headerPlace: { sheet: undefined, row: headerRow },
    above: above.cells,
    otherSheets: [],
    notices: macRomanNotice(looksLikeMac),
    rows: () => withRowsBelowAside(rowsFrom(headerRow + 1)),
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
  for await (const row of rows()) {
    const escaped = [...row.cells];
    for (const index of answers.values()) escaped[index] = escapeFormula(row.cells[index] ?? "");
    yield { ...row, cells: escaped };
  }
}

async function openSheet(file: FileHandle, name: string, overrides: RosterOverrides): Promise<Opened> {
  const { sheet, headerRow = 1 } = overrides;
  const fingerprint = await fingerprintOf(file);
  // most rosters are no workbooks
  const { openWorkbook } = await import("../workbook/workbook.ts");
  const workbook = await openWorkbook(file, name, sheet, {
    headerRow,
    readsAsRoster: (rows) => readsAsRoster(rows, overrides),
  });
  return {
    format: { kind: "workbook", workbook },
    fingerprint,
    header: workbook.header,
    headerPlace: {
      sheet: workbook.sheet,
      row: headerRow,
      passedOver: workbook.passedOver,
      otherSheets: workbook.otherSheets,
    },
    above: workbook.above,
    otherSheets: workbook.otherSheets,
    notices: workbook.notices,
    rows: workbook.rows,
  };
}

/** Of the file that has a name now; undefined when there is none that can be read. */
async function fingerprintAt(path: string): Promise<string | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch {
    return undefined;
  }
  try {
    return await fingerprintOf(file);
  } catch {
    // a folder, by now
    return undefined;
  } finally {
    await file.close();
  }
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly isPipe: boolean;
  readonly mode: number;
}

async function openFile(path: string): Promise<OpenFile> {
  try {
    const handle = await open(path, "r");
    const kind = await handle.stat();
    const mode = kind.mode & 0o777;
    if (kind.isFile()) return { handle, isPipe: false, mode };
    if (kind.isFIFO() || kind.isSocket()) return { handle, isPipe: true, mode };
    await handle.close();
    throw kind.isDirectory()
      ? new RosterFileError(`${path} is a folder.`, "Specify the roster file.")
      : new RosterFileError(`${path} is a device.`, "Specify the roster file, or - for standard input.");
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

async function firstRow(rows: AsyncIterable<SourceRow>): Promise<readonly string[] | undefined> {
  for await (const { cells } of rows) return cells;
  return undefined;
}

function noSuchRow(name: string, headerRow: number): RosterFileError {
  return new RosterFileError(
    `${name} has no row ${headerRow}, which --header-row says is the header row.`,
    "Use the number of the row that has the column names.",
  );
}
