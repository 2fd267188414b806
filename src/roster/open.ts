import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { TemporaryFolderError } from "../database/temporary-folder.ts";
import { messageOf, RosterFileError } from "../errors.ts";
import { findAnswers } from "./answer-columns.ts";
import { columnOfHeader } from "./columns.ts";
import { isClearlyHeader, looksMoreLikeHeader } from "./headers.ts";
import { fingerprintOf } from "./inspect.ts";
import { kindOf, refuseKind, spooled, type Spool } from "./kind.ts";
import { type RosterSource, type RosterOverrides, openCsv, escapedRows, openSheet } from "./source.ts";

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
export async function betterRow(
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
