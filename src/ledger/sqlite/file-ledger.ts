import { accessSync, closeSync, constants, existsSync, fsyncSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { LedgerFileError, LedgerHeldError, messageOf, UserError } from "../../errors.ts";
import { openDatabase, type Database } from "../../database/database.ts";
import type { FileAddress } from "../address.ts";
import type { RunRecord } from "../run-record.ts";
import { sqlReads } from "../sql/reads.ts";
import { sqlStore } from "../sql/store.ts";
import type { LedgerFinding, LedgerPlace, LedgerStore, LedgerView } from "../store.ts";
import { sqliteEngine } from "./engine.ts";
import { createOwnerOnly, takeRunLock, type RunLock } from "./lock.ts";
import { prepareSchema } from "./schema.ts";

const remedy = "Check that the disk has room and that you can write to the file and its folder.";

/** A ledger that is a file: a SQLite database with a lock beside it. */
export function fileLedger({ path, shown }: FileAddress): LedgerPlace {
  return {
    shown,
    hold: () => hold(path),
    view: () => view(path),
    absence: async () => absenceOf(path),
    remedy,
  };
}

async function hold(path: string): Promise<LedgerStore> {
  createOwnerOnly(path);
  const lock = takeRunLock(path);
  if (lock === undefined) throw new LedgerHeldError(await holderOf(path));
  try {
    const database = openChecked(path);
    flushFolder(path);
    return storeOf(database, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function storeOf(database: Database, lock: RunLock): LedgerStore {
  return sqlStore(sqliteEngine(database), {
    lost: new AbortController().signal,
    clockAheadMs: () => 0,
    close: async () => {
      try {
        checkpoint(database);
      } finally {
        database.close();
        lock.release();
      }
    },
  });
}

async function view(path: string): Promise<LedgerView> {
  if (!existsSync(path) || statSync(path).size === 0) {
    throw new LedgerFileError(`There is no ledger ${path}.`, "Specify it with --ledger, or run sync first.");
  }
  const database = openChecked(path);
  return { ...sqlReads(sqliteEngine(database)), close: async () => database.close() };
}

function absenceOf(path: string): LedgerFinding | undefined {
  if (existsSync(path)) return undefined;
  const folder = dirname(path);
  try {
    accessSync(folder, constants.W_OK);
    return { verdict: "good", says: "does not exist yet; the first run creates it" };
  } catch {
    return {
      verdict: "wrong",
      says: `cannot be created: ${folder} does not exist or is not writable`,
      remedy: "Use --ledger or ROSTER_SYNC_LEDGER to specify a file in a folder on a local disk.",
    };
  }
}

function openChecked(path: string): Database {
  let database: Database | undefined;
  try {
    database = openDatabase(path);
    prepareSchema(database, path);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof UserError) throw error;
    throw new LedgerFileError(`The ledger ${path} cannot be opened: ${messageOf(error)}.`, remedy, {
      cause: error,
    });
  }
}

/** Whoever copies the file alone has all of it then. */
function checkpoint(database: Database): void {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // a full disk: what is in the -wal beside it counts all the same
  }
}

async function holderOf(path: string): Promise<string> {
  try {
    const reading = await view(path);
    const run = await reading.runs.unfinished();
    await reading.close();
    return run === undefined ? justStarted : shownRun(run);
  } catch {
    return justStarted;
  }
}

const justStarted = "a run that has just started";

function shownRun({ pid, host, command, startedAt }: RunRecord): string {
  return `process ${pid} on ${host}, "${command}", since ${new Date(startedAt).toISOString()}`;
}

/** A new file's name is on the disk only once its folder is. Not every system lets a folder be flushed. */
function flushFolder(path: string): void {
  try {
    const folder = openSync(dirname(resolve(path)), "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // Windows
  }
}
