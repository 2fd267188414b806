import { accessSync, chmodSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** Linux's folder in memory. */
const memory = "/dev/shm";

/** The tests' files take less than this, all together. */
const roomNeeded = 2 * 1024 ** 3;

/** What the folders of all test runs begin with; the number of the process stands behind it. */
const prefix = "roster-sync-tests-";

/**
 * Puts the files of the tests into memory where there is room for them. A run flushes its ledger to the disk before each
 * request, which is what the tests would wait for most of the time; that it does so is not seen by reading a file.
 */
export function setup(): (() => void) | undefined {
  if (!hasRoom()) return undefined;
  clearAway();
  const folder = mkdtempSync(join(memory, `${prefix}${process.pid}-`));
  // the server of some tests runs as another user
  chmodSync(folder, 0o755);
  process.env["TMPDIR"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function hasRoom(): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= roomNeeded;
  } catch {
    return false;
  }
}

/** A run that was killed leaves its files behind, and these take memory. */
function clearAway(): void {
  for (const name of readdirSync(memory)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner)))
      rmSync(join(memory, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // it is somebody else's, and there
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
