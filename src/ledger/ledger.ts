import { closeSync, fsyncSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { LedgerFileError, LedgerHeldError, LedgerWriteError, messageOf, UserError } from "../errors.ts";
import { openDatabase, type Database } from "../database/database.ts";
import { CaqhAnswers } from "./caqh-answers.ts";
import { Changes } from "./changes.ts";
import { GroupCommit } from "./commit.ts";
import { Holdings } from "./holdings.ts";
import { Identities } from "./identities.ts";
import { createOwnerOnly, takeRunLock, type RunLock } from "./lock.ts";
import { claimLedger } from "./owner.ts";
import { Requests } from "./requests.ts";
import { Runs, unfinishedRun, type RunRecord } from "./runs.ts";
import { prepareSchema } from "./schema.ts";
import { Spending } from "./spending.ts";
import { Surveys } from "./surveys.ts";
import { WrittenFiles } from "./written.ts";

/** The memory of every request ever made, and of what look-ups and statuses said. One run at a time. */
export interface Ledger {
  readonly requests: Requests;
  readonly changes: Changes;
  readonly identities: Identities;
  readonly caqhAnswers: CaqhAnswers;
  readonly holdings: Holdings;
  readonly surveys: Surveys;
  readonly spending: Spending;
  readonly runs: Runs;
  readonly written: WrittenFiles;
  /** Ends the run and frees the ledger. */
  readonly close: (exitCode: number, at: number) => Promise<void>;
}

/**
 * Opens a ledger for one run, creating the file if there is none.
 * Throws LedgerHeldError when a living process has it, LedgerFileError when it cannot be used or is another
 * organization's.
 * @param salt makes the stored questions unreadable; used only when the file is new
 * @param organization Medallion's id of the organization that the run is for; undefined when Medallion takes no part
 */
export async function openLedger(
  path: string,
  run: RunRecord,
  salt: string,
  organization?: string,
): Promise<Ledger> {
  createOwnerOnly(path);
  const lock = takeRunLock(path);
  if (lock === undefined) throw new LedgerHeldError(holderOf(path));
  try {
    const database = openLedgerDatabase(path);
    flushFolder(path);
    claimFor(database, path, organization);
    return await startRun(database, lock, run, salt).catch((error: unknown) => {
      database.close();
      throw cannotBeOpened(path, error);
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Opens the database of a ledger for reading, also while a run works with it. */
export function openLedgerDatabase(path: string): Database {
  let database: Database | undefined;
  try {
    database = openDatabase(path);
    prepareSchema(database, path);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof UserError) throw error;
    throw cannotBeOpened(path, error);
  }
}

/** Nothing was sent yet, whatever it is. */
function cannotBeOpened(path: string, cause: unknown): LedgerFileError {
  const why = cause instanceof LedgerWriteError ? messageOf(cause.cause) : messageOf(cause);
  return new LedgerFileError(
    `The ledger ${path} cannot be opened: ${why}.`,
    "Check that the disk has room and that you can write to the file and its folder.",
    { cause },
  );
}

function claimFor(database: Database, path: string, organization: string | undefined): void {
  if (organization === undefined) return;
  try {
    claimLedger(database, path, organization);
  } catch (error) {
    database.close();
    throw error;
  }
}

async function startRun(database: Database, lock: RunLock, run: RunRecord, salt: string): Promise<Ledger> {
  const commit = new GroupCommit(database);
  const runs = new Runs(database, commit);
  database.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('salt', ?)").run(salt);
  const kept = database.prepare("SELECT value FROM meta WHERE name = 'salt'").get();
  await runs.begin(run);
  return {
    requests: new Requests(database, commit, run.id),
    changes: new Changes(database, commit, run.id),
    identities: new Identities(database, commit, String(kept?.["value"])),
    caqhAnswers: new CaqhAnswers(database, commit),
    holdings: new Holdings(database, commit),
    surveys: new Surveys(database, commit),
    spending: new Spending(database, commit),
    runs,
    written: new WrittenFiles(database, commit, run.id),
    close: async (exitCode, at) => {
      try {
        if (commit.broken === undefined) await runs.end(run.id, exitCode, at);
        checkpoint(database);
      } finally {
        database.close();
        lock.release();
      }
    },
  };
}

/** Whoever copies the file alone has all of it then. */
function checkpoint(database: Database): void {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // a full disk: what is in the -wal beside it counts all the same
  }
}

function holderOf(path: string): string {
  try {
    const database = openLedgerDatabase(path);
    const run = unfinishedRun(database);
    database.close();
    if (run === undefined) return "a run that has just started";
    const since = new Date(run.startedAt).toISOString();
    return `process ${run.pid} on ${run.host}, "${run.command}", since ${since}`;
  } catch {
    return "a run that has just started";
  }
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
