import type { LedgerWriteError } from "../../errors.ts";
import type { Clock } from "../../runtime.ts";
import type { SqlEngine, SqlRow, Statement } from "../sql/engine.ts";
import type { PostgresAddress } from "./address.ts";
import { openConnection, type Connection } from "./connection.ts";
import { runStatement } from "./engine.ts";
import { brokeOff } from "./failures.ts";

/** How long to wait before each further try. */
const triesAfterMs = [0, 500, 2_000];

/**
 * Reads a ledger that its run has lost, over a connection of its own and without any lock: the results are still written
 * where the server can be reached, and nothing can be sent any more.
 */
export class LateReader {
  readonly #address: PostgresAddress;
  readonly #plan: { readonly run: string; readonly clock: Clock };
  #opening: Promise<Connection> | undefined;

  constructor(address: PostgresAddress, plan: { readonly run: string; readonly clock: Clock }) {
    this.#address = address;
    this.#plan = plan;
  }

  /** Rejects with a LedgerWriteError when the server cannot be reached any more. */
  select: SqlEngine["select"] = async (statement: Statement): Promise<readonly SqlRow[]> => {
    this.#opening ??= this.#open();
    const connection = await this.#opening;
    try {
      return await runStatement(connection.query, statement);
    } catch (error) {
      throw brokeOff(error, this.#address);
    }
  };

  async close(): Promise<void> {
    const connection = await this.#opening?.catch(() => undefined);
    await connection?.close();
  }

  async #open(): Promise<Connection> {
    const { run, clock } = this.#plan;
    let why: LedgerWriteError | undefined;
    for (const ms of triesAfterMs) {
      await clock.sleep(ms);
      try {
        const connection = await openConnection(this.#address, { name: `roster-sync ${run} results` });
        await connection.query(`SET search_path TO "${this.#address.schema}"; SET statement_timeout = '30s'`);
        return connection;
      } catch (error) {
        why = brokeOff(error, this.#address);
      }
    }
    throw why ?? new Error("it was never tried");
  }
}
