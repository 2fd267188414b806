import type { Purpose } from "./call.ts";

/** How many calls were made on one platform, and how they went. */
export interface CallCounts {
  readonly calls: number;
  readonly byPurpose: Readonly<Partial<Record<Purpose, number>>>;
  readonly throttled: number;
  readonly failed: number;
}

/** Counts calls as they are made. */
export class Meter {
  #calls = 0;
  #throttled = 0;
  #failed = 0;
  readonly #byPurpose: Partial<Record<Purpose, number>> = {};

  /** A call leaves. */
  started(purpose: Purpose): void {
    this.#calls += 1;
    this.#byPurpose[purpose] = (this.#byPurpose[purpose] ?? 0) + 1;
  }

  /** The platform asked to slow down. */
  throttled(): void {
    this.#throttled += 1;
  }

  /** A call brought no usable answer. */
  failed(): void {
    this.#failed += 1;
  }

  /** The counts so far. */
  get counts(): CallCounts {
    return {
      calls: this.#calls,
      byPurpose: { ...this.#byPurpose },
      throttled: this.#throttled,
      failed: this.#failed,
    };
  }
}
