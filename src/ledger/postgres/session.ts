import { LedgerFileError, type LedgerWriteError } from "../../errors.ts";
import type { Clock } from "../../runtime.ts";
import { windowMs } from "../../text/counts.ts";
import type { RunRecord } from "../entry.ts";
import {
  longWaitMs,
  type Permit,
  type SharedAllowance,
  type SharedLimits,
  type SharedPace,
} from "../shared-allowance.ts";
import type { PostgresAddress } from "./address.ts";
import { openConnection, type Connection, takeLock } from "./connection.ts";
import { brokeOff, cannotOpen } from "./failures.ts";
import { preparePaceSchema, commonSchema } from "./pace-schema.ts";
import { prepareSchema, examineSchema, type SchemaState } from "./schema.ts";
import { Heartbeat, ServerClock } from "./server-clock.ts";
import { prepareServer } from "./server.ts";

/** A run's hold on a ledger: one session, which has the ledger's lock and makes all of the run's records. */
export interface Session {
  readonly address: PostgresAddress;
  readonly connection: Connection;
  readonly clock: ServerClock;
  readonly run: string;
  /**
   * Since the last run the server became another one, by a promoted standby or a restored backup: what was acknowledged
   * shortly before may be gone.
   */
  readonly mayHaveForgotten: boolean;
  /** Whoever knows what that means for the platforms has waited: later runs need not. */
  readonly trustServer: () => Promise<void>;
  /** Why the ledger is lost to this run, if it is; nothing may be sent then. */
  readonly lost: () => LedgerWriteError | undefined;
  /** Calls back once, in the moment in which the ledger is lost. */
  readonly onLost: (tell: (why: LedgerWriteError) => void) => void;
  /** Gives it up for good, for a reason that only the caller sees. Answers what counts as the reason. */
  readonly giveUp: (why: unknown) => LedgerWriteError;
  readonly close: () => Promise<void>;
}

/**
 * Takes a ledger for a run: opens the session, the lock and the tables, in this order. Throws LedgerHeldError when
 * another run has it, LedgerFileError when it cannot be used; nothing was sent then.
 */
export async function openSession(
  address: PostgresAddress,
  run: Pick<RunRecord, "id">,
  machine: Clock,
): Promise<Session> {
  const connection = await openConnection(address, { name: `roster-sync ${run.id}` });
  try {
    const { timeline } = await prepareServer(connection, address);
    await takeLock(connection, address);
    await prepareSchema(connection, address);
    const before = await takeHold(connection, run.id);
    const clock = new ServerClock(machine);
    await clock.set(connection);
    const mayHaveForgotten = before !== undefined && timeline !== undefined && before !== timeline;
    if (before === undefined && timeline !== undefined) await trust(connection, timeline);
    return sessionOn(connection, { address, run: run.id, clock, machine, mayHaveForgotten, timeline });
  } catch (error) {
    await connection.close();
    throw cannotOpen(error, address);
  }
}

/** From now on nobody else's commit goes through. Answers which server it was that the run before trusted. */
async function takeHold(connection: Connection, run: string): Promise<string | undefined> {
  const { rows } = await connection.query(
    "UPDATE hold SET run = $1, taken_at = clock_timestamp() WHERE one = 1 RETURNING timeline",
    [run],
  );
  const [held] = rows;
  if (held === undefined)
    throw new LedgerFileError(
      "The ledger's table hold has lost its row.",
      "Restore the ledger from its backup.",
    );
  return typeof held["timeline"] === "string" ? held["timeline"] : undefined;
}

async function trust(connection: Connection, timeline: string): Promise<void> {
  await connection.query("UPDATE hold SET timeline = $1 WHERE one = 1", [timeline]);
}

interface Opened {
  readonly address: PostgresAddress;
  readonly run: string;
  readonly clock: ServerClock;
  readonly machine: Clock;
  readonly mayHaveForgotten: boolean;
  readonly timeline: string | undefined;
}

function sessionOn(connection: Connection, opened: Opened): Session {
  const { address, run, clock, mayHaveForgotten, timeline } = opened;
  const listeners: ((why: LedgerWriteError) => void)[] = [];
  const state: { lost?: LedgerWriteError } = {};
  const lose = (why: LedgerWriteError): void => {
    if (state.lost !== undefined) return;
    state.lost = why;
    for (const tell of listeners.splice(0)) tell(why);
  };
  const giveUp = (thrown: unknown): LedgerWriteError => {
    const why = state.lost ?? brokeOff(thrown, address);
    lose(why);
    connection.breakOff(why);
    return why;
  };
  connection.onBroken((error) => lose(brokeOff(error, address)));
  const heartbeat = new Heartbeat({
    connection,
    run,
    clock,
    machine: opened.machine,
    onLost: giveUp,
  });
  heartbeat.start();
  return {
    address,
    connection,
    clock,
    run,
    mayHaveForgotten,
    trustServer: async () => {
      if (timeline === undefined) return;
      await trust(connection, timeline).catch((error: unknown) => {
        throw giveUp(error);
      });
    },
    lost: () => state.lost,
    onLost: (tell) => {
      if (state.lost === undefined) listeners.push(tell);
      else tell(state.lost);
    },
    giveUp,
    close: async () => {
      heartbeat.stop();
      await connection.close();
    },
  };
}

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
