import { createHash } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { open, rm, stat, type FileHandle } from "node:fs/promises";
import { join, dirname } from "node:path";
import { messageOf, OutputError } from "../errors.ts";
import type { Output } from "../runtime.ts";
import { bytesOf } from "../text/bytes.ts";
import { giveName, type Guard } from "./give-name.ts";
import { modeFor, placeOf } from "./place.ts";
import type { Written } from "./run-outputs.ts";

/** Those of some runs that are known to have ended. */
export type KnownRuns = (runIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** Who makes temporary files. */
interface Maker {
  readonly runId: string;
  readonly pid: number;
  readonly host: string;
}

/** `.roster-sync.RUN.PID.HOST.N.tmp`: hidden, short however long the name of the output is, and says whose it is. */
function temporaryName({ runId, pid, host }: Maker, part: string): string {
  return `.roster-sync.${runId}.${pid}.${hostMark(host)}.${part}.tmp`;
}

function hostMark(host: string): string {
  return createHash("sha256").update(host).digest("hex").slice(0, 8);
}

const namedNow = /^\.roster-sync\.([\da-f]+)\.(\d+)\.([\da-f]{8})\.[\w-]+\.tmp$/;
/** As version 0.1 named them: `.NAME.RUN.tmp`. */
const namedBefore = /^\..+\.([\da-f]{12})\.tmp$/;

/**
 * Removes the temporary files that killed runs left in a folder. A run is dead when the ledger that this run holds knows
 * it, since only one run at a time has a ledger; or when its process was one of this machine and is gone.
 */
export async function sweep(
  folder: string,
  self: Maker,
  ofThisLedger: KnownRuns,
  lives: (pid: number) => boolean,
): Promise<void> {
  const names = namesIn(folder);
  const known = await ofThisLedger(names.flatMap((name) => runIdIn(name) ?? []));
  for (const name of names) {
    if (!isLeftOver(name, self, known, lives)) continue;
    try {
      rmSync(join(folder, name));
    } catch {
      // it does no harm where it is
    }
  }
}

function isLeftOver(
  name: string,
  self: Maker,
  known: ReadonlySet<string>,
  lives: (pid: number) => boolean,
): boolean {
  const [, runId, pid, host] = namedNow.exec(name) ?? [];
  if (runId !== undefined && pid !== undefined) {
    if (runId === self.runId) return false;
    return known.has(runId) || (host === hostMark(self.host) && !lives(Number(pid)));
  }
  const before = namedBefore.exec(name)?.[1];
  return before !== undefined && before !== self.runId && known.has(before);
}

function runIdIn(name: string): string | undefined {
  return namedNow.exec(name)?.[1] ?? namedBefore.exec(name)?.[1];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether a process of this machine lives. One that belongs to somebody else does. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** What became of a file that was written. */
export interface Finished {
  /** Where it stands; `-` is standard output. */
  readonly path: string;
  /** Where the file is kept whose place it took, when that was not simply ours. */
  readonly kept: string | undefined;
  /** Why it does not stand under its own name, or what else a person has to see to; a whole sentence. */
  readonly conflict: string | undefined;
}

/** A file of this program: it appears whole, under its name, or not at all. */
export interface OutputFile {
  /** As it was named; `-` is standard output. */
  readonly path: string;
  readonly write: (bytes: string | Uint8Array) => Promise<void>;
  /** Flushes it to the disk and gives it its name. */
  readonly finish: () => Promise<Finished>;
  /** Leaves no trace. Does nothing after {@link finish}. */
  readonly abandon: () => Promise<void>;
}

/** What writing a file needs to know. */
export interface OutputRules {
  readonly maker: Maker;
  /** Tells the temporary files of one run apart. */
  readonly part: string;
  /** The permissions of a new file; undefined where there is no roster to take them from. */
  readonly mode: number | undefined;
  readonly written: Written;
  readonly stdout: Output;
  /** Set where a file that changes meanwhile must not be replaced: what stood there, and where to go instead. */
  readonly guard?: Guard | undefined;
  /** Told of each temporary file, and again when it is gone: for an end in which nothing else is done. */
  readonly onTemporary?: ((path: string, isThere: boolean) => void) | undefined;
}

/**
 * Begins a file: beside its later name where that is a file or nothing yet, at once where it is a device or a pipe,
 * which are never replaced. Throws OutputError when that is not possible.
 */
export async function beginOutput(named: string, rules: OutputRules): Promise<OutputFile> {
  const { kind, path } = placeOf(named);
  switch (kind) {
    case "stdout":
      return standardOutput(rules.stdout);
    case "device":
    case "pipe":
      return stream(named);
    case "file":
    case "missing":
    case "folder":
    case "nowhere":
    case "unusable":
      return guarded(named, () => replacing(named, path, rules));
  }
}

function standardOutput(stdout: Output): OutputFile {
  return {
    path: "-",
    write: (bytes) => stdout.writeAll(bytes),
    finish: () => Promise.resolve(done("-")),
    abandon: () => Promise.resolve(),
  };
}

/** Opened when there is something to write: opening a pipe waits for somebody who reads it. */
function stream(path: string): OutputFile {
  let file: FileHandle | undefined;
  const close = async (): Promise<void> => {
    const opened = file;
    file = undefined;
    await opened?.close();
  };
  return {
    path,
    write: (bytes) =>
      guarded(path, async () => {
        file ??= await open(path, "a");
        await file.writeFile(bytes);
      }),
    finish: async () => {
      await guarded(path, close);
      return done(path);
    },
    abandon: () => close().catch(() => undefined),
  };
}

async function replacing(named: string, path: string, rules: OutputRules): Promise<OutputFile> {
  const { maker, part, mode, onTemporary } = rules;
  const folder = dirname(path);
  const temporary = join(folder, temporaryName(maker, part));
  // made with the mode that is wanted to learn what the umask leaves of it; until it has its name it is its owner's alone
  const file = await open(temporary, "wx+", modeFor(mode, undefined));
  onTemporary?.(temporary, true);
  const newMode = (await file.stat()).mode & 0o777;
  await file.chmod(0o600).catch(() => undefined);
  const hash = createHash("sha256");
  let ended = false;
  const gone = (): void => onTemporary?.(temporary, false);
  return {
    path: named,
    write: (bytes) =>
      guarded(named, async () => {
        hash.update(bytes);
        await file.appendFile(bytes);
      }),
    finish: async () => {
      const finished = await guarded(named, async () => {
        await file.sync();
        await rescue(file, temporary);
        return giveName({ temporary, path, hash: hash.digest("base64url"), newMode }, rules);
      });
      ended = true;
      await file.close().catch(() => undefined);
      gone();
      await flushFolder(folder);
      // as it was named, where it stands under that name
      return finished.path === path ? { ...finished, path: named } : finished;
    },
    abandon: async () => {
      if (ended) return;
      ended = true;
      await file.close().catch(() => undefined);
      await rm(temporary, { force: true }).catch(() => undefined);
      gone();
    },
  };
}

/** Somebody may have cleared the temporary file away meanwhile; what is open is still whole. */
async function rescue(file: FileHandle, temporary: string): Promise<void> {
  const opened = await file.stat({ bigint: true });
  const there = await stat(temporary, { bigint: true }).catch(() => undefined);
  if (there?.ino === opened.ino && there.dev === opened.dev) return;
  const again = await open(temporary, "wx", 0o600);
  try {
    for await (const bytes of bytesOf(file)) await again.appendFile(bytes);
    await again.sync();
  } finally {
    await again.close();
  }
}

function done(path: string): Finished {
  return { path, kept: undefined, conflict: undefined };
}

async function guarded<T>(path: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof OutputError) throw error;
    throw new OutputError(
      `${path} cannot be written: ${messageOf(error)}.`,
      "The previous file is unchanged. Everything requested so far is in the ledger. Free up space or use another file, and run the same command again; nothing is requested twice.",
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
