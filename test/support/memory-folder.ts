import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** Linux's folder in memory. */
const memory = "/dev/shm";

/** The tests' files take less than this, all together. */
const roomNeeded = 2 * 1024 ** 3;

/**
 * Puts the files of the tests into memory where there is room for them. A run flushes its ledger to the disk before each
 * request, which is what the tests would wait for most of the time; that it does so is not seen by reading a file.
 */
export function setup(): (() => void) | undefined {
  if (!hasRoom()) return undefined;
  const folder = mkdtempSync(join(memory, "roster-sync-tests-"));
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
