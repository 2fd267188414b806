import { appendFile, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { messageOf, OutputError } from "../errors.ts";
import { placeOf } from "../outputs/place.ts";

/**
 * Writes a small file that appears whole or not at all, and whose earlier self nobody misses. Throws OutputError.
 * @param mode its permissions, whatever the umask says
 */
export function writeWhole(
  path: string,
  text: string,
  { unique, mode }: { readonly unique: string; readonly mode: number },
): Promise<void> {
  return guarded(path, async () => {
    const real = placeOf(path).path;
    // a name that no collector of *.prom files takes up
    const temporary = join(dirname(real), `.${basename(real)}.${unique}.tmp`);
    const file = await open(temporary, "wx", mode);
    try {
      await file.writeFile(text);
      await file.chmod(mode);
      await file.sync();
      await file.close();
      await rename(temporary, real);
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  });
}

/** Writes to what is no file. Throws OutputError. */
export function appendTo(path: string, text: string): Promise<void> {
  return guarded(path, () => appendFile(path, text));
}

async function guarded(path: string, task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    throw new OutputError(
      `${path} cannot be written: ${messageOf(error)}.`,
      "Everything requested so far is in the ledger. Free up space, or use another file.",
      { cause: error },
    );
  }
}
