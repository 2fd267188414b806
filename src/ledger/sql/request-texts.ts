import type { Dialect } from "./engine.ts";

/** The statements of {@link ruleTexts}. */
export type RuleTexts = ReturnType<typeof ruleTexts>;

const identity = {
  key: "text",
  platform: "text",
  kind: "text",
  organization: "text",
  subject: "text",
  facts: "text",
} as const;
const remote = {
  remote_id: "text",
  status: "text",
  status_reason: "text",
  details: "text",
  created_at: "bigint",
} as const;
const at = "CAST(?2 AS bigint)";

/**
 * The statements by which requests change. All of a set at once: what one of them changes, the others of the same
 * statement do not see. Types are said where PostgreSQL could not tell them.
 */
export function ruleTexts({ items, records, appended }: Dialect) {
  const these = `key IN (SELECT t.item FROM ${items(1)})`;
  const isOpen = "request.standing = 'accepted'";
  return {
    /** ?1 identities, ?2 at, ?3 run, ?4 by how much the platform's clock is ahead. Gives back what may be sent. */
    intend: `
      INSERT INTO request (key, platform, kind, organization, subject, facts, standing, origin, intended_at, sends, run,
        unsettled_since, clock_ahead)
      SELECT t.key, t.platform, t.kind, t.organization, t.subject, t.facts, 'intended', 'created', ${at}, 1,
        CAST(?3 AS text), ${at}, CAST(?4 AS bigint)
      FROM ${records(identity)} WHERE true ORDER BY t.n
      ON CONFLICT (key) DO UPDATE SET standing = 'intended', origin = 'created', intended_at = excluded.intended_at,
        facts = excluded.facts, created_at = NULL, doubt_since = NULL, settled_at = NULL, problem = NULL,
        sends = request.sends + 1, run = excluded.run,
        unsettled_since = coalesce(request.unsettled_since, excluded.unsettled_since),
        clock_ahead = excluded.clock_ahead, answer_status = NULL, operation_id = NULL, shown_at = NULL, remote_id = NULL, status = NULL,
        status_reason = NULL, details = NULL
      WHERE request.standing IN ('refused', 'released')
      RETURNING key`,
    /** ?1 keys, ?2 an id, if there is one: their statuses, and how many other accepted requests of their kind have it. */
    before: `
      SELECT mine.key AS key, mine.status AS status, (SELECT count(*) FROM request other
        WHERE other.kind = mine.kind AND other.remote_id = CAST(?2 AS text) AND other.key <> mine.key
          AND other.standing = 'accepted') AS others
      FROM ${items(1)} CROSS JOIN request mine WHERE mine.key = t.item`,
    /** ?1 a key, ?2 an id: the accepted requests of its kind that have it. */
    holdersOf: `
      SELECT holder.key AS key FROM request mine CROSS JOIN request holder
      WHERE mine.key = ?1 AND holder.kind = mine.kind AND holder.remote_id = ?2 AND holder.standing = 'accepted'`,
    /** ?1 keys, ?2 standing, ?3 problem, ?4 in doubt since, ?5 the answer's status, ?6 at, ?7 run, ?8 1 when certain, ?9 the
     * number under which the platform works on it. */
    end: `
      UPDATE request SET standing = ?2, problem = ?3, doubt_since = CAST(?4 AS bigint),
        answer_status = CAST(?5 AS bigint), settled_at = CAST(?6 AS bigint), run = ?7, operation_id = ?9,
        unsettled_since = CASE WHEN CAST(?8 AS bigint) = 1 AND intended_at = unsettled_since THEN NULL
          ELSE unsettled_since END
      WHERE ${these}`,
    /** ?1 records, ?2 at. A status has not moved when the id is another one. */
    moved: `
      INSERT INTO change (key, from_status, to_status, seen_at)
      SELECT r.key, r.status, t.status, ${at}
      FROM ${records({ key: "text", remote_id: "text", status: "text" })} CROSS JOIN request r
      WHERE r.key = t.key AND r.status <> t.status AND coalesce(r.remote_id = t.remote_id, true) ORDER BY t.n`,
    /** ?1 records, ?2 at, ?3 run, ?4 when it was shown, if it was. */
    accept: `
      UPDATE request SET standing = 'accepted', problem = NULL, doubt_since = NULL, answer_status = NULL,
        operation_id = NULL, settled_at = ${at}, run = ?3,
        unsettled_since = CASE WHEN t.placed = 1 THEN NULL ELSE request.unsettled_since END,
        remote_id = coalesce(t.remote_id, request.remote_id), status = coalesce(t.status, request.status),
        status_reason = CASE WHEN t.status IS NULL THEN request.status_reason ELSE t.status_reason END,
        details = coalesce(t.details, request.details),
        seen_at = CASE WHEN t.status IS NULL THEN request.seen_at ELSE ${at} END,
        created_at = coalesce(t.created_at, request.created_at),
        shown_at = coalesce(CAST(?4 AS bigint), request.shown_at)
      FROM ${records({ key: "text", ...remote, placed: "bigint" })} WHERE request.key = t.key`,
    /** ?1 records: those that are not known under another key than theirs. */
    free: `
      SELECT t.key AS key FROM ${records({ ...identity, remote_id: "text", shared: "bigint", later: "bigint" })}
      WHERE t.remote_id IS NULL OR t.shared = 1
        OR EXISTS (SELECT 1 FROM request own WHERE own.key = t.key AND own.kind = t.kind
          AND own.remote_id = t.remote_id AND own.standing = 'accepted')
        OR (t.later = 0 AND NOT EXISTS (SELECT 1 FROM request other WHERE other.kind = t.kind
          AND other.remote_id = t.remote_id AND other.standing = 'accepted'))`,
    /** ?1 records, ?2 at, ?3 run. */
    see: `
      INSERT INTO request (key, platform, kind, organization, subject, facts, standing, origin, settled_at, sends, run,
        remote_id, status, status_reason, details, seen_at, created_at, shown_at)
      SELECT t.key, t.platform, t.kind, t.organization, t.subject, t.facts, 'accepted', 'adopted', ${at}, 0,
        CAST(?3 AS text), t.remote_id, t.status, CASE WHEN t.status IS NOT NULL THEN t.status_reason END, t.details,
        CASE WHEN t.status IS NOT NULL THEN ${at} END, t.created_at, ${at}
      FROM ${records({ ...identity, ...remote })} WHERE true ORDER BY t.n
      ON CONFLICT (key) DO UPDATE SET standing = 'accepted',
        origin = CASE WHEN request.standing IN ('refused', 'released') THEN 'adopted' ELSE request.origin END,
        problem = CASE WHEN ${isOpen} THEN request.problem END,
        doubt_since = CASE WHEN ${isOpen} THEN request.doubt_since END,
        answer_status = CASE WHEN ${isOpen} THEN request.answer_status END,
        operation_id = CASE WHEN ${isOpen} THEN request.operation_id END,
        settled_at = CASE WHEN ${isOpen} THEN request.settled_at ELSE excluded.settled_at END,
        run = CASE WHEN ${isOpen} THEN request.run ELSE excluded.run END,
        unsettled_since = NULL,
        remote_id = coalesce(excluded.remote_id, request.remote_id),
        status = coalesce(excluded.status, request.status),
        status_reason = CASE WHEN excluded.status IS NULL THEN request.status_reason ELSE excluded.status_reason END,
        details = coalesce(excluded.details, request.details),
        seen_at = coalesce(excluded.seen_at, request.seen_at),
        created_at = coalesce(excluded.created_at, request.created_at),
        shown_at = excluded.shown_at`,
    /** ?1 keys. */
    byKeys: `SELECT * FROM request WHERE ${these}`,
    /** ?1 keys, ?2 at, ?3 run, ?4 why: a person says that they are not there, or not any more. */
    giveUp: `
      UPDATE request SET standing = 'released', problem = ?4, doubt_since = NULL, answer_status = NULL,
        operation_id = NULL, settled_at = ${at}, run = ?3, unsettled_since = NULL, shown_at = NULL, remote_id = NULL, status = NULL,
        status_reason = NULL, details = NULL,
        given_up = CASE WHEN remote_id IS NULL THEN given_up ELSE ${appended("given_up", "remote_id")} END
      WHERE ${these}`,
    /** ?1 keys, ?2 at, ?3 run. */
    disown: `
      UPDATE request SET remote_id = NULL, status = NULL, status_reason = NULL, details = NULL, seen_at = NULL,
        created_at = NULL, shown_at = NULL, standing = CASE origin WHEN 'created' THEN standing ELSE 'released' END,
        problem = 'its id turned out to be that of another request', settled_at = ${at}, run = ?3
      WHERE ${these}`,
    /** ?1 a key that another request is to stand under. */
    clearWay: "DELETE FROM request WHERE key = ?1 AND standing IN ('refused', 'released')",
    /** ?1 from, ?2 into, ?3 facts. */
    rename: `
      UPDATE request SET key = ?2, facts = ?3
      WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM request there WHERE there.key = ?2) RETURNING key`,
    /** ?1 from, ?2 into. */
    renameChanges: "UPDATE change SET key = ?2 WHERE key = ?1",
    /** ?1 keys, ?2 at. */
    touch: `UPDATE request SET seen_at = ${at} WHERE ${these}`,
  };
}
