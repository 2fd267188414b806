import { LedgerHeldError } from "../../errors.ts";
import type { PostgresAddress } from "./address.ts";
import type { Connection } from "./connection.ts";

/**
 * Takes the one run's place for as long as the session lives; the server frees it the moment that the session ends,
 * however that happens. Throws LedgerHeldError when another run has it.
 */
export async function takeLock(
  connection: Connection,
  { schema }: Pick<PostgresAddress, "schema">,
): Promise<void> {
  const { rows } = await connection.query("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken", [
    `roster-sync ${schema}`,
  ]);
  if (rows[0]?.["taken"] !== true) throw new LedgerHeldError(await holderOf(connection));
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
