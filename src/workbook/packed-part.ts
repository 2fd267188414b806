import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { callbackify } from "node:util";
import { createInflateRaw } from "node:zlib";
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from "yauzl";
import { bytesOf } from "../text/bytes.ts";

const pieceBytes = 64 * 1024;

/** Opens the list of parts of a ZIP file. Everything is read through the file's own handle, which stays open. */
export async function openZip(file: FileHandle): Promise<ZipFile> {
  const { size } = await file.stat();
  return fromRandomAccessReaderPromise(new HandleReader(file), size, { autoClose: false });
}

/**
 * The bytes of a part as they are before packing: at most one piece more than the file says there are. Anybody may
 * stop in the middle: no stream of the library is used, which does not bear to be left while it reads.
 */
export async function* unpackedBytes(file: FileHandle, zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
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
