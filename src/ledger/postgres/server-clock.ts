import type { Clock } from "../../runtime.ts";
import type { Connection } from "./connection.ts";

/** So far a machine's clock may part from the server's during a run; more, and the machine stood still. */
const greatestJumpMs = 5_000;

const readings = 3;

/**
 * The time of the database's server, which is the same for every machine that works with a ledger. It goes by this
 * machine's clock and by how far that was off when it was last compared.
 */
export class ServerClock {
  readonly #clock: Clock;
  #aheadMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Math.round(this.#clock.now() + this.#aheadMs);
  }

  /** By how much the server's clock is ahead of this machine's. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** Compares the clocks. */
  async set(connection: Connection): Promise<void> {
    this.#aheadMs = (await compareClocks(connection, this.#clock)).aheadMs;
  }

  /** Compares them once more. False when they parted so far that this machine must have stood still. */
  agrees(serverNow: number, tookMs: number): boolean {
    const aheadMs = serverNow - (this.#clock.now() - tookMs / 2);
    // an answer that took long tells little
    return Math.abs(aheadMs - this.#aheadMs) <= greatestJumpMs + tookMs / 2;
  }
}

/** How a server's clock compares with this machine's. */
export interface ClockComparison {
  readonly tookMs: number;
  readonly aheadMs: number;
}

/** Asks a few times for the server's time; the quickest answer tells best. */
export async function compareClocks(
  connection: Connection,
  clock: Pick<Clock, "now" | "monotonic">,
): Promise<ClockComparison> {
  let best: ClockComparison = { tookMs: Number.POSITIVE_INFINITY, aheadMs: 0 };
  for (let turn = 0; turn < readings; turn += 1) {
    const [asked, began] = [clock.now(), clock.monotonic()];
    const { rows } = await connection.query(`SELECT ${serverNow} AS now`);
    const tookMs = clock.monotonic() - began;
    if (tookMs < best.tookMs) best = { tookMs, aheadMs: Number(rows[0]?.["now"]) - (asked + tookMs / 2) };
  }
  return best;
}

/** The server's time as an expression: milliseconds since the epoch. */
const serverNow = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS float8)";

const everyMs = 5_000;

/** What a heartbeat listens to. */
interface HeartbeatParts {
  readonly connection: Connection;
  readonly run: string;
  readonly clock: ServerClock;
  /** This machine's. */
  readonly machine: Clock;
  readonly onLost: (why: Error) => void;
}

/**
 * Asks every few seconds whether the server is there, whether the ledger is still this run's, and whether this machine
 * stood still meanwhile: so that a run whose ledger is gone stops before it wants to write.
 */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  readonly #stopping = new AbortController();

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  /** Begins; a process that has nothing else to do may end all the same once {@link Heartbeat.stop} was called. */
  start(): void {
    void this.#beat();
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #beat(): Promise<void> {
    const { connection, machine, onLost } = this.#parts;
    const { signal } = this.#stopping;
    for (;;) {
      await machine.sleep(everyMs, signal);
      // whoever stopped it has closed the connection, or the connection has told of its end itself
      if (signal.aborted || connection.broken() !== undefined) return;
      const why = await this.#look().catch((error: unknown) => error as Error);
      if (why !== undefined) return onLost(why);
    }
  }

  /** Answers why the ledger is lost, if it is. */
  #look(): Promise<Error | undefined> {
    const { connection, run, clock, machine } = this.#parts;
    // the time that others' statements take is no part of how long this one took
    return connection.together(async (query) => {
      const began = machine.monotonic();
      const { rows } = await query(`SELECT ${serverNow} AS now, (SELECT run FROM hold) AS run`);
      const [row = {}] = rows;
      if (row["run"] !== run) return new Error("another run has taken it over");
      if (!clock.agrees(Number(row["now"]), machine.monotonic() - began))
        return new Error("this machine stood still, or its clock was set");
      return undefined;
    });
  }
}
