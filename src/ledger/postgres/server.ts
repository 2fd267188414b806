import { LedgerFileError } from "../../errors.ts";
import type { PostgresAddress } from "./address.ts";
import type { Connection } from "./connection.ts";

/** The first version that has all that is used here. */
const oldestVersion = 120_000;

/** What a server says of itself when a session begins. */
export interface ServerFacts {
  /** As PostgreSQL numbers them: 150018 is 15.18. */
  readonly version: number;
  /** Which server, and which of the lives that a restored backup or a promoted standby begins; undefined if it does not tell. */
  readonly timeline: string | undefined;
}

/**
 * Makes sure that a session is one that a ledger can be kept with: with the server itself, which takes writes and keeps
 * what it has acknowledged. Throws LedgerFileError, with a sentence, when it is not.
 */
export async function prepareServer(connection: Connection, address: PostgresAddress): Promise<ServerFacts> {
  const { rows } = await connection.query(`
    SELECT pg_backend_pid() AS pid, pg_is_in_recovery() AS standby,
      current_setting('default_transaction_read_only') AS read_only,
      CAST(current_setting('server_version_num') AS int) AS version`);
  const [facts = {}] = rows;
  const version = Number(facts["version"]);
  const refused = (says: string, remedy: string): LedgerFileError =>
    new LedgerFileError(`The ledger ${address.shown} cannot be used: ${says}.`, remedy);
  if (facts["pid"] !== connection.processId())
    throw refused(
      "a connection pooler stands in between, and a run needs a connection of its own",
      "Name the server itself in the address, not pgbouncer or another pooler.",
    );
  if (facts["standby"] === true)
    throw refused("this server is a standby, which takes no writes", "Name the primary in the address.");
  if (facts["read_only"] === "on")
    throw refused(
      `the server lets ${address.user} only read`,
      "Set default_transaction_read_only to off for this user and database.",
    );
  if (version < oldestVersion)
    throw refused("the server is older than PostgreSQL 12", "Use PostgreSQL 12 or later.");
  await connection.query(sessionSettings(address));
  const { rows: durable } = await connection.query("SHOW synchronous_commit");
  if (durable[0]?.["synchronous_commit"] === "off")
    throw refused(
      "the server acknowledges what is not on its disk (synchronous_commit is off)",
      "Turn synchronous_commit on.",
    );
  return { version, timeline: await timelineOf(connection) };
}

/**
 * The server ends a session that no longer answers within half a minute, so that another machine can take over, and a
 * statement that takes too long. Sent as statements: poolers refuse some of these when a connection is opened.
 */
function sessionSettings({ schema }: PostgresAddress): string {
  return `
    SET search_path TO "${schema}";
    SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') <> 'remote_apply';
    -- the statements are small, and compiling one takes longer than running it
    SET jit = off;
    SET statement_timeout = '30s';
    SET lock_timeout = '10s';
    SET idle_in_transaction_session_timeout = '30s';
    SET tcp_keepalives_idle = 10;
    SET tcp_keepalives_interval = 5;
    SET tcp_keepalives_count = 3;
    SET tcp_user_timeout = '30s'`;
}

/**
 * Changes with every promotion of a standby and every restore: then records that were acknowledged may be gone.
 * Some managed services let nobody ask.
 */
async function timelineOf(connection: Connection): Promise<string | undefined> {
  try {
    const { rows } = await connection.query(`
      SELECT CAST((SELECT system_identifier FROM pg_control_system()) AS text) AS server,
        substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS written`);
    const [found = {}] = rows;
    // of what is being written: right after a promotion the last checkpoint may be one of the life before
    return `${found["server"]}/${Number.parseInt(String(found["written"]), 16)}`;
  } catch (error) {
    if (connection.broken() !== undefined) throw error;
    return undefined;
  }
}
