import { longWaitMs, type Permit } from "../shared-allowance.ts";
import { windowMs } from "../../text/rate.ts";
import type { SharedAllowance, SharedLimits, SharedPace } from "../shared-allowance.ts";
import type { LedgerWriteError } from "../../errors.ts";
import type { Clock } from "../../runtime.ts";
import type { PostgresAddress } from "./address.ts";
import { openConnection, type Connection } from "./connection.ts";
import { brokeOff, cannotOpen } from "./failures.ts";
import { commonSchema, preparePaceSchema } from "./pace-schema.ts";
import { prepareServer } from "./server.ts";

/** The windows that all processes keep together that work with ledgers of one database. */
export interface PostgresPace extends SharedPace {
  /** Calls back once when nobody can say any more what other processes do. */
  readonly onLost: (tell: (why: LedgerWriteError) => void) => void;
}

/** Opens the way to them: a session of its own, whose small records need not be on the disk. */
export async function openSharedPace(
  address: PostgresAddress,
  { run, clock }: { readonly run: string; readonly clock: Clock },
): Promise<PostgresPace> {
  const connection = await openConnection(address, { name: `roster-sync ${run} pace` });
  try {
    await prepareServer(connection, address);
    await preparePaceSchema(connection, address);
    await connection.query("SET synchronous_commit = off");
  } catch (error) {
    await connection.close();
    throw cannotOpen(error, address);
  }
  return {
    of: (account, limits) => new AccountAllowance(connection, address, { run, clock, account, ...limits }),
    onLost: (tell) => connection.onBroken((error) => tell(brokeOff(error, address))),
    close: () => connection.close(),
  };
}

interface Account extends SharedLimits {
  readonly run: string;
  readonly clock: Clock;
  readonly account: string;
}

class AccountAllowance implements SharedAllowance {
  readonly #connection: Connection;
  readonly #address: PostgresAddress;
  readonly #account: Account;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection, address: PostgresAddress, account: Account) {
    this.#connection = connection;
    this.#address = address;
    this.#account = account;
  }

  take(signal: AbortSignal): Promise<Permit | undefined> {
    // one asks for all, so that those who wait do not keep the server busy
    const turn = this.#last.then(() => this.#take(signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  hold(ms: number): void {
    const { account } = this.#account;
    // a server that does not answer ends the next call
    void this.#run("pace_hold($1, $2)", [account, ms]).catch(() => undefined);
  }

  async #take(signal: AbortSignal): Promise<Permit | undefined> {
    const { account, run, rate, deadlineMs, clock, onWait } = this.#account;
    const values = [account, run, rate.calls, windowMs(rate), deadlineMs];
    while (!signal.aborted) {
      const [row = {}] = await this.#run("pace_take($1, $2, $3, $4, $5)", values);
      if (typeof row["place"] === "number") return this.#permit(row["place"]);
      const ms = Math.max(1, Math.ceil(Number(row["wait_ms"])));
      if (ms > longWaitMs) onWait?.({ ms, why: row["asked"] === true ? "asked" : "allowance" });
      await clock.sleep(ms, signal);
    }
    return undefined;
  }

  #permit(place: number): Permit {
    let open = true;
    return {
      done: () => {
        if (!open) return;
        open = false;
        void this.#run("pace_done($1)", [place]).catch(() => undefined);
      },
    };
  }

  async #run(
    call: string,
    values: readonly (string | number)[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    try {
      return (await this.#connection.query(`SELECT * FROM ${commonSchema}.${call}`, values)).rows;
    } catch (error) {
      throw brokeOff(error, this.#address);
    }
  }
}
