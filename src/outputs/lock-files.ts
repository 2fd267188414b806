import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { placeOf } from "./place.ts";

/** The file by which an office program says that it has a spreadsheet open. */
export interface LockFile {
  readonly lock: string;
  readonly file: string;
}

/** `.~lock.NAME#` is LibreOffice's, `~$NAME` that of Microsoft Office, which leaves out two letters of a long name. */
function namesOf(name: string): readonly string[] {
  return [`.~lock.${name}#`, `~$${name}`, `~$${name.slice(2)}`];
}

/** The lock files beside these files, and beside what they lead to. */
export function lockFilesOf(paths: readonly string[]): readonly LockFile[] {
  const found = new Map<string, LockFile>();
  for (const path of paths) {
    const place = placeOf(path);
    if (place.kind !== "file" && place.kind !== "missing") continue;
    for (const file of new Set([path, place.path])) {
      for (const name of namesOf(basename(file))) {
        const lock = join(dirname(file), name);
        if (!found.has(lock) && existsSync(lock)) found.set(lock, { lock, file });
      }
    }
  }
  return [...found.values()];
}
