import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "../errors.ts";
import type { Output } from "../runtime.ts";
import { placeOf, sameFile, type Place } from "./place.ts";

/** A file that a command line has to do with. */
export interface Claim {
  /** As a sentence names it: `--report`, `the roster`, `the ledger`. */
  readonly what: string;
  /** Absolute; `-` is standard output. */
  readonly path: string;
  /**
   * Whether it is written as a whole, gets lines added at its end, is the ledger, which sees to itself, or is only to be
   * left alone.
   */
  readonly use: "written" | "appended" | "ledger" | "left_alone";
  /** Claims with the same word here may be one file. */
  readonly together?: string | undefined;
}

/** Two files of a command line are one, or one of them cannot be written. Nothing was written. */
export class ClaimError extends UsageError {}

/**
 * Makes sure that everything that will be written is a file of its own and can be written, before anything is (section
 * 3 of the contract). Throws ClaimError, which names both files.
 */
export function checkClaims(claims: readonly Claim[], stdout?: Pick<Output, "identity">): void {
  const placed = claims.map((claim) => ({ claim, place: placeOf(claim.path) }));
  checkStdout(placed, stdout?.identity);
  for (const [index, one] of placed.entries()) {
    for (const other of placed.slice(index + 1)) {
      if (mayBeOne(one.claim, other.claim) || !sameFile(one.place, other.place)) continue;
      throw oneFile(one, other);
    }
  }
  for (const { claim, place } of placed) {
    if (claim.use === "written" || claim.use === "appended") checkWritable(claim, place);
  }
}

/** A shell may have made standard output of one of these files, to add to its end. */
function checkStdout(placed: readonly Placed[], identity: string | undefined): void {
  const onStdout = placed.find(({ place }) => place.kind === "stdout");
  if (onStdout === undefined || identity === undefined) return;
  const same = placed.find(({ place }) => place.identity === identity);
  if (same === undefined) return;
  throw new ClaimError(
    `${onStdout.claim.what} goes to standard output, which is ${same.claim.what} (${same.claim.path}).`,
    "Redirect to another file.",
  );
}

function mayBeOne(one: Claim, other: Claim): boolean {
  if (one.use === "left_alone" && other.use === "left_alone") return true;
  return one.together !== undefined && one.together === other.together;
}

interface Placed {
  readonly claim: Claim;
  readonly place: Place;
}

function oneFile(one: Placed, other: Placed): ClaimError {
  // the file that is written is the one to be named differently
  const [first, second] = one.claim.use === "left_alone" ? [other, one] : [one, other];
  const remedy = `Use another file for ${first.claim.what}.`;
  if (first.place.kind === "stdout")
    return new ClaimError(`${first.claim.what} and ${second.claim.what} both go to standard output.`, remedy);
  return new ClaimError(
    `${first.claim.what} (${first.claim.path}) and ${second.claim.what} (${second.claim.path}) are the same file.`,
    remedy,
  );
}

function checkWritable({ what, path, use }: Claim, place: Place): void {
  const problem = problemOf(place, use);
  if (problem === undefined) return;
  throw new ClaimError(
    `${what} cannot be written to ${path}: ${problem}.`,
    "Use a file in an existing folder that you can write to.",
  );
}

/** Throws ClaimError when files cannot be put into a folder, which need not be there yet. */
export function checkFolder(what: string, path: string): void {
  for (let folder = path; ; folder = dirname(folder)) {
    const { kind } = placeOf(folder);
    if (kind === "folder" && may(folder, constants.W_OK)) return;
    if (kind === "folder")
      throw new ClaimError(`${what} cannot be written to ${path}: you cannot write to ${folder}.`);
    if ((kind !== "missing" && kind !== "nowhere") || folder === dirname(folder))
      throw new ClaimError(
        `${what} cannot be written to ${path}: ${folder} is not a folder.`,
        "Use a folder.",
      );
  }
}

function problemOf({ kind, path }: Place, use: Claim["use"]): string | undefined {
  switch (kind) {
    case "nowhere":
      return `there is no folder ${dirname(path)}`;
    case "unusable":
      return "the system does not accept this name";
    case "folder":
      return "it is a folder";
    case "missing":
      return may(dirname(path), constants.W_OK)
        ? undefined
        : `you cannot write to the folder ${dirname(path)}`;
    case "file":
      if (!may(path, constants.W_OK)) return "you cannot write to the file";
      // what stands there is looked at before it is replaced
      if (use === "written" && !may(path, constants.R_OK)) return "you cannot read the file";
      // what is written as a whole takes its place in the folder
      return use === "appended" || may(dirname(path), constants.W_OK)
        ? undefined
        : `you cannot write to the folder ${dirname(path)}`;
    case "device":
    case "pipe":
      return may(path, constants.W_OK) ? undefined : "you cannot write to it";
    case "stdout":
      return use === "appended" ? "it needs a file; without it, the log goes to stderr" : undefined;
  }
}

function may(path: string, what: number): boolean {
  try {
    accessSync(path, what);
    return true;
  } catch {
    return false;
  }
}
