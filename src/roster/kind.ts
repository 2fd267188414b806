import { createWriteStream, rmSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { makeTemporaryFolder, TemporaryFolderError } from "../database/temporary-folder.ts";
import { RosterFileError, exitCodes, messageOf, UserError } from "../errors.ts";
import { Interruption } from "../runtime.ts";
import { bytesOf } from "../text/bytes.ts";

/** What a file is, by its first bytes. */
export type FileKind = "text" | "zip" | "protected-workbook" | "old-workbook" | "page" | "pdf";

const begins = (bytes: Buffer, ...wanted: readonly number[]): boolean =>
  wanted.every((byte, index) => bytes[index] === byte);

/** Looks at the content of a file; what its name says does not count. */
export async function kindOf(file: FileHandle): Promise<FileKind> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(512), 0, 512, 0);
  const head = buffer.subarray(0, bytesRead);
  if (begins(head, 0x50, 0x4b, 0x03, 0x04) || begins(head, 0x50, 0x4b, 0x05, 0x06)) return "zip";
  if (begins(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
    return (await holds(file, Buffer.from("EncryptedPackage", "utf16le")))
      ? "protected-workbook"
      : "old-workbook";
  }
  const text = head.toString("latin1").replace(/^\u00EF\u00BB\u00BF/, "");
  if (text.startsWith("%PDF-")) return "pdf";
  if (/^\s*<(?:!doctype|html|head|meta|table|\?xml|\?mso)\b/i.test(text)) return "page";
  return "text";
}

async function holds(file: FileHandle, wanted: Buffer): Promise<boolean> {
  let rest = Buffer.alloc(0);
  for await (const bytes of bytesOf(file)) {
    const seen = Buffer.concat([rest, bytes]);
    if (seen.includes(wanted)) return true;
    rest = seen.subarray(-wanted.length);
  }
  return false;
}

const refusals: Readonly<Record<Exclude<FileKind, "text" | "zip">, readonly [what: string, remedy: string]>> =
  {
    "protected-workbook": [
      "is protected with a password",
      "Open it in your spreadsheet program, save it without a password, and use that file.",
    ],
    "old-workbook": [
      "is an old-format workbook (.xls)",
      "Open it in your spreadsheet program, save it as .xlsx, and use that file.",
    ],
    page: [
      "is a web page or an XML file, whatever its name says",
      "Open it in your spreadsheet program, save it as .xlsx, and use that file.",
    ],
    pdf: ["is a PDF", "Use the spreadsheet that it was made from."],
  };

/** Why a file of this kind is no roster, and what to do. */
export function refuseKind(kind: Exclude<FileKind, "text" | "zip">, name: string): RosterFileError {
  const [what, remedy] = refusals[kind];
  return new RosterFileError(`${name} ${what}.`, remedy);
}

/** What came through a pipe, as a file that can be read more than once. */
export interface Spool {
  readonly path: string;
  readonly remove: () => void;
}

/**
 * Keeps what comes through a pipe in a private temporary file, since a roster is read more than once. Throws
 * TemporaryFolderError when there is no room, and a UserError when the run is interrupted while it waits.
 */
export async function spooled(input: NodeJS.ReadableStream, interrupted?: AbortSignal): Promise<Spool> {
  const folder = makeTemporaryFolder("roster-sync-");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const path = join(folder, "roster");
  const file = createWriteStream(path, { mode: 0o600 });
  let failed: Error | undefined;
  file.on("error", (error) => (failed ??= error));
  try {
    await pipeline(input, file, interrupted === undefined ? {} : { signal: interrupted });
    return { path, remove };
  } catch (error) {
    remove();
    if (interrupted?.aborted === true) throw interruptedWhileReading(interrupted.reason);
    if (failed !== error) throw error;
    throw new TemporaryFolderError(messageOf(error), exitCodes.unusable, { cause: error });
  }
}

function interruptedWhileReading(reason: unknown): UserError {
  const code = reason instanceof Interruption ? reason.exitCode : exitCodes.interrupted;
  return new UserError("The roster was not read to its end, and nothing was sent.", code);
}
