import { accessSync, constants } from "node:fs";
import { dirname, join } from "node:path";
import type { FlagName } from "../config/flags.ts";
import type { Outputs, Settings } from "../config/resolve.ts";
import { UsageError } from "../errors.ts";
import type { LedgerAddress } from "../ledger/address.ts";
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

/** What SQLite and the lock put beside a ledger. */
const besideLedger = [
  "-wal",
  "-shm",
  "-journal",
  "-lock",
  "-lock-wal",
  "-lock-shm",
  "-lock-journal",
] as const;

/** The ledger and the files beside it, where it is a file. */
export function ledgerClaims(address: LedgerAddress): readonly Claim[] {
  if (address.engine !== "file") return [];
  const ledger = address.path;
  const claim = (what: string, path: string): Claim => ({ what, path, use: "ledger", together: "ledger" });
  return [
    claim("the ledger", ledger),
    ...besideLedger.map((ending) => claim(`the ledger's ${ending} file`, `${ledger}${ending}`)),
  ];
}

/** What every command leaves alone in the folder where it is started. */
export function settingClaims(config: string | undefined, cwd: string): readonly Claim[] {
  const standard = join(cwd, "roster-sync.config.json");
  return [
    { what: "the configuration file", path: config ?? standard, use: "left_alone" },
    // a file of this name would be read by the next run
    { what: "the configuration file", path: standard, use: "left_alone" },
    { what: "the .env file", path: join(cwd, ".env"), use: "left_alone" },
  ];
}

/** The roster; nothing when it comes from standard input. */
export function rosterClaims(roster: string, together?: string): readonly Claim[] {
  return roster === "-" ? [] : [{ what: "the roster", path: roster, use: "left_alone", together }];
}

/** Everything that a run over a roster has to do with. */
export function runClaims(
  settings: Settings,
  run: {
    readonly roster: string;
    /** Undefined while it is not known yet whether the roster is its own output. */
    readonly results: string | undefined;
    readonly rosterIsOutput: boolean;
    readonly cwd: string;
  },
): readonly Claim[] {
  const together = run.rosterIsOutput ? "roster" : undefined;
  return [
    ...(run.results === undefined
      ? []
      : [{ what: "--output", path: run.results, use: "written", together } as const]),
    ...sideClaims(settings),
    ...ledgerClaims(settings.ledger),
    ...rosterClaims(run.roster, together),
    ...settingClaims(settings.config, run.cwd),
  ];
}

/** The files that a run may write besides its results, by their names in the settings. */
export type SideOutput = Exclude<keyof Outputs, "results" | "reportBy" | "metrics">;

/** One of them, with its flag. */
interface SideFile {
  readonly name: SideOutput;
  readonly flag: string;
  /** It holds nothing personal and is there for other programs: everybody may read it, whatever the roster's permissions. */
  readonly isPublic?: boolean;
}

/** A further one is a line here and one in the settings. */
export const sideOutputs: readonly SideFile[] = [
  { name: "requests", flag: "--requests" },
  { name: "changes", flag: "--changes" },
  { name: "report", flag: "--report" },
  { name: "calendar", flag: "--calendar" },
  { name: "summary", flag: "--summary" },
];

/** The flags that name a file which a run writes as a whole. */
export const outputFlags: readonly FlagName[] = ["output", ...sideOutputs.map(({ name }) => name), "metrics"];

function sideClaims({ outputs, log }: Pick<Settings, "outputs" | "log">): readonly Claim[] {
  const claim = (what: string, path: string | undefined, use: Claim["use"]): readonly Claim[] =>
    path === undefined ? [] : [{ what, path, use }];
  return [
    ...sideOutputs.flatMap(({ name, flag }) => claim(flag, outputs[name], "written")),
    ...claim("--metrics", outputs.metrics, "written"),
    ...claim("--log-file", log.file, "appended"),
  ];
}
