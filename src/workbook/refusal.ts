import { messageOf, RosterFileError } from "../errors.ts";

const saveAgain =
  "Open it in your spreadsheet program, save it as .xlsx under a new name, and use that file.";

/** A workbook that is broken, or that nobody knows how to read. */
export function damaged(name: string, what: string, cause?: unknown): RosterFileError {
  return new RosterFileError(`${name} is damaged: ${what}.`, saveAgain, { cause });
}

/** A file that holds something else than a workbook of today. */
export function notAWorkbook(name: string, what: string, remedy = saveAgain): RosterFileError {
  return new RosterFileError(`${name} ${what}.`, remedy);
}

/** What goes wrong while a part is read, as a sentence about the file; mistakes of the program stay what they are. */
export function asDamage(error: unknown, name: string, part: string): unknown {
  const isMistake =
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  if (error instanceof RosterFileError || !(error instanceof Error) || isMistake) return error;
  // the disk's fault, not that of the file
  if ("syscall" in error) {
    return new RosterFileError(`${name} cannot be read: ${error.message}.`, undefined, { cause: error });
  }
  return damaged(name, `${part} cannot be read (${messageOf(error)})`, error);
}

/** What is read from a part; what goes wrong there, as a sentence about the file. */
export function readingPart<T>(name: string, part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw asDamage(error, name, `its part ${part}`);
  }
}
