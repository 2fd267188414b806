import { LedgerHeldError } from "../../errors.ts";
import type { Clock } from "../../runtime.ts";
import type { PostgresAddress } from "./address.ts";
import type { Connection } from "./connection.ts";

/** How long to wait for a ledger that another run holds. */
export interface LockWait {
  readonly clock: Clock;
  /** 0 for not at all. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Told once, with who holds it, when the waiting begins. */
  readonly onWait?: ((holder: string) => void) | undefined;
}

const againMs = 2_000;

/**
 * Takes the one run's place for as long as the session lives; the server frees it the moment that the session ends,
 * however that happens. Throws LedgerHeldError when another run has it and goes on having it.
 */
export async function takeLock(
  connection: Connection,
  { schema }: Pick<PostgresAddress, "schema">,
  { clock, waitMs, signal, onWait }: LockWait,
): Promise<void> {
  const until = clock.monotonic() + waitMs;
  for (let told = false; ; told = true) {
    const { rows } = await connection.query("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken", [
      `roster-sync ${schema}`,
    ]);
    if (rows[0]?.["taken"] === true) return;
    const left = until - clock.monotonic();
    if (left <= 0 || signal?.aborted === true) throw new LedgerHeldError(await holderOf(connection));
    if (!told) onWait?.(await holderOf(connection));
    await clock.sleep(Math.min(againMs, left), signal);
  }
}

/** Whose run it is, as a sentence names it. */
async function holderOf(connection: Connection): Promise<string> {
  const unknown = "a run that has just started";
  try {
    const { rows } = await connection.query(
      "SELECT pid, host, command, started_at FROM run WHERE id = (SELECT run FROM hold) AND ended_at IS NULL",
    );
    const [run] = rows;
    if (run === undefined) return unknown;
    const since = new Date(Number(run["started_at"])).toISOString();
    return `process ${run["pid"]} on ${run["host"]}, "${run["command"]}", since ${since}`;
  } catch (error) {
    if (connection.broken() !== undefined) throw error;
    // the tables are being made
    return unknown;
  }
}
