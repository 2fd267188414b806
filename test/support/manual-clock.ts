import type { Clock } from "../../src/runtime.ts";

/** A clock that only moves when a test says so. */
export interface ManualClock extends Clock {
  /** Lets so much time pass: wakes whoever is due, in order, and lets each get on before the next. */
  readonly advance: (ms: number) => Promise<void>;
  /** Lets promises settle that wait for nothing but each other. */
  readonly settle: () => Promise<void>;
  /** Every wait that was asked for, in milliseconds, in the order of asking. */
  readonly waits: readonly number[];
  /** How many are asleep. */
  readonly sleeping: () => number;
  /** Somebody sets the machine's own clock so far ahead, which no other notices. */
  readonly set: (aheadMs: number) => void;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Sunday, 1 March 2026, noon UTC. */
export const firstOfMarch = Date.parse("2026-03-01T12:00:00Z");

/** A clock that stands still at a time; its monotonic side begins elsewhere, as real ones do. */
export function manualClock(start: number = firstOfMarch): ManualClock {
  const monotonicStart = 5_000;
  let elapsed = 0;
  let setAhead = 0;
  let sleepers: Sleeper[] = [];
  const waits: number[] = [];
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  return {
    now: () => start + elapsed,
    monotonic: () => monotonicStart + elapsed,
    wall: () => start + elapsed + setAhead,
    set: (aheadMs) => {
      setAhead += aheadMs;
    },
    sleep: (ms, signal) => {
      waits.push(ms);
      if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          signal?.removeEventListener("abort", wake);
          sleepers = sleepers.filter((other) => other !== sleeper);
          resolve();
        };
        const sleeper = { at: elapsed + ms, wake };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", wake);
      });
    },
    advance: async (ms) => {
      const target = elapsed + ms;
      await settle();
      for (let next = first(sleepers, target); next !== undefined; next = first(sleepers, target)) {
        elapsed = next.at;
        next.wake();
        await settle();
      }
      elapsed = target;
    },
    settle,
    waits,
    sleeping: () => sleepers.length,
  };
}

/** The sleeper that is due first, and of several the one who has slept longest. */
function first(sleepers: readonly Sleeper[], latest: number): Sleeper | undefined {
  return sleepers.reduce<Sleeper | undefined>(
    (earliest, sleeper) =>
      sleeper.at <= latest && sleeper.at < (earliest?.at ?? Number.POSITIVE_INFINITY) ? sleeper : earliest,
    undefined,
  );
}
