import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";
import { RosterFileError } from "../errors.ts";
import { openZip, unpackedBytes } from "./packed-part.ts";
import { asDamage, damaged, notAWorkbook } from "./refusal.ts";

/** What a workbook may come to when it is unpacked; far more than a sheet of a million rows needs to be read. */
const largestContent = 1024 ** 3;

/** A part that is taken into memory as a whole. The large ones, sheets and shared texts, are not. */
const largestWholePart = 64 * 1024 ** 2;

/** No workbook has so many parts, but a file that means harm may. */
const mostParts = 20_000;

/** The parts of a workbook file. Every reading is checked against the sizes and checksums of the file. */
export interface Archive {
  /** For messages. */
  readonly name: string;
  /** The parts in the order of the file. */
  readonly parts: readonly string[];
  /** The part of that name as it is written in the file; letter case does not count. */
  readonly find: (part: string) => string | undefined;
  readonly bytes: (part: string) => AsyncGenerator<Buffer>;
  /** The text of a part, piece by piece. */
  readonly pieces: (part: string) => AsyncGenerator<string>;
  /** The text of a small part; undefined when there is no such part. */
  readonly text: (part: string) => Promise<string | undefined>;
}

/** Opens a ZIP file that stays open as long as the file does. Throws RosterFileError when it is none. */
export async function openArchive(file: FileHandle, name: string): Promise<Archive> {
  const entries = new Map<string, Entry>();
  let zip: ZipFile;
  try {
    zip = await openZip(file);
    await readEntries(zip, entries, name);
  } catch (error) {
    throw asDamage(error, name, "its list of parts");
  }
  const folded = new Map([...entries.keys()].map((part) => [part.toLowerCase(), part]));
  const find = (part: string): string | undefined =>
    entries.has(part) ? part : folded.get(part.toLowerCase());
  const bytes = (part: string): AsyncGenerator<Buffer> => {
    const entry = entries.get(find(part) ?? part);
    if (entry === undefined) throw damaged(name, `its part ${part} is missing`);
    return checkedBytes(file, zip, entry, name);
  };
  const pieces = (part: string): AsyncGenerator<string> => decoded(bytes(part), name, part);
  return {
    name,
    parts: [...entries.keys()].filter((part) => !part.endsWith("/")),
    find,
    bytes,
    pieces,
    text: async (part) => {
      const found = find(part);
      if (found === undefined) return undefined;
      if ((entries.get(found)?.uncompressedSize ?? 0) > largestWholePart) {
        throw notAWorkbook(name, `cannot be read: its part ${part} is too large`);
      }
      const read: string[] = [];
      for await (const piece of pieces(found)) read.push(piece);
      return read.join("");
    },
  };
}

async function readEntries(zip: ZipFile, entries: Map<string, Entry>, name: string): Promise<void> {
  let content = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) {
      throw notAWorkbook(
        name,
        "is protected with a password",
        "Open it in your spreadsheet program, save it without a password, and use that file.",
      );
    }
    if (entries.has(entry.fileName)) throw damaged(name, `its part ${entry.fileName} is there twice`);
    entries.set(entry.fileName, entry);
    content += entry.uncompressedSize;
    if (content > largestContent || entries.size > mostParts) {
      throw new RosterFileError(
        `${name} is too large: unpacked, it has more than 1 GiB or ${mostParts} parts.`,
        "Save the sheet with the roster alone, as CSV (UTF-8) if it is that large, and use that file.",
      );
    }
  }
}

async function* checkedBytes(
  file: FileHandle,
  zip: ZipFile,
  entry: Entry,
  name: string,
): AsyncGenerator<Buffer> {
  const { compressionMethod, uncompressedSize, fileName } = entry;
  if (compressionMethod !== 0 && compressionMethod !== 8) {
    throw damaged(name, `its part ${fileName} is compressed in a way that workbooks do not use`);
  }
  let [size, sum] = [0, 0];
  try {
    for await (const bytes of unpackedBytes(file, zip, entry)) {
      size += bytes.length;
      if (size > uncompressedSize) break;
      sum = crc32(bytes, sum);
      yield bytes;
    }
  } catch (error) {
    throw asDamage(error, name, `its part ${fileName}`);
  }
  if (size !== uncompressedSize || sum !== entry.crc32) {
    throw damaged(name, `its part ${fileName} is not what the file says it is`);
  }
}

async function* decoded(parts: AsyncIterable<Buffer>, name: string, part: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes: Buffer | undefined): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (error) {
      throw damaged(name, `its part ${part} is not written in UTF-8`, error);
    }
  };
  for await (const bytes of parts) {
    const text = decode(bytes);
    if (text !== "") yield text;
  }
  const rest = decode(undefined);
  if (rest !== "") yield rest;
}
