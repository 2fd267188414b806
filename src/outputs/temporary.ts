import { createHash } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Those of some runs that are known to have ended. */
export type KnownRuns = (runIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** Who makes temporary files. */
export interface Maker {
  readonly runId: string;
  readonly pid: number;
  readonly host: string;
}

/** `.roster-sync.RUN.PID.HOST.N.tmp`: hidden, short however long the name of the output is, and says whose it is. */
export function temporaryName({ runId, pid, host }: Maker, part: string): string {
  return `.roster-sync.${runId}.${pid}.${hostMark(host)}.${part}.tmp`;
}

function hostMark(host: string): string {
  return createHash("sha256").update(host).digest("hex").slice(0, 8);
}

const named = /^\.roster-sync\.([\da-f]+)\.(\d+)\.([\da-f]{8})\.[\w-]+\.tmp$/;
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
  const [, runId, pid, host] = named.exec(name) ?? [];
  if (runId !== undefined && pid !== undefined) {
    if (runId === self.runId) return false;
    return known.has(runId) || (host === hostMark(self.host) && !lives(Number(pid)));
  }
  const before = namedBefore.exec(name)?.[1];
  return before !== undefined && before !== self.runId && known.has(before);
}

function runIdIn(name: string): string | undefined {
  return named.exec(name)?.[1] ?? namedBefore.exec(name)?.[1];
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
