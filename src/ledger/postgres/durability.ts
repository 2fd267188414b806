import type { LedgerFinding } from "../store.ts";
import type { PostgresAddress } from "./address.ts";
import type { Clock } from "../../runtime.ts";
import { openConnection } from "./connection.ts";
import { cannotOpen } from "./failures.ts";
import { compareClocks, type ClockComparison } from "./server-clock.ts";
import { prepareServer } from "./server.ts";

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
