import { constants } from "node:fs";
import { copyFile, link, rm } from "node:fs/promises";

/** More copies of one file than that nobody makes. */
const mostCopies = 100_000;

/** `FILE.bak`, `FILE.bak2`, `FILE.bak3`, …: a copy under the first name that is free. Answers its path. */
export function keepCopy(path: string): Promise<string> {
  return underFreeName(path, (copy) => secondName(path, copy));
}

/** The same for a file that loses its present name. */
export function moveToCopy(from: string, path: string): Promise<string> {
  return underFreeName(path, async (copy) => {
    await secondName(from, copy);
    await rm(from);
  });
}

async function underFreeName(path: string, make: (copy: string) => Promise<void>): Promise<string> {
  for (let number = 1; number <= mostCopies; number += 1) {
    const copy = `${path}.bak${number === 1 ? "" : number}`;
    try {
      await make(copy);
      return copy;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  throw new Error(`${path} has ${mostCopies} copies already; move some away`);
}

/** The same file under a second name, so that it is never without one; a copy where the file system has no links. */
export async function secondName(path: string, name: string): Promise<void> {
  try {
    await link(path, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    await copyFile(path, name, constants.COPYFILE_EXCL);
  }
}
