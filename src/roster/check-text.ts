import type { FileHandle } from "node:fs/promises";
import iconv from "iconv-lite";
import { RosterFileError } from "../errors.ts";
import { bytesOf } from "../text/bytes.ts";
import type { Encoding } from "./dialect.ts";

/** What a decoder writes for bytes that mean nothing to it. */
const lost = "\uFFFD";

/**
 * Throws RosterFileError when a file holds bytes that its encoding has no sign for: they would be lost on the way
 * through, and a cell of the user's would come back changed.
 */
export async function checkText(
  file: FileHandle,
  name: string,
  encoding: Encoding,
  validUtf8: boolean,
): Promise<void> {
  // each byte is a sign in the code page of the Mac
  if (encoding === "macintosh" || (encoding === "utf-8" && validUtf8)) return;
  if (encoding.startsWith("utf-16") && (await isWholeUtf16(file, encoding))) return;
  const line = await lineOfLoss(file, encoding);
  if (line === undefined) return;
  throw new RosterFileError(
    `${name}: line ${line} contains bytes that are not valid ${encoding}.`,
    `Save the spreadsheet as CSV (UTF-8), or specify its encoding with --encoding${encoding === "windows-1252" ? "; a file from a Mac may be macintosh" : ""}.`,
  );
}

async function isWholeUtf16(file: FileHandle, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const bytes of bytesOf(file)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

async function lineOfLoss(file: FileHandle, encoding: Encoding): Promise<number | undefined> {
  // the platform's own decoder takes the undefined bytes of the code page for control signs
  const western = encoding === "windows-1252" ? iconv.getDecoder(encoding) : undefined;
  const other = new TextDecoder(encoding === "windows-1252" ? "utf-8" : encoding);
  let line = 1;
  let before = "";
  const linesIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;
  for await (const bytes of bytesOf(file)) {
    const text = western?.write(bytes) ?? other.decode(bytes, { stream: true });
    // a line end may be cut in two
    if (before === "\r" && text.startsWith("\n")) line -= 1;
    const at = text.indexOf(lost);
    if (at >= 0) return line + linesIn(text.slice(0, at));
    line += linesIn(text);
    before = text.at(-1) ?? before;
  }
  return western === undefined ? line : undefined;
}
