import { LedgerFileError } from "../../errors.ts";
import type { PostgresAddress } from "./address.ts";
import type { Connection } from "./connection.ts";

/** The schema that all ledgers of a database have in common. */
export const commonSchema = "roster_sync";

/**
 * One step for each version, in order. A step that was released is never edited.
 *
 * The row of an account is the lock of its window, and the server's clock the only clock. A call counts from its start
 * until one window after its end, since it arrives at the platform somewhere between the two; one whose process died,
 * until one window after its deadline.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE pace_account (
    account text COLLATE "C" PRIMARY KEY,
    held_until timestamptz,
    -- the longest window that anybody has asked for: calls are remembered for so long
    longest interval NOT NULL DEFAULT '0'
  );
  CREATE TABLE pace_call (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account text COLLATE "C" NOT NULL,
    run text NOT NULL,
    started timestamptz NOT NULL,
    -- when it ended; of a call under way, when it will have ended at the latest
    ended timestamptz NOT NULL,
    open boolean NOT NULL
  );
  CREATE INDEX pace_call_account ON pace_call (account, ended);
  CREATE TABLE meta (name text PRIMARY KEY, value text NOT NULL);

  -- a place, or how long to wait for one
  CREATE FUNCTION pace_take(
    acct text, caller text, calls bigint, window_ms float8, deadline_ms float8,
    OUT place bigint, OUT wait_ms float8, OUT asked boolean
  ) LANGUAGE plpgsql SET search_path = ${commonSchema} AS $$
  DECLARE
    span interval := make_interval(secs => window_ms / 1000);
    held timestamptz;
    known interval;
    moment timestamptz;
    used bigint;
    free timestamptz;
  BEGIN
    SELECT held_until, longest INTO held, known FROM pace_account WHERE account = acct FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO pace_account (account) VALUES (acct) ON CONFLICT (account) DO NOTHING;
      SELECT held_until, longest INTO held, known FROM pace_account WHERE account = acct FOR UPDATE;
    END IF;
    IF known < span THEN
      UPDATE pace_account SET longest = span WHERE account = acct;
      known := span;
    END IF;
    moment := clock_timestamp();
    asked := coalesce(held > moment, false);
    IF asked THEN
      wait_ms := extract(epoch FROM held - moment) * 1000;
      RETURN;
    END IF;
    DELETE FROM pace_call WHERE account = acct AND ended <= moment - known;
    SELECT count(*) INTO used FROM pace_call
      WHERE account = acct AND (open OR ended > moment - span);
    IF used < calls THEN
      INSERT INTO pace_call (account, run, started, ended, open)
        VALUES (acct, caller, moment, moment + make_interval(secs => deadline_ms / 1000), true)
        RETURNING id INTO place;
      RETURN;
    END IF;
    -- the place that is free next; calls under way end whenever they end
    SELECT ended INTO free FROM pace_call
      WHERE account = acct AND NOT open AND ended > moment - span
      ORDER BY ended OFFSET used - calls LIMIT 1;
    wait_ms := coalesce(extract(epoch FROM free + span - moment) * 1000, 20);
  END $$;

  CREATE FUNCTION pace_done(call bigint) RETURNS void
  LANGUAGE sql SET search_path = ${commonSchema} AS $$
    UPDATE pace_call SET ended = clock_timestamp(), open = false WHERE id = call AND open;
  $$;

  CREATE FUNCTION pace_hold(acct text, wait_ms float8) RETURNS void
  LANGUAGE sql SET search_path = ${commonSchema} AS $$
    INSERT INTO pace_account (account, held_until)
      VALUES (acct, clock_timestamp() + make_interval(secs => wait_ms / 1000))
      ON CONFLICT (account) DO UPDATE SET held_until = greatest(pace_account.held_until, excluded.held_until);
  $$;
  `,
];

/** The version that this program works with. */
const paceVersion = migrations.length;

/** Makes what all ledgers of a database have in common, where it is not there yet. Throws LedgerFileError when it may not. */
export async function preparePaceSchema(connection: Connection, address: PostgresAddress): Promise<void> {
  if ((await versionOf(connection)) === paceVersion) return;
  try {
    await connection.together(async (query) => {
      await query("BEGIN");
      try {
        // several runs may begin at once
        await query(`SELECT pg_advisory_xact_lock(hashtextextended('roster-sync ${commonSchema}', 0))`);
        const { rows } = await query("SELECT FROM pg_namespace WHERE nspname = $1", [commonSchema]);
        if (rows.length === 0) await query(`CREATE SCHEMA ${commonSchema}`);
        await query(`SET LOCAL search_path TO ${commonSchema}`);
        const { rows: tables } = await query("SELECT to_regclass('meta') IS NOT NULL AS is_there");
        const from = tables[0]?.["is_there"] === true ? await readVersion(query) : 0;
        for (const step of migrations.slice(from)) await query(step);
        await query(
          `INSERT INTO meta (name, value) VALUES ('pace_version', $1)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
          [String(Math.max(from, paceVersion))],
        );
        await query("COMMIT");
      } catch (error) {
        if (connection.broken() === undefined) await query("ROLLBACK");
        throw error;
      }
    });
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "42501") throw error;
    throw new LedgerFileError(
      `The database ${address.database} does not have what its ledgers share (schema ${commonSchema}), and ${address.user} may not create it.`,
      "Run roster-sync ledger upgrade once as a user who may (docs/operations.md).",
      { cause: error },
    );
  }
  if ((await versionOf(connection)) === paceVersion) return;
  throw new LedgerFileError(
    `The database ${address.database} was used by a newer roster-sync.`,
    "Use the newer program.",
  );
}

async function versionOf(connection: Connection): Promise<number | undefined> {
  const { rows } = await connection.query(
    `SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relname = 'meta' AND has_schema_privilege(n.oid, 'USAGE')`,
    [commonSchema],
  );
  return rows.length === 0 ? undefined : readVersion(connection.query);
}

async function readVersion(query: Connection["query"]): Promise<number> {
  const { rows } = await query(`SELECT value FROM ${commonSchema}.meta WHERE name = 'pace_version'`);
  return Number(rows[0]?.["value"] ?? 0);
}
