import type { Database } from "../database/database.ts";

/**
 * The tables of one run. They hold what rows ask for, so that a roster of any length fits in little memory, and
 * they hold personal data, so they never become part of the ledger (docs/decisions/0003).
 */
export function prepareStaging(database: Database): void {
  database.exec(`
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -16000;

    CREATE TABLE staged (
      row INTEGER PRIMARY KEY,
      fault_code TEXT,
      fault TEXT
    );

    CREATE TABLE spec (
      id INTEGER PRIMARY KEY,
      row INTEGER NOT NULL,
      kind TEXT NOT NULL,
      label TEXT NOT NULL,
      spec TEXT NOT NULL,
      refs TEXT NOT NULL,
      draft TEXT NOT NULL,
      options TEXT NOT NULL,
      previous_id TEXT,
      previous_status TEXT,
      key TEXT,
      code TEXT,
      problem TEXT
    );
    CREATE INDEX spec_row ON spec (row);
    CREATE INDEX spec_draft ON spec (draft);
    CREATE INDEX spec_key ON spec (key);

    CREATE TABLE query (
      id INTEGER PRIMARY KEY,
      lookup_source TEXT NOT NULL,
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
      UNIQUE (lookup_source, about)
    );
    CREATE INDEX query_answer ON query (lookup_source, answer);
    CREATE INDEX query_open ON query (lookup_source, standing);

    CREATE TABLE match_key (lookup_source TEXT NOT NULL, match_key TEXT NOT NULL, query INTEGER NOT NULL,
      PRIMARY KEY (lookup_source, match_key, query)) WITHOUT ROWID;
    CREATE TABLE candidate (query INTEGER NOT NULL, entry_id TEXT NOT NULL, entry TEXT NOT NULL,
      PRIMARY KEY (query, entry_id)) WITHOUT ROWID;

    CREATE TABLE work_item (
      key TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      attributes TEXT NOT NULL,
      verb TEXT NOT NULL DEFAULT 'create',
      digest TEXT,
      target TEXT,
      batch TEXT NOT NULL,
      row INTEGER,
      told_ids TEXT NOT NULL,
      state TEXT NOT NULL,
      held TEXT,
      note TEXT,
      missing INTEGER NOT NULL DEFAULT 0,
      sends INTEGER NOT NULL DEFAULT 0,
      code TEXT,
      problem TEXT
    ) WITHOUT ROWID;
    CREATE INDEX work_item_subject ON work_item (kind, subject);
    CREATE INDEX work_item_about ON work_item (subject);
    CREATE INDEX work_item_state ON work_item (kind, state, batch);

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

    CREATE TABLE dated (row INTEGER PRIMARY KEY, named TEXT NOT NULL);
    CREATE TABLE dated_person (row INTEGER NOT NULL, platform TEXT NOT NULL, query INTEGER NOT NULL,
      PRIMARY KEY (row, platform)) WITHOUT ROWID;
    CREATE TABLE holder (platform TEXT NOT NULL, subject TEXT NOT NULL, what TEXT NOT NULL,
      PRIMARY KEY (platform, subject)) WITHOUT ROWID;
    CREATE TABLE glimpsed (platform TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, record TEXT NOT NULL,
      PRIMARY KEY (platform, kind, subject)) WITHOUT ROWID;

    CREATE TABLE row_status (row INTEGER NOT NULL, source TEXT NOT NULL, match_key TEXT NOT NULL,
      PRIMARY KEY (row, source)) WITHOUT ROWID;
    CREATE INDEX row_status_query ON row_status (source, match_key);
    CREATE TABLE status_query (
      source TEXT NOT NULL,
      match_key TEXT NOT NULL,
      step TEXT NOT NULL,
      target TEXT,
      columns TEXT,
      code TEXT,
      problem TEXT,
      PRIMARY KEY (source, match_key)
    ) WITHOUT ROWID;
    CREATE INDEX status_query_step ON status_query (source, step);
    CREATE INDEX status_query_target ON status_query (source, target);
  `);
}
