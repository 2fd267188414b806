import { rmSync, unlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { exitCodes, messageOf } from "../errors.ts";
import { makeTemporaryFolder, TemporaryFolderError } from "./temporary-folder.ts";

/** A value as SQLite stores it here. */
type SqlValue = string | number | null;

/** A row as SQLite gives it back. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A prepared statement. All calls are synchronous. */
interface Statement {
  readonly run: (...values: readonly SqlValue[]) => { readonly changes: number; readonly lastId: number };
  readonly get: (...values: readonly SqlValue[]) => SqlRow | undefined;
  readonly all: (...values: readonly SqlValue[]) => readonly SqlRow[];
}

/** An open SQLite database, the same over both drivers. Statements are prepared once for each text. */
export interface Database {
  readonly prepare: (sql: string) => Statement;
  readonly exec: (sql: string) => void;
  readonly close: () => void;
}

interface DriverStatement {
  run(...values: readonly unknown[]): {
    changes: number | bigint;
    lastInsertRowid?: number | bigint;
    lastInsertROWID?: number;
  };
  get(...values: readonly unknown[]): unknown;
  all(...values: readonly unknown[]): unknown;
}

interface Driver {
  readonly name: "node:sqlite" | "libsql";
  readonly open: (path: string) => {
    prepare(sql: string): DriverStatement;
    exec(sql: string): unknown;
    close(): unknown;
  };
}

const load = createRequire(import.meta.url);

/**
 * Node's own SQLite where it is there without a flag (from 22.13 on), else libsql: both work on the same file,
 * and neither needs a compiler (docs/decisions/0001).
 */
function pickDriver(): Driver {
  const emitWarning = process.emitWarning.bind(process);
  try {
    // Node 22 calls the module experimental each time it is loaded; nobody who runs this can do anything about that.
    process.emitWarning = () => undefined;
    const sqlite: { DatabaseSync: new (path: string, options?: object) => ReturnType<Driver["open"]> } =
      load("node:sqlite");
    return { name: "node:sqlite", open: (path) => new sqlite.DatabaseSync(path, { timeout: 0 }) };
  } catch {
    const Libsql: new (path: string, options?: object) => ReturnType<Driver["open"]> = load("libsql");
    return { name: "libsql", open: (path) => new Libsql(path, { timeout: 0 }) };
  } finally {
    process.emitWarning = emitWarning;
  }
}

let picked: Driver | undefined;

function driver(): Driver {
  picked ??= pickDriver();
  return picked;
}

/** Opens or creates a database file. Throws what SQLite says; see {@link isBusy} and {@link isNotADatabase}. */
export function openDatabase(path: string): Database {
  const connection = driver().open(path);
  const prepared = new Map<string, Statement>();
  return {
    prepare: (sql) => {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      const statement = wrap(connection.prepare(sql));
      prepared.set(sql, statement);
      return statement;
    },
    exec: (sql) => void connection.exec(sql),
    close: () => void connection.close(),
  };
}

/**
 * A database that is nobody else's, lives on the disk rather than in memory, and is gone with the process. Throws
 * TemporaryFolderError, now or later, when the temporary folder cannot take it.
 */
export function openScratchDatabase(): Database {
  return tellingOfNoRoom(driver().name === "node:sqlite" ? openDatabase("") : openUnlinked());
}

/** libsql keeps an unnamed database in memory. A file without a name does what is wanted, except on Windows. */
function openUnlinked(): Database {
  const folder = makeTemporaryFolder("roster-sync-");
  const database = openDatabase(join(folder, "scratch"));
  try {
    unlinkSync(join(folder, "scratch"));
    rmSync(folder, { recursive: true });
    return database;
  } catch {
    return { ...database, close: () => (database.close(), rmSync(folder, { recursive: true, force: true })) };
  }
}

function tellingOfNoRoom(database: Database): Database {
  const telling = <Arguments extends readonly unknown[], Answer>(call: (...given: Arguments) => Answer) => {
    return (...given: Arguments): Answer => {
      try {
        return call(...given);
      } catch (error) {
        if (!noRoom.includes(resultCode(error))) throw error;
        throw new TemporaryFolderError(messageOf(error), exitCodes.stoppedEarly, { cause: error });
      }
    };
  };
  const prepared = new Map<string, Statement>();
  return {
    prepare: (sql) => {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      const { run, get, all } = database.prepare(sql);
      const statement = { run: telling(run), get: telling(get), all: telling(all) };
      prepared.set(sql, statement);
      return statement;
    },
    exec: telling(database.exec),
    close: database.close,
  };
}

/** SQLite could not read or write the file, could not open it, or found the disk full. */
const noRoom = [10, 13, 14];

function wrap(statement: DriverStatement): Statement {
  return {
    run: (...values) => {
      const done = statement.run(...values);
      return { changes: Number(done.changes), lastId: Number(done.lastInsertRowid ?? 0) };
    },
    get: (...values) => statement.get(...values) as SqlRow | undefined,
    all: (...values) => statement.all(...values) as readonly SqlRow[],
  };
}

function resultCode(thrown: unknown): number {
  const error = thrown as { errcode?: unknown; rawCode?: unknown };
  const code = error.errcode ?? error.rawCode;
  // extended result codes carry the primary one in their low byte
  return typeof code === "number" ? code & 0xff : -1;
}

/** Somebody else holds a lock on the database. */
export const isBusy = (thrown: unknown): boolean => [5, 6].includes(resultCode(thrown));

/** The disk takes no more. */
export const isFull = (thrown: unknown): boolean => resultCode(thrown) === 13;

/** The file is damaged, or is no SQLite database at all. */
export const isNotADatabase = (thrown: unknown): boolean => [11, 26].includes(resultCode(thrown));

/** A text of a row; undefined when there is none. */
export function textIn(row: SqlRow, name: string): string | undefined {
  const value = row[name];
  return typeof value === "string" ? value : undefined;
}

/** A query whose rows come as one text. */
interface JsonQuery {
  readonly sql: string;
}

/**
 * A query for many rows. The drivers hand over each value of each row by itself, which takes four times as long as one
 * text with all of them.
 */
export function jsonQuery(columns: readonly string[], sql: string): JsonQuery {
  const fields = columns.map((column) => `'${column}', ${column}`).join(", ");
  return { sql: `SELECT json_group_array(json_object(${fields})) AS found FROM (${sql})` };
}

/** The rows of a query, in its order. */
export function jsonRows(
  database: Database,
  query: JsonQuery,
  ...values: readonly SqlValue[]
): readonly SqlRow[] {
  const found = database.prepare(query.sql).get(...values)?.["found"];
  return JSON.parse(String(found)) as readonly SqlRow[];
}

/**
 * Reads a table a page at a time, in the order of its key, so that a long roster needs no more memory than a short one.
 * Each page is read when the one before has been dealt with: what is changed meanwhile behind the last key is not seen,
 * what is changed before it is.
 * @param start smaller than every key: 0 for numbers, the empty string for texts
 * @param read the page that follows a key; an empty one ends it
 */
export function* pages<Item, Key extends string | number>(
  start: Key,
  read: (after: Key) => readonly Item[],
  keyOf: (item: Item) => Key,
): Generator<readonly Item[], void, undefined> {
  for (let items = read(start), last = items.at(-1); last !== undefined; last = items.at(-1)) {
    yield items;
    items = read(keyOf(last));
  }
}
