import type { PostgresAddress } from "./address.ts";
import { openConnection } from "./connection.ts";
import { cannotOpen } from "./failures.ts";
import { takeLock } from "./lock.ts";
import { preparePaceSchema } from "./pace-schema.ts";
import { examineSchema, prepareSchema, type SchemaState } from "./schema.ts";
import { prepareServer } from "./server.ts";

/**
 * Makes a ledger, or brings it forward, and with it what all ledgers of the database share: for who owns them, where the
 * runs' own roles may not. Answers what was there before. Throws LedgerHeldError while a run has the ledger,
 * LedgerFileError when it cannot be done.
 */
export async function upgradePostgresLedger(address: PostgresAddress): Promise<SchemaState> {
  const connection = await openConnection(address, { name: "roster-sync upgrade" });
  try {
    await prepareServer(connection, address);
    await takeLock(connection, address);
    const before = await examineSchema(connection.query, address);
    await prepareSchema(connection, address);
    await preparePaceSchema(connection, address);
    return before;
  } catch (error) {
    throw cannotOpen(error, address);
  } finally {
    await connection.close();
  }
}
