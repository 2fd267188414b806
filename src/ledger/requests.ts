import type { Database, SqlValue } from "../database/database.ts";
import { jsonQuery, jsonRows } from "../database/json-rows.ts";
import { textIn } from "../database/row-text.ts";
import { RefusedChange, type GroupCommit } from "./commit.ts";
import type {
  IntentReceipt,
  LedgerEntry,
  RemoteState,
  RequestIdentity,
  Standing,
  SubmissionOutcome,
} from "./entry.ts";
import { recordChange } from "./changes.ts";
import { entryOf } from "./request-row.ts";

const columns =
  "key platform kind organization subject facts standing origin remote_id status status_reason details created_at intended_at doubt_since settled_at seen_at sends problem run".split(
    " ",
  );
const byKeys = jsonQuery(columns, "SELECT * FROM request WHERE key IN (SELECT value FROM json_each(?))");
const bySubject = jsonQuery(
  columns,
  "SELECT * FROM request WHERE kind = ? AND organization = ? AND subject = ?",
);

/** Every request ever made or adopted, and the rules by which it may change. */
export class Requests {
  readonly #database: Database;
  readonly #commit: GroupCommit;
  readonly #run: string;

  constructor(database: Database, commit: GroupCommit, run: string) {
    this.#database = database;
    this.#commit = commit;
    this.#run = run;
  }

  /** The entries of these keys that there are. */
  async find(keys: readonly string[]): Promise<ReadonlyMap<string, LedgerEntry>> {
    if (keys.length === 0) return new Map();
    const rows = jsonRows(this.#database, byKeys, JSON.stringify(keys));
    return new Map(rows.map((row) => [String(row["key"]), entryOf(row)]));
  }

  /** All entries of one kind about one subject. */
  async ofSubject(kind: string, organization: string, subject: string): Promise<readonly LedgerEntry[]> {
    return jsonRows(this.#database, bySubject, kind, organization, subject).map(entryOf);
  }

  /** What may or may not have been carried out, oldest first. */
  async unsettled(kind: string, organization: string): Promise<readonly LedgerEntry[]> {
    const sql = `SELECT * FROM request WHERE standing IN ('intended', 'in_doubt') AND kind = ? AND organization = ?
                 ORDER BY intended_at`;
    return this.#database.prepare(sql).all(kind, organization).map(entryOf);
  }

  /** Every entry, in key order, a page at a time; start with the empty string. */
  async page(afterKey: string, size: number): Promise<readonly LedgerEntry[]> {
    const sql = "SELECT * FROM request WHERE key > ? ORDER BY key LIMIT ?";
    return this.#database.prepare(sql).all(afterKey, size).map(entryOf);
  }

  /**
   * Requests with the time at which they were first seen in the status that they have now, in key order; those that
   * never changed are left out. For how long things take.
   */
  *changed(): Generator<LedgerEntry & { readonly reachedAt: number }> {
    const sql = `SELECT request.*, min(change.seen_at) AS reached_at FROM request
      JOIN change ON change.key = request.key AND change.to_status = request.status
      WHERE request.key > ? GROUP BY request.key ORDER BY request.key LIMIT 500`;
    const statement = this.#database.prepare(sql);
    for (let after = ""; ;) {
      const rows = statement.all(after);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = String(last["key"]);
      for (const row of rows) yield { ...entryOf(row), reachedAt: Number(row["reached_at"]) };
    }
  }

  /**
   * Puts on record that these requests are about to be sent together. Resolves once that is on the disk.
   * Rejects, and records nothing, when one of them exists already or may exist.
   */
  recordIntent(requests: readonly RequestIdentity[], at: number): Promise<IntentReceipt> {
    return this.#commit.write(() => {
      for (const request of requests) this.#intend(request, at);
      return { keys: requests.map(({ key }) => key), intendedAt: at } as unknown as IntentReceipt;
    });
  }

  #intend(request: RequestIdentity, at: number): void {
    const { changes } = this.#database
      .prepare(
        `INSERT INTO request (key, platform, kind, organization, subject, facts, standing, origin, intended_at, sends, run)
         VALUES (?, ?, ?, ?, ?, ?, 'intended', 'created', ?, 1, ?)
         ON CONFLICT (key) DO UPDATE SET standing = 'intended', origin = 'created', intended_at = excluded.intended_at,
           facts = excluded.facts, created_at = NULL, doubt_since = NULL, settled_at = NULL, problem = NULL, sends = sends + 1,
           run = excluded.run
         WHERE standing IN ('refused', 'released')`,
      )
      .run(...identityValues(request), at, this.#run);
    if (changes !== 1) throw new RefusedChange(`${request.key} was requested before; it is not sent again`);
  }

  /** Puts on record how a submission ended, for all that was sent together. */
  recordOutcome(intent: IntentReceipt, ended: SubmissionOutcome, at: number): Promise<void> {
    return this.#commit.writeSoon(() => {
      for (const key of intent.keys) this.#end(key, ended, at);
    });
  }

  #end(key: string, ended: SubmissionOutcome, at: number): void {
    if (ended.outcome === "accepted") return this.#accept(key, ended.remote, at);
    const doubtSince = ended.outcome === "in_doubt" ? at : null;
    this.#database
      .prepare(
        "UPDATE request SET standing = ?, problem = ?, doubt_since = ?, settled_at = ?, run = ? WHERE key = ?",
      )
      .run(ended.outcome, ended.problem, doubtSince, at, this.#run, key);
  }

  #accept(key: string, remote: RemoteState, at: number): void {
    this.#database
      .prepare(
        `UPDATE request SET standing = 'accepted', problem = NULL, doubt_since = NULL, settled_at = ?, run = ?
         WHERE key = ?`,
      )
      .run(at, this.#run, key);
    this.#see(key, this.#before(key)?.status, remote, at);
  }

  /** A doubt that the platform settled: it was never carried out, and may be sent again. */
  release(keys: readonly string[], at: number): Promise<void> {
    return this.#commit.write(() => {
      for (const key of keys)
        this.#end(key, { outcome: "released", problem: "not found on the platform" }, at);
    });
  }

  /**
   * A person says what became of a request: it exists, under an id if they know it, or it does not. Answers the
   * entry as it was before; undefined when there is none.
   */
  resolve(
    key: string,
    decision: { readonly exists: true; readonly remoteId: string | undefined } | { readonly exists: false },
    at: number,
  ): Promise<LedgerEntry | undefined> {
    return this.#commit.write(() => {
      const row = this.#database.prepare("SELECT * FROM request WHERE key = ?").get(key);
      if (row === undefined) return undefined;
      if (decision.exists) this.#accept(key, { remoteId: decision.remoteId }, at);
      else this.#end(key, { outcome: "released", problem: "settled by a person as not created" }, at);
      return entryOf(row);
    });
  }

  /**
   * What a list or a single read shows of a request: a new key is adopted, a doubt is settled as accepted, and a
   * status that moved is kept as a change.
   */
  recordSeen(
    seen: readonly (RequestIdentity & { readonly remote: RemoteState })[],
    at: number,
  ): Promise<void> {
    if (seen.length === 0) return Promise.resolve();
    return this.#commit.write(() => {
      for (const { remote, ...request } of seen) this.#recordSeen(request, remote, at);
    });
  }

  /** Nothing has moved on these as of now. */
  touch(keys: readonly string[], at: number): Promise<void> {
    if (keys.length === 0) return Promise.resolve();
    return this.#commit.write(() => {
      const statement = this.#database.prepare("UPDATE request SET seen_at = ? WHERE key = ?");
      for (const key of keys) statement.run(at, key);
    });
  }

  #recordSeen(request: RequestIdentity, remote: RemoteState, at: number): void {
    const before = this.#before(request.key);
    switch (before?.standing) {
      case undefined:
        this.#database
          .prepare(
            `INSERT INTO request (key, platform, kind, organization, subject, facts, standing, origin, settled_at, sends, run)
             VALUES (?, ?, ?, ?, ?, ?, 'accepted', 'adopted', ?, 0, ?)`,
          )
          .run(...identityValues(request), at, this.#run);
        return this.#see(request.key, undefined, remote, at);
      case "refused":
      case "released":
        this.#database.prepare("UPDATE request SET origin = 'adopted' WHERE key = ?").run(request.key);
        return this.#accept(request.key, remote, at);
      case "intended":
      case "in_doubt":
        return this.#accept(request.key, remote, at);
      case "accepted":
        return this.#see(request.key, before.status, remote, at);
    }
  }

  #before(key: string): { readonly standing: Standing; readonly status: string | undefined } | undefined {
    const row = this.#database.prepare("SELECT standing, status FROM request WHERE key = ?").get(key);
    return row === undefined
      ? undefined
      : { standing: row["standing"] as Standing, status: textIn(row, "status") };
  }

  #see(key: string, statusBefore: string | undefined, remote: RemoteState, at: number): void {
    if (statusBefore !== undefined && remote.status !== undefined && remote.status !== statusBefore) {
      recordChange(this.#database, { key, from: statusBefore, to: remote.status, seenAt: at });
    }
    this.#database
      .prepare(
        `UPDATE request SET remote_id = coalesce(?1, remote_id), status = coalesce(?2, status),
           status_reason = CASE WHEN ?2 IS NULL THEN status_reason ELSE ?3 END,
           details = coalesce(?4, details), seen_at = CASE WHEN ?2 IS NULL THEN seen_at ELSE ?5 END,
           created_at = coalesce(?6, created_at)
         WHERE key = ?7`,
      )
      .run(
        remote.remoteId ?? null,
        remote.status ?? null,
        remote.statusReason ?? null,
        remote.details === undefined ? null : JSON.stringify(remote.details),
        at,
        wholeTime(remote.createdAt),
        key,
      );
  }
}

/** Platforms may send fractions and nonsense; the column takes whole milliseconds. */
function wholeTime(ms: number | undefined): number | null {
  return ms === undefined || !Number.isFinite(ms) ? null : Math.trunc(ms);
}

function identityValues(request: RequestIdentity): SqlValue[] {
  const { key, platform, kind, organization, subject, facts } = request;
  return [key, platform, kind, organization, subject, JSON.stringify(facts)];
}
