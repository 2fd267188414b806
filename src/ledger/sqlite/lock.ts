import { closeSync, openSync } from "node:fs";
import { isBusy, isFull, openDatabase, type Database } from "../../database/database.ts";
import { LedgerFileError, messageOf } from "../../errors.ts";

/** Held while a run works; ends with the process at the latest, however that ends. */
export interface RunLock {
  readonly release: () => void;
}

/** Creates the file if need be, readable by its owner only. SQLite gives -wal and -shm the same mode. */
export function createOwnerOnly(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
  } catch (error) {
    throw new LedgerFileError(
      `The ledger ${path} cannot be opened: ${messageOf(error)}.`,
      "Use a file in an existing folder that you can write to.",
      { cause: error },
    );
  }
}

/**
 * Takes the one run's place beside a ledger, or answers undefined when a living process has it. The lock is
 * SQLite's own on a file beside the ledger, so that the system frees it the moment its holder dies, and so that
 * the ledger itself can still be read meanwhile.
 */
export function takeRunLock(ledgerPath: string): RunLock | undefined {
  const path = `${ledgerPath}-lock`;
  createOwnerOnly(path);
  const database = openDatabase(path);
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw new LedgerFileError(
      `The file ${path} cannot be locked: ${messageOf(error)}.`,
      isFull(error) ? "Free up disk space." : "Keep the ledger on a local disk, not on a network share.",
      { cause: error },
    );
  }
  return { release: () => release(database) };
}

function release(database: Database): void {
  try {
    database.exec("COMMIT");
  } catch {
    // a full disk takes no commit; closing frees the lock all the same, and nothing is in this file
  } finally {
    database.close();
  }
}
