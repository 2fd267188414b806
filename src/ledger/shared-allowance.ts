import type { Rate } from "../text/counts.ts";

/**
 * The allowance of an account that several processes use at the same time: a second gate behind the process's own, which
 * knows only its own calls.
 */
export interface SharedAllowance {
  /**
   * Resolves with a place in the account's window once it has one; in the order of asking. Undefined when the signal was
   * aborted first. Rejects when nobody can say any more what others do: then no call may be made.
   */
  readonly take: (signal: AbortSignal) => Promise<Permit | undefined>;
  /** Nobody who uses the account starts a call for so long. */
  readonly hold: (ms: number) => void;
}

/** What a process knows of an account. */
export interface SharedLimits {
  readonly rate: Rate;
  /** No call takes longer: one that has not ended by then counts as ended, since its process died. */
  readonly deadlineMs: number;
  /** Told when everybody has to wait for longer than ten seconds. */
  readonly onWait?: (wait: LongWait) => void;
}

/** The windows that several processes keep together. */
export interface SharedPace {
  /** The allowance of one account; those of the same name are one. */
  readonly of: (account: string, limits: SharedLimits) => SharedAllowance;
  readonly close: () => Promise<void>;
}

/** A call's place in the allowance. */
export interface Permit {
  /** The call has ended, with whatever outcome. */
  readonly done: () => void;
}

/** Nobody starts for so long, and why: the allowance is used up, or the platform asked for a pause. */
export interface LongWait {
  readonly ms: number;
  readonly why: "allowance" | "asked";
}

/** Who watches a run begins to wonder after so long. */
export const longWaitMs = 10_000;
