import { isNotADatabase, type Database } from "../../database/database.ts";
import { LedgerFileError } from "../../errors.ts";

/** Marks the file as a ledger of this program ("rstr"), in the header that SQLite keeps for it. */
const applicationId = 0x72737472;

/**
 * One step for each version of the file, in order. A step that was released is never edited: a change is a new
 * step. The file's own version is SQLite's user_version.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE request (
    key TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    kind TEXT NOT NULL,
    organization TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('intended', 'accepted', 'refused', 'released', 'in_doubt')),
    origin TEXT NOT NULL CHECK (origin IN ('created', 'adopted')),
    remote_id TEXT,
    status TEXT,
    status_reason TEXT,
    details TEXT,
    intended_at INTEGER,
    doubt_since INTEGER,
    settled_at INTEGER,
    seen_at INTEGER,
    sends INTEGER NOT NULL,
    problem TEXT,
    run TEXT NOT NULL
  ) STRICT;
  CREATE INDEX request_subject ON request (kind, organization, subject);
  CREATE INDEX request_standing ON request (standing);
  CREATE INDEX request_remote ON request (kind, remote_id);

  CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    from_status TEXT NOT NULL,
    to_status TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    reported_by TEXT
  ) STRICT;
  CREATE INDEX change_key ON change (key);
  CREATE INDEX change_untold ON change (id) WHERE reported_by IS NULL;

  CREATE TABLE identity (
    directory TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    PRIMARY KEY (directory, question)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE caqh_answer (
    handle TEXT PRIMARY KEY,
    answer TEXT NOT NULL,
    checked_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE survey (
    name TEXT PRIMARY KEY,
    total INTEGER,
    complete_at INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE spent (
    account TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX spent_account ON spent (account, at);

  CREATE TABLE run (
    id TEXT PRIMARY KEY,
    command TEXT NOT NULL,
    pid INTEGER NOT NULL,
    host TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    exit_code INTEGER
  ) STRICT;

  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // the platform's own date of a request, and what a run came to (JSON)
  `
  ALTER TABLE request ADD COLUMN created_at INTEGER;
  ALTER TABLE run ADD COLUMN counts TEXT;
  `,
  // What settling needs: since when something may be there, whether a reading ever showed it, what the clocks said,
  // how the platform answered, and which ids are not to be handed back.
  `
  ALTER TABLE request ADD COLUMN unsettled_since INTEGER;
  ALTER TABLE request ADD COLUMN shown_at INTEGER;
  ALTER TABLE request ADD COLUMN clock_ahead INTEGER;
  ALTER TABLE request ADD COLUMN answer_status INTEGER;
  ALTER TABLE request ADD COLUMN given_up TEXT;
  UPDATE request SET shown_at = coalesce(seen_at, settled_at)
    WHERE standing = 'accepted' AND remote_id IS NOT NULL AND status IS NOT NULL;
  UPDATE request SET unsettled_since = intended_at
    WHERE standing IN ('intended', 'in_doubt') OR (standing = 'released' AND problem = 'not found on the platform')
      OR (standing = 'accepted' AND remote_id IS NULL);
  UPDATE request SET given_up = json_array(remote_id), remote_id = NULL, status = NULL
    WHERE standing IN ('refused', 'released') AND remote_id IS NOT NULL;
  UPDATE request SET answer_status = 409 WHERE standing = 'in_doubt' AND problem LIKE '409%';
  CREATE INDEX request_unsettled ON request (kind, organization)
    WHERE unsettled_since IS NOT NULL AND standing IN ('refused', 'released');
  `,
  // what a file that stands in the way was: ours, or edited since
  "CREATE TABLE written (hash TEXT PRIMARY KEY, run TEXT NOT NULL) STRICT, WITHOUT ROWID",
  // what providers have, and when they were asked about: numbers, states and days
  `
  CREATE TABLE holding (
    platform TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT,
    number TEXT,
    status TEXT,
    from_day TEXT,
    until_day TEXT,
    due_day TEXT,
    facts TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (platform, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX holding_subject ON holding (platform, subject);

  CREATE TABLE holding_reading (
    platform TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    whole_at INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (platform, kind, subject)
  ) STRICT, WITHOUT ROWID;
  `,
  // under which number a platform works on what it took, so that a later run can ask what came of it
  "ALTER TABLE request ADD COLUMN operation_id TEXT",
  // the names that the tables have in every engine (../rows.ts)
  `
  ALTER TABLE caqh_answer RENAME TO status_answer;
  ALTER TABLE survey RENAME TO list_size;
  ALTER TABLE spent RENAME TO call_made;
  `,
];

/** The version that this program writes. */
export const schemaVersion = migrations.length;

function pragma(database: Database, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return Number(row?.[name] ?? 0);
}

/**
 * Makes a new file a ledger and an older ledger a current one. Refuses, with a sentence, a file that is
 * something else, a ledger written by a newer program, and a ledger that lost what was not in its main file.
 */
export function prepareSchema(database: Database, path: string): void {
  try {
    checkSchema(database, path);
  } catch (error) {
    if (isNotADatabase(error)) throw notALedger(path, error);
    throw error;
  }
}

function checkSchema(database: Database, path: string): void {
  const version = pragma(database, "user_version");
  const application = pragma(database, "application_id");
  const isNew = pragma(database, "page_count") === 0;
  if (!isNew && application !== applicationId) {
    const tables = database.prepare("SELECT count(*) AS n FROM sqlite_master").get();
    const isBlank = version === 0 && application === 0 && Number(tables?.["n"] ?? 0) === 0;
    throw isBlank ? partOfALedger(path) : notALedger(path);
  }
  if (version > schemaVersion) {
    throw new LedgerFileError(
      `The ledger ${path} was written by a newer roster-sync (its version is ${version}, this program knows ${schemaVersion}).`,
      "Use the newer program, or use another ledger with --ledger.",
    );
  }
  const damage = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
  if (damage !== "ok") throw notALedger(path);
  // A power cut must not lose what was acknowledged: hence FULL, which flushes at every commit.
  database.exec("PRAGMA synchronous = FULL");
  // the tables are in the main file before any log stands beside it, so that a main file without tables tells a loss
  const missing = migrations.slice(version);
  if (missing.length > 0) {
    // all of them or none: a ledger is never between two versions
    database.exec(
      `BEGIN IMMEDIATE; ${missing.join(";")}; PRAGMA user_version = ${schemaVersion}; PRAGMA application_id = ${applicationId}; COMMIT`,
    );
  }
  database.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 1000");
}

function partOfALedger(path: string): LedgerFileError {
  return new LedgerFileError(
    `The file ${path} is empty: it is one part of a ledger, whose other part ${path}-wal is missing.`,
    "Put the missing file beside it, or restore the ledger from its backup. Do not just delete it: the missing file records what was already requested.",
  );
}

function notALedger(path: string, cause?: unknown): LedgerFileError {
  return new LedgerFileError(
    `The file ${path} is not a roster-sync ledger, or it is damaged.`,
    "Restore the ledger from its backup, or use another file with --ledger. Do not just delete it: it records what was already requested.",
    cause === undefined ? undefined : { cause },
  );
}
