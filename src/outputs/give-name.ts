import { constants, existsSync } from "node:fs";
import { copyFile, link, rm, chmod, chown, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../errors.ts";
import { fingerprint, markOf, type Fingerprint } from "./fingerprint.ts";
import type { Finished, OutputRules } from "./output-file.ts";
import { placeOf, modeFor, modeWithoutGroup } from "./place.ts";

/** More copies of one file than that nobody makes. */
const mostCopies = 100_000;

/** `FILE.bak`, `FILE.bak2`, `FILE.bak3`, …: a copy under the first name that is free. Answers its path. */
function keepCopy(path: string): Promise<string> {
  return underFreeName(path, (copy) => secondName(path, copy));
}

/** The same for a file that loses its present name. */
function moveToCopy(from: string, path: string): Promise<string> {
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
async function secondName(path: string, name: string): Promise<void> {
  try {
    await link(path, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    await copyFile(path, name, constants.COPYFILE_EXCL);
  }
}

/** The file by which an office program says that it has a spreadsheet open. */
interface LockFile {
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

/** The file that was there when the run began, and only that, may be replaced. */
export interface Guard {
  /** Of its content; undefined when there was none. */
  readonly hash: string | undefined;
  /** It was read as the roster of this run, so it needs no copy. */
  readonly wasRead: boolean;
  /** Where results go that may not take its place. */
  readonly beside: string;
}

/** A file that is written whole, and has no name yet but a temporary one. */
interface Whole {
  readonly temporary: string;
  /** The name that it is to have. */
  readonly path: string;
  /** Of its content. */
  readonly hash: string;
  /** The permissions that it has where it replaces nothing. */
  readonly newMode: number;
}

/** How often somebody may save in the very moment in which the file is looked at. */
const mostLooks = 20;

/**
 * Gives a file its name, and loses nothing that stands there: what is not ours is kept under another name, and what
 * changed since the run began, where that matters, stays where it is (section 3 of the contract).
 */
export async function giveName(whole: Whole, rules: OutputRules): Promise<Finished> {
  const { path, hash, temporary } = whole;
  const { guard, written } = rules;
  await written.add(hash);
  for (let look = 0; look < mostLooks; look += 1) {
    let there: Fingerprint | undefined;
    try {
      there = await fingerprint(path);
    } catch (error) {
      // a folder has taken the name, or the file may not be read any more
      if (guard === undefined) throw error;
      return await goBeside(whole, rules, guard, cannotReplace(path, error));
    }
    if (guard !== undefined && there?.hash !== guard.hash)
      return goBeside(whole, rules, guard, changed(path, there));
    await dress(whole, rules, there);
    if (there === undefined) {
      if (await nameIfFree(temporary, path)) return { path, kept: undefined, conflict: undefined };
      continue;
    }
    const isOurs =
      guard?.wasRead === true || there.size === 0 || there.hash === hash || (await written.has(there.hash));
    const kept = isOurs ? undefined : await keepCopy(path);
    // with a second name, a save into the old file is seen even after it lost its first
    const old = kept ?? (await nameAgain(path, temporary));
    try {
      if (markOf(await stat(path, { bigint: true })) === there.mark) {
        await rename(temporary, path);
        return await replaced(path, there, old, kept);
      }
    } catch (error) {
      if (guard === undefined) throw error;
      return await goBeside(whole, rules, guard, cannotReplace(path, error));
    } finally {
      if (old !== undefined && old !== kept) await rm(old, { force: true });
    }
    // it was saved just now: what was kept is not the newest
    if (kept !== undefined) await rm(kept, { force: true });
  }
  throw new Error("another program keeps saving it");
}

function changed(path: string, there: Fingerprint | undefined): string {
  const what = there === undefined ? "was removed or renamed" : "was changed";
  return `${basename(path)} ${what} while this run was in progress, and was left unchanged`;
}

function cannotReplace(path: string, error: unknown): string {
  return `${basename(path)} cannot be replaced (${messageOf(error)})`;
}

/** Once more a look at the old file, into which another program may have written until the last moment. */
async function replaced(
  path: string,
  there: Fingerprint,
  old: string | undefined,
  kept: string | undefined,
): Promise<Finished> {
  const now = old === undefined ? undefined : markOf(await stat(old, { bigint: true }));
  const isCopy = now !== undefined && !now.startsWith(there.mark.split(":", 2).join(":"));
  if (old === undefined || now === there.mark || isCopy) return { path, kept, conflict: undefined };
  const saved = kept ?? (await moveToCopy(old, path));
  return {
    path,
    kept: saved,
    conflict: `${basename(path)} was saved by someone else at the moment it was replaced. The saved version is in ${saved}.`,
  };
}

async function goBeside(whole: Whole, rules: OutputRules, guard: Guard, why: string): Promise<Finished> {
  const { beside } = guard;
  await dress(whole, rules, undefined);
  await rename(whole.temporary, beside);
  const conflict = `${why}. The results are in ${beside}.`;
  return { path: beside, kept: undefined, conflict };
}

/** A link fails where a rename would replace what appeared just now. */
async function nameIfFree(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // a file system without links
    await rename(temporary, path);
    return true;
  }
  await rm(temporary);
  return true;
}

async function nameAgain(path: string, temporary: string): Promise<string | undefined> {
  const name = temporary.replace(/\.tmp$/, "-old.tmp");
  try {
    await link(path, name);
    return name;
  } catch {
    // a file system without links
    return undefined;
  }
}

/** Gives the file the permissions and, as far as that is allowed, the owner of the one that it replaces. */
async function dress(
  { temporary, newMode }: Whole,
  { mode }: OutputRules,
  there: Fingerprint | undefined,
): Promise<void> {
  if (there === undefined) return chmod(temporary, newMode);
  const wanted = modeFor(mode, there.mode);
  const { user, group } = there.owner;
  const own = await stat(temporary);
  const mayKeepGroup = own.gid === group || (await chowned(temporary, own.uid, group));
  if (own.uid !== user) await chowned(temporary, user, mayKeepGroup ? group : own.gid);
  await chmod(temporary, mayKeepGroup ? wanted : modeWithoutGroup(wanted));
}

async function chowned(path: string, user: number, group: number): Promise<boolean> {
  try {
    await chown(path, user, group);
    return true;
  } catch {
    return false;
  }
}
