import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { messageOf, OutputError } from "../errors.ts";

/** A file that appears whole, under its name, or not at all. */
export interface AtomicFile {
  readonly write: (bytes: string | Uint8Array) => Promise<void>;
  /** Flushes it to the disk and gives it its name. */
  readonly finish: () => Promise<void>;
  /** Leaves no trace. Does nothing after {@link finish}. */
  readonly abandon: () => Promise<void>;
}

/** Begins a file beside its later name. Throws OutputError when that is not possible. */
export async function createAtomicFile(path: string, unique: string): Promise<AtomicFile> {
  const temporary = join(dirname(path), `.${basename(path)}.${unique}.tmp`);
  const file = await guarded(path, () => open(temporary, "wx"));
  let ended = false;
  return {
    write: (bytes) => guarded(path, () => writeAll(file, bytes)),
    finish: async () => {
      await guarded(path, async () => {
        await file.sync();
        await file.close();
        await rename(temporary, path);
      });
      ended = true;
      await flushFolder(dirname(path));
    },
    abandon: async () => {
      if (ended) return;
      ended = true;
      await file.close().catch(() => undefined);
      await rm(temporary, { force: true }).catch(() => undefined);
    },
  };
}

async function writeAll(file: FileHandle, bytes: string | Uint8Array): Promise<void> {
  await file.appendFile(bytes);
}

async function guarded<T>(path: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw new OutputError(
      `${path} cannot be written: ${messageOf(error)}.`,
      "What was requested is in the ledger. Make room or name another file, and run the same command again; nothing is requested twice.",
      { cause: error },
    );
  }
}

async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // not every system lets a folder be flushed
  }
}
