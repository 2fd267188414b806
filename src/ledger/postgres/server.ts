import { LedgerFileError } from "../../errors.ts";
import type { Clock } from "../../runtime.ts";
import type { LedgerFinding } from "../store.ts";
import type { PostgresAddress } from "./address.ts";
import { type Connection, openConnection } from "./connection.ts";
import { cannotOpen } from "./failures.ts";
import { compareClocks, type ClockComparison } from "./server-clock.ts";

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

/** So far may a machine's clock be off before people wonder. */
const clockToleranceMs = 2 * 60_000;

/** How well a server keeps what it acknowledges, how far away it is, and how its clock goes: for `doctor`. */
export async function examineServer(
  address: PostgresAddress,
  clock: Pick<Clock, "now" | "monotonic">,
): Promise<readonly LedgerFinding[]> {
  const connection = await openConnection(address, { name: "roster-sync doctor" });
  try {
    const { version, timeline } = await prepareServer(connection, address);
    const { rows } = await connection.query(
      `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages,
         current_setting('synchronous_standby_names') AS standbys,
         coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted`,
    );
    const [found = {}] = rows;
    return [
      versionFinding(version, found["encrypted"] === true),
      ...diskFindings(found["fsync"] === "on" && found["pages"] === "on"),
      failoverFinding(String(found["standbys"] ?? ""), timeline),
      clockFinding(await compareClocks(connection, clock)),
    ];
  } catch (error) {
    throw cannotOpen(error, address);
  } finally {
    await connection.close();
  }
}

function versionFinding(version: number, encrypted: boolean): LedgerFinding {
  const shown = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`;
  return {
    verdict: "good",
    says: `${shown}, ${encrypted ? "encrypted" : "not encrypted, within this machine"}`,
  };
}

function diskFindings(isSafe: boolean): readonly LedgerFinding[] {
  if (isSafe) return [];
  return [
    {
      verdict: "odd",
      says: "the server does not flush what it acknowledges (fsync or full_page_writes is off): a power cut can lose records",
      remedy: "Turn both on: a record that is lost lets a request be sent twice.",
    },
  ];
}

function failoverFinding(standbys: string, timeline: string | undefined): LedgerFinding {
  const seen =
    timeline === undefined
      ? "; a failover cannot be noticed here, since the server does not tell its timeline"
      : "; a run after a failover waits before it looks";
  return standbys === ""
    ? {
        verdict: "good",
        says: `no synchronous standby: a failover to a standby of this server can lose the last records${seen}`,
        remedy:
          "Where this server fails over to a standby, set synchronous_standby_names; managed services call it a multi-zone or high-availability instance.",
      }
    : { verdict: "good", says: `synchronous standby: ${standbys}${seen}` };
}

function clockFinding({ tookMs, aheadMs }: ClockComparison): LedgerFinding {
  const latency = `answers within ${tookMs.toFixed(tookMs < 10 ? 1 : 0)} ms`;
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (Math.abs(aheadMs) <= clockToleranceMs)
    return { verdict: "good", says: `${latency}; its clock matches this machine's` };
  return {
    verdict: "odd",
    says: `${latency}; its clock is ${seconds} s ${aheadMs > 0 ? "ahead of" : "behind"} this machine's`,
    remedy: "Synchronize both clocks over the network (NTP). Runs go by the server's clock.",
  };
}
