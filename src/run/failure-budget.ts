import type { FailureLimit } from "../options/measures.ts";
import type { Stop } from "../http/reply.ts";

/** Counts failed rows, and says when there are more than a run may have. */
export class FailureBudget {
  readonly #limit: number;
  readonly #stop: (stop: Stop) => void;
  #counted = 0;
  #refused = 0;

  /** @param rows how many rows are worked on: what a percentage is of */
  constructor(limit: FailureLimit | undefined, rows: number, stop: (stop: Stop) => void) {
    const share =
      limit === undefined
        ? Number.POSITIVE_INFINITY
        : "rows" in limit
          ? limit.rows
          : (rows * limit.percent) / 100;
    this.#limit = share;
    this.#stop = stop;
  }

  /** So many rows have failed for what they say or for whom they name. */
  count(rows: number): void {
    this.#counted = rows;
    this.#check();
  }

  /** The platform refused a request that so many rows ask for. */
  refuse(rows: number): void {
    this.#refused += rows;
    this.#check();
  }

  #check(): void {
    const failed = this.#counted + this.#refused;
    if (failed <= this.#limit) return;
    this.#stop({
      code: "too_many_failures",
      reason: `${failed} rows have failed, and --max-failures allows ${Math.floor(this.#limit)}; nothing more was sent`,
    });
  }
}
