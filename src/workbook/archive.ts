import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { callbackify } from "node:util";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, type ZipFile, fromRandomAccessReaderPromise, RandomAccessReader } from "yauzl";
import { messageOf, RosterFileError } from "../errors.ts";
import { bytesOf } from "../text/bytes.ts";

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

const pieceBytes = 64 * 1024;

/** Opens the list of parts of a ZIP file. Everything is read through the file's own handle, which stays open. */
async function openZip(file: FileHandle): Promise<ZipFile> {
  const { size } = await file.stat();
  return fromRandomAccessReaderPromise(new HandleReader(file), size, { autoClose: false });
}

/**
 * The bytes of a part as they are before packing: at most one piece more than the file says there are. Anybody may
 * stop in the middle: no stream of the library is used, which does not bear to be left while it reads.
 */
async function* unpackedBytes(file: FileHandle, zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = bytesOf(file, fileDataStart, fileDataStart + entry.compressedSize);
  if (entry.compressionMethod === 0) {
    yield* packed;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  // what fails on either side is thrown by the loop below
  const feeding = pipeline(packed, inflate).catch(() => undefined);
  try {
    for await (const bytes of inflate as AsyncIterable<Buffer>) yield bytes;
  } finally {
    inflate.destroy();
    await feeding;
  }
}

/** Lets the library read where it wants to, from a file that is not its own. */
class HandleReader extends RandomAccessReader {
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const read = async (): Promise<number> =>
      (await this.#file.read(buffer, offset, length, position)).bytesRead;
    callbackify(read)(callback);
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}
