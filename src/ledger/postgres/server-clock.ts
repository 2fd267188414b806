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

  /** Compares the clocks a few times; the quickest answer tells best. */
  async set(connection: Connection): Promise<void> {
    let best: { readonly tookMs: number; readonly aheadMs: number } | undefined;
    for (let turn = 0; turn < readings; turn += 1) {
      const read = await this.#compare(connection);
      if (best === undefined || read.tookMs < best.tookMs) best = read;
    }
    this.#aheadMs = best?.aheadMs ?? 0;
  }

  /** Compares them once more. False when they parted so far that this machine must have stood still. */
  agrees(serverNow: number, tookMs: number): boolean {
    const aheadMs = serverNow - (this.#clock.now() - tookMs / 2);
    // an answer that took long tells little
    return Math.abs(aheadMs - this.#aheadMs) <= greatestJumpMs + tookMs / 2;
  }

  async #compare(connection: Connection): Promise<{ readonly tookMs: number; readonly aheadMs: number }> {
    const asked = this.#clock.now();
    const began = this.#clock.monotonic();
    const { rows } = await connection.query(`SELECT ${serverNow} AS now`);
    const tookMs = this.#clock.monotonic() - began;
    return { tookMs, aheadMs: Number(rows[0]?.["now"]) - (asked + tookMs / 2) };
  }
}

/** The server's time as an expression: milliseconds since the epoch. */
export const serverNow = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS float8)";
