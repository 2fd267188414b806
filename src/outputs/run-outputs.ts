import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Settings } from "../config/resolve.ts";
import { OutputError, UsageError } from "../errors.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Runtime } from "../runtime.ts";
import {
  checkClaims,
  ledgerClaims,
  rosterClaims,
  settingClaims,
  sideOutputs,
  type SideOutput,
} from "./claims.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Guard } from "./give-name.ts";
import {
  beginOutput,
  type Finished,
  type OutputFile,
  type OutputRules,
  isAlive,
  sweep,
  type KnownRuns,
} from "./output-file.ts";
import { besidePath, placeOf } from "./place.ts";

/** What a command knows that writes one file of its own. */
export interface OwnOutputTools {
  readonly settings: Pick<Settings, "ledger" | "config">;
  readonly runtime: Runtime;
  /** The roster that it reads, if it reads one, with its permissions. */
  readonly roster?: { readonly path: string; readonly mode: number | undefined } | undefined;
}

/**
 * Begins the one file that a command writes. It must be none of those that the command leaves alone. Throws UsageError
 * when that is so or when it cannot be begun.
 */
export async function beginOwnOutput(
  path: string,
  { settings, runtime, roster }: OwnOutputTools,
): Promise<OutputFile> {
  checkClaims(
    [
      { what: "--output", path, use: "written" },
      ...(roster === undefined ? [] : rosterClaims(roster.path)),
      ...ledgerClaims(settings.ledger),
      ...settingClaims(settings.config, runtime.cwd),
    ],
    runtime.stdout,
  );
  const runId = runtime.randomHex(6);
  await sweepBeside(path, { runtime, runId, dead: async () => new Set() });
  const written = writtenByUser(runtime.env);
  return orRefused(() =>
    beginOutput(path, rulesFor(runtime, runId, "output", { mode: roster?.mode, written })),
  );
}

/** Says where the file is kept that stood in the way. */
export function tellOfKept({ path, kept }: Finished, { stderr }: Runtime): void {
  if (kept === undefined) return;
  stderr.write(`kept: ${kept} (${basename(path)} was edited, or not written by roster-sync)\n`);
}

/** The files of a run, begun before its first call. */
export interface RunOutputs {
  readonly results: OutputFile;
  /** Those that were asked for. */
  readonly sides: ReadonlyMap<SideOutput, OutputFile>;
  /** Begins a further file, by the same rules. */
  readonly begin: (path: string, part: string) => Promise<OutputFile>;
  /** Leaves no trace of those that are not finished. */
  readonly abandon: () => Promise<void>;
}

/** What beginning them needs. */
interface RunOutputTools {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly runId: string;
  /** What the ledger knows, which this run alone holds. */
  readonly ledger: Pick<Ledger, "written" | "runs">;
  readonly roster: {
    /** Undefined where it has none: it came from a pipe. */
    readonly mode: number | undefined;
    readonly fingerprint: string;
    /** The results take its place. */
    readonly isOutput: boolean;
  };
}

/**
 * Begins all files of a run and removes what killed runs left beside them. Throws UsageError when one cannot be begun:
 * nothing was sent yet.
 */
export async function beginRunOutputs(results: string, tools: RunOutputTools): Promise<RunOutputs> {
  const begun: OutputFile[] = [];
  const abandon = async (): Promise<void> => {
    for (const file of begun) await file.abandon();
  };
  const { settings, runtime, runId, ledger, roster } = tools;
  const written = allOf([writtenWith(ledger), writtenByUser(runtime.env)]);
  const beginBy = async (
    path: string,
    part: string,
    how: Partial<Pick<OutputRules, "mode" | "guard">>,
  ): Promise<OutputFile> => {
    const rules = rulesFor(runtime, runId, part, { mode: roster.mode, written, ...how });
    const file = await beginOutput(path, rules);
    begun.push(file);
    return file;
  };
  const begin = (path: string, part: string): Promise<OutputFile> => beginBy(path, part, {});
  try {
    const swept = { runtime, runId, dead: ledger.runs.known };
    await sweepBeside(results, swept);
    const guard = await orRefused(() => guardOf(results, tools));
    const file = await orRefused(() => beginBy(results, "results", { guard }));
    const sides = new Map<SideOutput, OutputFile>();
    for (const { name, isPublic = false } of sideOutputs) {
      const path = settings.outputs[name];
      if (path === undefined) continue;
      await sweepBeside(path, swept);
      sides.set(name, await orRefused(() => beginBy(path, name, isPublic ? { mode: 0o644 } : {})));
    }
    return { results: file, sides, begin, abandon };
  } catch (error) {
    await abandon();
    throw error;
  }
}

/** A file that cannot be begun is a UsageError: nothing was sent yet. */
async function orRefused<T>(begin: () => Promise<T>): Promise<T> {
  try {
    return await begin();
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    throw new UsageError(error.message, "Free up space, or use another file. Nothing was sent.");
  }
}

/** How a command writes a file of its own. */
export function rulesFor(
  runtime: Runtime,
  runId: string,
  part: string,
  more: Pick<OutputRules, "mode" | "written" | "guard">,
): OutputRules {
  const { pid, host, stdout, temporaries } = runtime;
  return {
    ...more,
    maker: { runId, pid, host },
    part,
    stdout,
    onTemporary: (path, isThere) => void (isThere ? temporaries.add(path) : temporaries.delete(path)),
  };
}

async function guardOf(
  results: string,
  { roster, runId }: Pick<RunOutputTools, "roster" | "runId">,
): Promise<Guard | undefined> {
  const { kind, path } = placeOf(results);
  if (kind !== "file" && kind !== "missing") return undefined;
  const hash = roster.isOutput ? roster.fingerprint : (await fingerprint(path))?.hash;
  return { hash, wasRead: roster.isOutput, beside: besidePath(path, runId) };
}

/** Removes what killed runs left beside a file that will be written. */
async function sweepBeside(
  path: string,
  {
    runtime,
    runId,
    dead,
  }: {
    readonly runtime: Runtime;
    readonly runId: string;
    readonly dead: KnownRuns;
  },
): Promise<void> {
  const { kind, path: real } = placeOf(path);
  if (kind !== "file" && kind !== "missing") return;
  const { pid, host } = runtime;
  await sweep(dirname(real), { runId, pid, host }, dead, isAlive);
}

/** Remembers what this program wrote, so that what people made of it since can be told from it. Holds hashes alone. */
export interface Written {
  /** Whether a file of just this content was written by this program. */
  readonly has: (hash: string) => Promise<boolean>;
  /** Resolves once it is remembered. */
  readonly add: (hash: string) => Promise<void>;
}

/** So many are remembered outside a ledger; one line each. */
const mostRemembered = 2_000;

/**
 * The memory of commands that have no ledger, or one that is thrown away: a file in the folder that the system keeps for
 * such things (`XDG_STATE_HOME`, else `.local/state` in the home folder). Where there is none, nothing is remembered, and
 * every file counts as somebody else's.
 */
export function writtenByUser(env: Readonly<Record<string, string | undefined>>): Written {
  const path = memoryPath(env);
  if (path === undefined) return { has: async () => false, add: () => Promise.resolve() };
  return {
    has: async (hash) => linesOf(path).includes(hash),
    add: async (hash) => remember(path, hash),
  };
}

/** What runs with a ledger wrote. */
function writtenWith({ written }: Pick<Ledger, "written">): Written {
  return { has: async (hash) => (await written.known([hash])).has(hash), add: written.add };
}

/** What any of them knows; all of them learn. One that fails costs a copy too many, and no results. */
function allOf(memories: readonly Written[]): Written {
  return {
    has: async (hash) => {
      for (const memory of memories) if (await memory.has(hash).catch(() => false)) return true;
      return false;
    },
    add: async (hash) => {
      for (const memory of memories) await memory.add(hash).catch(() => undefined);
    },
  };
}

function memoryPath(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const [state, home, local] = [env["XDG_STATE_HOME"], env["HOME"], env["LOCALAPPDATA"]];
  const under = (folder: string | undefined, ...names: readonly string[]): string | undefined =>
    folder === undefined || folder === "" ? undefined : join(folder, ...names, "roster-sync", "written");
  return under(state) ?? under(local) ?? under(home, ".local", "state");
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}

/** A memory that cannot be kept costs a copy too many, and no run. */
function remember(path: string, hash: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const lines = linesOf(path);
    if (lines.length < mostRemembered) appendFileSync(path, `${hash}\n`, { mode: 0o600 });
    else writeFileSync(path, `${[...lines.slice(mostRemembered / -2), hash].join("\n")}\n`, { mode: 0o600 });
  } catch {
    // no folder of that kind, or not ours
  }
}
