import type { Database } from "../database/database.ts";

/**
 * The tables of one run. They hold what rows ask for, so that a roster of any length fits in little memory, and
 * they hold personal data, so they never become part of the ledger (docs/decisions/0003).
 */
export function prepareWorkspace(database: Database): void {
  database.exec(`
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -16000;

    CREATE TABLE staged (
      row INTEGER PRIMARY KEY,
      fault_code TEXT,
      fault TEXT,
      caqh_handle TEXT
    );

    CREATE TABLE ask (
      id INTEGER PRIMARY KEY,
      row INTEGER NOT NULL,
      kind TEXT NOT NULL,
      label TEXT NOT NULL,
      ask TEXT NOT NULL,
      refs TEXT NOT NULL,
      draft TEXT NOT NULL,
      options TEXT NOT NULL,
      previous_id TEXT,
      previous_status TEXT,
      key TEXT,
      code TEXT,
      problem TEXT
    );
    CREATE INDEX ask_row ON ask (row);
    CREATE INDEX ask_draft ON ask (draft);
    CREATE INDEX ask_key ON ask (key);

    CREATE TABLE question (
      id INTEGER PRIMARY KEY,
      directory TEXT NOT NULL,
      about TEXT NOT NULL,
      standing TEXT NOT NULL,
      optional INTEGER NOT NULL DEFAULT 0,
      earlier TEXT,
      instead INTEGER,
      answer TEXT,
      believed INTEGER NOT NULL DEFAULT 0,
      ending TEXT,
      code TEXT,
      problem TEXT,
      UNIQUE (directory, about)
    );
    CREATE INDEX question_answer ON question (directory, answer);
    CREATE INDEX question_open ON question (directory, standing);

    CREATE TABLE handle (directory TEXT NOT NULL, handle TEXT NOT NULL, question INTEGER NOT NULL,
      PRIMARY KEY (directory, handle, question)) WITHOUT ROWID;
    CREATE TABLE candidate (question INTEGER NOT NULL, entry_id TEXT NOT NULL, entry TEXT NOT NULL,
      PRIMARY KEY (question, entry_id)) WITHOUT ROWID;

    CREATE TABLE want (
      key TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      facts TEXT NOT NULL,
      bundle TEXT NOT NULL,
      row INTEGER NOT NULL,
      told_ids TEXT NOT NULL,
      step TEXT NOT NULL,
      held TEXT,
      note TEXT,
      missing INTEGER NOT NULL DEFAULT 0,
      sends INTEGER NOT NULL DEFAULT 0,
      code TEXT,
      problem TEXT
    ) WITHOUT ROWID;
    CREATE INDEX want_subject ON want (kind, subject);
    CREATE INDEX want_about ON want (subject);
    CREATE INDEX want_step ON want (kind, step, bundle);

    CREATE TABLE remote (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      subject TEXT NOT NULL,
      record TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    ) WITHOUT ROWID;
    CREATE INDEX remote_subject ON remote (kind, subject);

    CREATE TABLE unreadable (kind TEXT NOT NULL, subject TEXT NOT NULL, record TEXT NOT NULL,
      PRIMARY KEY (kind, subject, record)) WITHOUT ROWID;

    CREATE TABLE interest (kind TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (kind, subject)) WITHOUT ROWID;

    CREATE TABLE dated (row INTEGER PRIMARY KEY, named TEXT NOT NULL, medallion INTEGER, verifiable INTEGER);
    CREATE TABLE holder (platform TEXT NOT NULL, subject TEXT NOT NULL, what TEXT NOT NULL,
      PRIMARY KEY (platform, subject)) WITHOUT ROWID;
    CREATE TABLE glimpsed (platform TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, record TEXT NOT NULL,
      PRIMARY KEY (platform, kind, subject)) WITHOUT ROWID;

    CREATE TABLE caqh (
      handle TEXT PRIMARY KEY,
      step TEXT NOT NULL,
      target TEXT,
      columns TEXT,
      code TEXT,
      problem TEXT
    ) WITHOUT ROWID;
    CREATE INDEX caqh_step ON caqh (step);
    CREATE INDEX caqh_target ON caqh (target);
  `);
}
