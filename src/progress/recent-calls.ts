/** Remembers how many calls had been made when, to say how many fell into the last stretch of time. */
export class RecentCalls {
  readonly #keptMs: number;
  #samples: { readonly at: number; readonly calls: number }[] = [{ at: Number.NEGATIVE_INFINITY, calls: 0 }];

  /** @param keptMs the longest stretch that will be asked for */
  constructor(keptMs: number) {
    this.#keptMs = keptMs;
  }

  /** Notes the count of this moment; moments only grow. */
  note(at: number, calls: number): void {
    this.#samples.push({ at, calls });
    const old = this.#samples.findLastIndex((sample) => sample.at <= at - this.#keptMs);
    if (old > 0) this.#samples = this.#samples.slice(old);
  }

  /** Calls within so many milliseconds before the last note, as exactly as the notes are close. */
  within(ms: number): number {
    const last = this.#samples.at(-1);
    if (last === undefined) return 0;
    const before = this.#samples.findLast((sample) => sample.at <= last.at - ms);
    return last.calls - (before?.calls ?? 0);
  }
}
