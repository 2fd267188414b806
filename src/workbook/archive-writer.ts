import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { messageOf } from "../errors.ts";

/** A ZIP file that is being written, part after part. */
export interface ArchiveWriter {
  readonly addBytes: (part: string, bytes: () => AsyncIterable<Uint8Array>) => void;
  readonly addText: (part: string, text: string) => void;
  /** Begins a part that is written bit by bit; its turn comes after those that were added before it. */
  readonly begin: (part: string) => PartWriter;
  /** Resolves when everything has been handed over. */
  readonly finish: () => Promise<void>;
  readonly abandon: () => Promise<void>;
}

/** A part that is being written. */
export interface PartWriter {
  /** Resolves when there is room for more; rejects when the file cannot be written. */
  readonly write: (text: string) => Promise<void>;
  readonly end: () => void;
}

/** As spreadsheet programs write them: without a time. */
const options = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };

/** Begins a ZIP file whose bytes go to a function that says when it has taken them. */
export function writeArchive(write: (bytes: Uint8Array) => Promise<void>): ArchiveWriter {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  const sources = new Set<Readable>();
  const stop = (error: Error): void => {
    for (const source of sources) source.destroy(error);
    output.destroy(error);
  };
  // the library looks after none of the streams that it is given
  const watched = <Source extends Readable>(source: Source): Source => {
    sources.add(source);
    source.on("error", stop);
    source.on("close", () => sources.delete(source));
    return source;
  };
  zip.on("error", stop);
  const writing = (async () => {
    try {
      for await (const bytes of output as AsyncIterable<Uint8Array>) await write(bytes);
    } catch (error) {
      stop(error instanceof Error ? error : new Error(messageOf(error)));
      throw error;
    }
  })();
  // whoever waits for it is told; until then nobody may be waiting
  writing.catch(() => undefined);
  return {
    addBytes: (part, bytes) => {
      zip.addReadStreamLazy(part, options, (take) =>
        take(undefined, watched(Readable.from(bytes(), { objectMode: false }))),
      );
    },
    addText: (part, text) => zip.addBuffer(Buffer.from(text), part, options),
    begin: (part) => {
      const feed = watched(new PassThrough({ highWaterMark: 256 * 1024 }));
      zip.addReadStream(feed, part, options);
      return {
        write: async (text) => {
          if (feed.destroyed) await writing;
          if (!feed.write(text)) await once(feed, "drain");
        },
        end: () => void feed.end(),
      };
    },
    finish: async () => {
      zip.end();
      await writing;
    },
    abandon: async () => {
      stop(new Error("abandoned"));
      await writing.catch(() => undefined);
    },
  };
}
