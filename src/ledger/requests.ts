import type { Database, SqlValue } from "../database/database.ts";
import { jsonQuery, jsonRows } from "../database/json-rows.ts";
import { textIn } from "../database/row-text.ts";
import { RefusedChange, type GroupCommit } from "./commit.ts";
import type {
  IntentReceipt,
  LedgerEntry,
  RemoteState,
  RequestIdentity,
  Resolution,
  Standing,
  SubmissionOutcome,
} from "./entry.ts";
import { recordChange } from "./changes.ts";
import { entryOf } from "./request-row.ts";

const columns =
  "key platform kind organization subject facts standing origin remote_id status status_reason details created_at intended_at doubt_since settled_at seen_at sends problem run unsettled_since shown_at clock_ahead answer_status given_up operation_id".split(
    " ",
  );
const byKeys = jsonQuery(columns, "SELECT * FROM request WHERE key IN (SELECT value FROM json_each(?))");
const byRemoteIds = jsonQuery(
  columns,
  "SELECT * FROM request WHERE kind = ? AND remote_id IN (SELECT value FROM json_each(?)) ORDER BY key",
);
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

  /** Every entry of one kind that has one of these ids; as a rule one for each id. */
  async withRemoteIds(kind: string, ids: readonly string[]): Promise<readonly LedgerEntry[]> {
    if (ids.length === 0) return [];
    return jsonRows(this.#database, byRemoteIds, kind, JSON.stringify(ids)).map(entryOf);
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
   * @param clockAheadMs by how much the platform's clock is ahead of ours, where that is known
   */
  recordIntent(
    requests: readonly RequestIdentity[],
    at: number,
    clockAheadMs?: number,
  ): Promise<IntentReceipt> {
    return this.#commit.write(() => {
      for (const request of requests) this.#intend(request, at, clockAheadMs);
      return { keys: requests.map(({ key }) => key), intendedAt: at } as unknown as IntentReceipt;
    });
  }

  #intend(request: RequestIdentity, at: number, clockAheadMs: number | undefined): void {
    const { changes } = this.#database
      .prepare(
        `INSERT INTO request (key, platform, kind, organization, subject, facts, standing, origin, intended_at, sends,
           run, unsettled_since, clock_ahead)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'intended', 'created', ?7, 1, ?8, ?7, ?9)
         ON CONFLICT (key) DO UPDATE SET standing = 'intended', origin = 'created', intended_at = excluded.intended_at,
           facts = excluded.facts, created_at = NULL, doubt_since = NULL, settled_at = NULL, problem = NULL, sends = sends + 1,
           run = excluded.run, unsettled_since = coalesce(unsettled_since, excluded.unsettled_since),
           clock_ahead = excluded.clock_ahead, answer_status = NULL, operation_id = NULL, shown_at = NULL, remote_id = NULL, status = NULL,
           status_reason = NULL, details = NULL
         WHERE standing IN ('refused', 'released')`,
      )
      .run(...identityValues(request), at, this.#run, clockAheadMs ?? null);
    if (changes !== 1) throw new RefusedChange(`${request.key} was requested before; it is not sent again`);
  }

  /**
   * Puts on record how a submission ended, for all that was sent together. An id that another request of the kind has
   * is no proof that these were made: then they are in doubt, and the answer is `claimed`.
   */
  recordOutcome(
    intent: IntentReceipt,
    ended: SubmissionOutcome,
    at: number,
  ): Promise<"recorded" | "claimed"> {
    return this.#commit.writeSoon(() => {
      const id = ended.outcome === "accepted" ? ended.remote.remoteId : undefined;
      const isClaimed = id !== undefined && intent.keys.some((key) => this.#hasAnother(key, id));
      const end: SubmissionOutcome = isClaimed
        ? { outcome: "in_doubt", problem: `answered with the id ${id}, which another request has` }
        : ended;
      for (const key of intent.keys) this.#end(key, end, at, true);
      return isClaimed ? "claimed" : "recorded";
    });
  }

  /** Whether another request of the same kind has this id. */
  #hasAnother(key: string, id: string): boolean {
    const sql = `SELECT 1 FROM request WHERE remote_id = ? AND key <> ? AND standing = 'accepted'
                 AND kind = (SELECT kind FROM request WHERE key = ?) LIMIT 1`;
    return this.#database.prepare(sql).get(id, key, key) !== undefined;
  }

  /** @param certain nothing of it can be on the platform, unless it is in doubt; else only no list has shown it */
  #end(key: string, ended: SubmissionOutcome, at: number, certain: boolean): void {
    if (ended.outcome === "accepted") return this.#accept(key, ended.remote, at, undefined);
    const inDoubt = ended.outcome === "in_doubt";
    this.#database
      .prepare(
        `UPDATE request SET standing = ?1, problem = ?2, doubt_since = ?3, answer_status = ?4, settled_at = ?5, run = ?6,
           operation_id = ?9,
           unsettled_since = CASE WHEN ?7 AND intended_at = unsettled_since THEN NULL ELSE unsettled_since END
         WHERE key = ?8`,
      )
      .run(
        ended.outcome,
        ended.problem,
        inDoubt ? at : null,
        inDoubt ? (ended.answerStatus ?? null) : null,
        at,
        this.#run,
        certain && !inDoubt ? 1 : 0,
        key,
        inDoubt ? (ended.operationId ?? null) : null,
      );
  }

  #accept(key: string, remote: RemoteState, at: number, shownAt: number | undefined): void {
    this.#database
      .prepare(
        `UPDATE request SET standing = 'accepted', problem = NULL, doubt_since = NULL, answer_status = NULL,
           operation_id = NULL, settled_at = ?1, run = ?2, unsettled_since = CASE WHEN ?3 THEN NULL ELSE unsettled_since END WHERE key = ?4`,
      )
      .run(at, this.#run, shownAt !== undefined || remote.remoteId !== undefined ? 1 : 0, key);
    this.#see(key, this.#before(key)?.status, remote, at, shownAt);
  }

  /** No list shows it: it counts as not carried out, and may be sent again. */
  release(keys: readonly string[], at: number): Promise<void> {
    return this.#commit.write(() => {
      for (const key of keys)
        this.#end(key, { outcome: "released", problem: "not found on the platform" }, at, false);
    });
  }

  /** The platform said no in a way that proved nothing, and no list shows it. */
  refuse(keys: readonly string[], problem: string, at: number, certain: boolean): Promise<void> {
    return this.#commit.write(() => {
      for (const key of keys) this.#end(key, { outcome: "refused", problem }, at, certain);
    });
  }

  /**
   * A person says what became of a request. One that is not there, or is wanted once more, gives up its id: nothing
   * hands that back. Answers the entry as it was before; undefined when there is none.
   */
  resolve(key: string, resolution: Resolution, at: number): Promise<LedgerEntry | undefined> {
    return this.#commit.write(() => {
      const row = this.#database.prepare("SELECT * FROM request WHERE key = ?").get(key);
      if (row === undefined) return undefined;
      if (resolution.as === "created") {
        this.#accept(key, { remoteId: resolution.remoteId }, at, at);
        return entryOf(row);
      }
      const problem =
        resolution.as === "absent" ? "settled by a person as not created" : "asked for again by a person";
      this.#end(key, { outcome: "released", problem }, at, true);
      this.#database
        .prepare(
          `UPDATE request SET unsettled_since = NULL, shown_at = NULL, remote_id = NULL, status = NULL, status_reason = NULL,
             details = NULL, given_up = CASE WHEN remote_id IS NULL THEN given_up
               ELSE json_insert(coalesce(given_up, '[]'), '$[#]', remote_id) END WHERE key = ?`,
        )
        .run(key);
      return entryOf(row);
    });
  }

  /** Which requests of a kind have these ids, by id. */
  async claims(kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const sql = `SELECT remote_id, key FROM request WHERE kind = ? AND standing = 'accepted'
                 AND remote_id IN (SELECT value FROM json_each(?))`;
    const rows = this.#database.prepare(sql).all(kind, JSON.stringify(ids));
    return new Map(rows.map((row) => [String(row["remote_id"]), String(row["key"])]));
  }

  /** What may be sent again though an earlier sending may be there after all: no list showed it, and that is all. */
  async sentUnseen(kind: string, organization: string): Promise<readonly LedgerEntry[]> {
    const sql = `SELECT * FROM request WHERE unsettled_since IS NOT NULL AND standing IN ('refused', 'released')
                 AND kind = ? AND organization = ?`;
    return this.#database.prepare(sql).all(kind, organization).map(entryOf);
  }

  /** The run that writes. */
  get run(): string {
    return this.#run;
  }

  /**
   * What a list or a single read shows of a request: a new key is adopted, a doubt is settled as accepted, and a
   * status that moved is kept as a change. Answers the keys that were left as they are, since what was seen is the
   * request of another key: one request on a platform never stands under two keys, unless it is for several things.
   */
  recordSeen(
    seen: readonly (RequestIdentity & { readonly remote: RemoteState })[],
    at: number,
  ): Promise<readonly string[]> {
    if (seen.length === 0) return Promise.resolve([]);
    return this.#commit.write(() =>
      seen.flatMap(({ remote, ...request }) => {
        if (this.#isAnothers(request.key, request.kind, remote)) return [request.key];
        this.#recordSeen(request, remote, at);
        return [];
      }),
    );
  }

  /** The id that these have turned out to be another request's. What this program sent itself was accepted all the same. */
  disown(keys: readonly string[], at: number): Promise<void> {
    if (keys.length === 0) return Promise.resolve();
    return this.#commit.write(() => {
      const statement = this.#database.prepare(
        `UPDATE request SET remote_id = NULL, status = NULL, status_reason = NULL, details = NULL, seen_at = NULL,
           created_at = NULL, shown_at = NULL, standing = CASE origin WHEN 'created' THEN standing ELSE 'released' END,
           problem = 'its id turned out to be that of another request', settled_at = ?, run = ? WHERE key = ?`,
      );
      for (const key of keys) statement.run(at, this.#run, key);
    });
  }

  /**
   * A request stands under another key from now on, since the roster names it more precisely. What else stood under
   * that key came to nothing, and goes.
   */
  rename(key: string, { key: into, attributes }: RequestIdentity): Promise<void> {
    return this.#commit.write(() => {
      this.#database
        .prepare("DELETE FROM request WHERE key = ? AND standing IN ('refused', 'released')")
        .run(into);
      this.#database
        .prepare("UPDATE request SET key = ?, facts = ? WHERE key = ?")
        .run(into, JSON.stringify(attributes), key);
      this.#database.prepare("UPDATE change SET key = ? WHERE key = ?").run(into, key);
    });
  }

  /** Whether an id stands under another key, though not under this one. */
  #isAnothers(key: string, kind: string, { remoteId: id, shared }: RemoteState): boolean {
    if (id === undefined || shared === true) return false;
    const keys = this.#database
      .prepare("SELECT key FROM request WHERE kind = ? AND remote_id = ? AND standing = 'accepted'")
      .all(kind, id)
      .map((row) => row["key"]);
    return keys.length > 0 && !keys.includes(key);
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
        return this.#see(request.key, undefined, remote, at, at);
      case "refused":
      case "released":
        this.#database.prepare("UPDATE request SET origin = 'adopted' WHERE key = ?").run(request.key);
        return this.#accept(request.key, remote, at, at);
      case "intended":
      case "in_doubt":
        return this.#accept(request.key, remote, at, at);
      case "accepted":
        return this.#see(request.key, before.status, remote, at, at);
    }
  }

  #before(key: string): Before | undefined {
    const row = this.#database
      .prepare("SELECT kind, standing, status, remote_id FROM request WHERE key = ?")
      .get(key);
    if (row === undefined) return undefined;
    return {
      kind: String(row["kind"]),
      standing: row["standing"] as Standing,
      status: textIn(row, "status"),
      remoteId: textIn(row, "remote_id"),
    };
  }

  /** @param shownAt when the platform showed it, or a person vouched for it; undefined when only an answer named it */
  #see(
    key: string,
    statusBefore: string | undefined,
    seen: RemoteState,
    at: number,
    shownAt: number | undefined,
  ): void {
    const before = this.#before(key);
    // an answer that names the request of another key says nothing of this one
    const remote = this.#isAnothers(key, before?.kind ?? "", seen) ? {} : seen;
    // the status of what was taken for it before has not moved
    const isOther =
      before?.remoteId !== undefined && before.remoteId !== (remote.remoteId ?? before.remoteId);
    const from = isOther ? undefined : statusBefore;
    if (from !== undefined && remote.status !== undefined && remote.status !== from) {
      recordChange(this.#database, { key, from, to: remote.status, seenAt: at });
    }
    this.#database
      .prepare(
        `UPDATE request SET remote_id = coalesce(?1, remote_id), status = coalesce(?2, status),
           status_reason = CASE WHEN ?2 IS NULL THEN status_reason ELSE ?3 END,
           details = coalesce(?4, details), seen_at = CASE WHEN ?2 IS NULL THEN seen_at ELSE ?5 END,
           created_at = coalesce(?6, created_at), shown_at = coalesce(?8, shown_at),
           unsettled_since = CASE WHEN ?8 IS NULL THEN unsettled_since ELSE NULL END
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
        shownAt ?? null,
      );
  }
}

/** Platforms may send fractions and nonsense; the column takes whole milliseconds. */
function wholeTime(ms: number | undefined): number | null {
  return ms === undefined || !Number.isFinite(ms) ? null : Math.trunc(ms);
}

interface Before {
  readonly kind: string;
  readonly standing: Standing;
  readonly status: string | undefined;
  readonly remoteId: string | undefined;
}

function identityValues(request: RequestIdentity): SqlValue[] {
  const { key, platform, kind, organization, subject, attributes } = request;
  return [key, platform, kind, organization, subject, JSON.stringify(attributes)];
}
