/** So many calls in any stretch of so many milliseconds. */
export interface Limit {
  readonly calls: number;
  readonly perMs: number;
}

/** Counts calls in a window that rolls: room comes back call by call, not all at once. */
export class RollingWindow {
  readonly #limit: Limit;
  readonly #starts: number[] = [];

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /** Takes a place and answers 0, or answers the milliseconds until one is free; a refused call takes none. */
  waitFor(nowMs: number): number {
    const { calls, perMs } = this.#limit;
    while (this.#starts.length > 0 && (this.#starts[0] ?? 0) <= nowMs - perMs) this.#starts.shift();
    if (this.#starts.length < calls) {
      this.#starts.push(nowMs);
      return 0;
    }
    return Math.max(1, (this.#starts[0] ?? nowMs) + perMs - nowMs);
  }
}
