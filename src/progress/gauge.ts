import type { Standing } from "../staging/progress-counts.ts";
import type { Rate } from "../text/counts.ts";

/** What a platform run of the run is doing. */
export type Stage =
  | "reading the roster"
  | "looking up"
  | "comparing"
  | "requesting"
  | "settling"
  | "writing the results"
  /** What a source of statuses calls it. */
  | (string & {});

/** One platform's calls against its allowance. */
interface PlatformSnapshot {
  readonly platform: string;
  readonly calls: number;
  /** Calls begun in the last minute, and how many were allowed in one. */
  readonly lastMinute: number;
  readonly allowedPerMinute: number;
}

/** All that a progress line shows. */
export interface Snapshot {
  readonly stage: Stage;
  readonly rows: number;
  readonly rowsDone: number;
  /** Requests. */
  readonly created: number;
  readonly existing: number;
  readonly failed: number;
  /** Rows that cannot be worked on. */
  readonly faultyRows: number;
  /** The one that takes longest first. */
  readonly platforms: readonly PlatformSnapshot[];
  /** From the calls left and the pace; undefined when nothing is left or nothing is known. */
  readonly secondsLeft: number | undefined;
}

/** What is known of one platform's calls. */
export interface CallsSoFar extends PlatformSnapshot {
  readonly rate: Rate;
  /** Calls begun within the last window of the rate. */
  readonly inWindow: number;
}

/** Puts the numbers together. Pure. */
export function snapshotOf(
  stage: Stage,
  rows: number,
  standing: Standing,
  platforms: readonly CallsSoFar[],
): Snapshot {
  const { openRows, created, existing, failed, faultyRows, callsLeft } = standing;
  const left = new Map(
    platforms.map((calls) => [calls, secondsLeft(callsLeft.get(calls.platform) ?? 0, calls)]),
  );
  const longest = Math.max(0, ...left.values());
  return {
    stage,
    rows,
    rowsDone: Math.max(0, rows - openRows),
    created,
    existing,
    failed,
    faultyRows,
    platforms: platforms.toSorted((one, other) => (left.get(other) ?? 0) - (left.get(one) ?? 0)),
    secondsLeft: longest > 0 ? longest : undefined,
  };
}

/** What is free of the allowance goes at once; the rest goes at the pace. */
function secondsLeft(callsLeft: number, { rate, inWindow }: CallsSoFar): number {
  const free = Math.max(0, rate.calls - inWindow);
  return (Math.max(0, callsLeft - free) * rate.perMs) / rate.calls / 1000;
}

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
