import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { ClaimError } from "../outputs/claims.ts";

/** More than that none of these files is long. */
const mostBytes = 1_000_000;

/** What stands under a name: its text, nothing yet, or something that must be left alone. */
export type EarlierFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "other" };

/** Reads the beginning of a file that an earlier run may have written. Never throws, and never waits for a pipe. */
export function earlierFile(path: string): EarlierFile {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { kind: "missing" };
    if (!found.isFile()) return { kind: "other" };
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(Math.min(mostBytes, fstatSync(file).size));
      const length = readSync(file, bytes, 0, bytes.length, 0);
      return { kind: "text", text: bytes.toString("utf8", 0, length) };
    } finally {
      closeSync(file);
    }
  } catch {
    return { kind: "other" };
  }
}

/**
 * Whether a path may be written by a run that never came to claim it: a file of our own making is there, or nothing,
 * where it was not the names of files for which the run was refused.
 */
export function mayWriteEarly(path: string, isOurs: (text: string) => boolean, error: unknown): boolean {
  const earlier = earlierFile(path);
  switch (earlier.kind) {
    case "text":
      return isOurs(earlier.text);
    case "missing":
      return !(error instanceof ClaimError);
    case "other":
      return false;
  }
}

/** Whether a text is a summary of ours. */
export function isSummary(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== "object" || value === null) return false;
    return ["version", "command", "run", "outcomes", "exit_code"].every((field) => field in value);
  } catch {
    return false;
  }
}

/** Whether a text begins as a log of ours does, in either form. */
export function isLog(text: string): boolean {
  return /^(?:\{"level":"[a-z]+","time":"|\d\d:\d\d:\d\d \S*\s*(?:debug|info|warn|error) )/.test(text);
}
