import type { Clock } from "../../runtime.ts";
import type { Connection } from "./connection.ts";
import { serverNow, type ServerClock } from "./server-clock.ts";

const everyMs = 5_000;

/** What a heartbeat listens to. */
export interface HeartbeatParts {
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
