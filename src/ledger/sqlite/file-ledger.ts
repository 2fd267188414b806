import { accessSync, closeSync, constants, existsSync, fsyncSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { openDatabase, type Database } from "../../database/database.ts";
import { LedgerFileError, LedgerHeldError, messageOf, UserError, LedgerWriteError } from "../../errors.ts";
import type { FileAddress } from "../address.ts";
import type { RunRecord } from "../entry.ts";
import type { Dialect, ChangeProgram, Program, SqlEngine, SqlRow, Statement } from "../sql/engine.ts";
import { sqlReads, sqlStore } from "../sql/store.ts";
import {
  type LedgerFinding,
  type LedgerPlace,
  type LedgerStore,
  type LedgerView,
  RefusedChange,
  type Verdict,
} from "../store.ts";
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
    const unfinished = await reading.runs.unfinished();
    await reading.close();
    return unfinished === undefined ? justStarted : shownRun(unfinished);
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

/** What SQLite says in its own way. */
const sqliteDialect: Dialect = {
  items: (place) => `(SELECT value AS item, key + 1 AS n FROM json_each(?${place})) AS t`,
  records: (columns) => {
    const fields = Object.keys(columns).map((name) => `json_extract(value, '$.${name}') AS ${name}`);
    return `(SELECT ${fields.join(", ")}, each.key + 1 AS n FROM json_each(?1) AS each) AS t`;
  },
  appended: (list, item) => `json_insert(coalesce(${list}, '[]'), '$[#]', ${item})`,
};

/** A ledger's file as an engine. Everything is carried out at once: the promises are the port's. */
export function sqliteEngine(database: Database): SqlEngine {
  return {
    dialect: sqliteDialect,
    select: async (statement) => select(database, statement),
    transact: async (programs) => {
      try {
        return transact(database, programs);
      } catch (error) {
        rollBack(database);
        throw new LedgerWriteError(
          `The ledger cannot be written: ${messageOf(error)}.`,
          "Nothing was sent after that. Free up disk space or fix the file's permissions, then run the same command again.",
          { cause: error },
        );
      }
    },
  };
}

/** The drivers hand over each value of each row by itself, which takes four times as long as one text with all of them. */
function select(database: Database, statement: Statement): readonly SqlRow[] {
  const found = database.prepare(textOf(statement)).get(...statement.values)?.["found"];
  return JSON.parse(String(found)) as readonly SqlRow[];
}

const texts = new Map<string, string>();

function textOf({ sql, columns }: Statement): string {
  const known = texts.get(sql);
  if (known !== undefined) return known;
  const fields = columns.map((column) => `'${column}', ${column}`).join(", ");
  const text = `SELECT json_group_array(json_object(${fields})) AS found FROM (${sql})`;
  texts.set(sql, text);
  return text;
}

/** Makes all changes or, where some are refused, all but those: the others are made once more. */
function transact(database: Database, programs: readonly ChangeProgram[]): readonly Verdict[] {
  const refusals = new Map<number, RefusedChange>();
  for (;;) {
    database.exec("BEGIN IMMEDIATE");
    const made = attempt(database, programs, refusals);
    if (made !== undefined) {
      database.exec("COMMIT");
      return made;
    }
    database.exec("ROLLBACK");
  }
}

/** What came of each; undefined, with one refusal more, when one of them was refused. */
function attempt(
  database: Database,
  programs: readonly ChangeProgram[],
  refusals: Map<number, RefusedChange>,
): readonly Verdict[] | undefined {
  const verdicts: Verdict[] = [];
  for (const [place, program] of programs.entries()) {
    const refused = refusals.get(place);
    try {
      verdicts.push(refused === undefined ? { answer: run(database, program()) } : { refused });
    } catch (error) {
      // full disks and lost files end the whole commit
      if (!(error instanceof RefusedChange)) throw error;
      refusals.set(place, error);
      return undefined;
    }
  }
  return verdicts;
}

function run<Answer>(database: Database, program: Program<Answer>): Answer {
  let step = program.next();
  while (step.done !== true) {
    step = program.next(carriedOut(database, step.value));
  }
  return step.value;
}

function carriedOut(database: Database, { sql, values, columns }: Statement): readonly SqlRow[] {
  const statement = database.prepare(sql);
  if (columns.length > 0) return statement.all(...values);
  statement.run(...values);
  return [];
}

function rollBack(database: Database): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // there was no transaction, or the database is gone altogether
  }
}
