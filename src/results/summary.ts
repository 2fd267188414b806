import type { CallCounts } from "../http/meter.ts";
import type { Stop } from "../http/reply.ts";
import type { Outcome, Mode } from "./outcome.ts";
import type { RequestCounts } from "./request-counts.ts";
import type { LapseCounts } from "./lapse-tally.ts";
import type { Failures } from "./tally.ts";
import type { EndedStatus } from "./standings.ts";

/** Statuses that could not be read, by a field for each of their sources. */
export interface StatusFailures {
  readonly [field: `${string}_failures`]: number;
}

/** What a run came to, as `--summary` writes it (docs/summary.md). A field that may be missing is never null. */
export interface Summary extends StatusFailures {
  readonly version: 2;
  readonly command: Mode;
  readonly run: string;
  readonly started_at: string;
  readonly ended_at: string;
  readonly rows: number;
  /** Rows, by what their `sync_result` says. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Requests, each counted once however many rows ask for it. */
  readonly requests: RequestCounts;
  readonly failures: readonly Failures[];
  readonly changes: number;
  /** Requests on a platform that are open, by who has to move next. */
  readonly waiting: Readonly<Record<"us" | "provider" | "platform" | "outside" | "another" | "hold", number>>;
  /** Requests that were granted or completed. */
  readonly completed: number;
  /** Requests that were denied, closed, canceled or stopped; `new`: since the last run. */
  readonly ended: {
    readonly count: number;
    readonly new: number;
    readonly statuses: readonly EndedStatus[];
  };
  /** What providers and groups have that has lapsed or is overdue, or lapses or is due in days 0 to 30, 31 to 60, 61 to 90. */
  readonly lapses: Readonly<Record<"lapsed" | "within_30" | "within_60" | "within_90", LapseCounts>>;
  readonly platforms: readonly PlatformSummary[];
  /** What is odd about the whole run, though nothing failed. */
  readonly warnings: readonly Warning[];
  /** Where the results are; missing when none were written. */
  readonly results?: string;
  /** Why the run ended before all was done; missing when it went through to its end. */
  readonly stop?: RunStop;
  readonly exit_code: number;
}

/** Why a run ended before all was done. */
export interface RunStop {
  readonly code: Stop["code"] | EndCode;
  /** A sentence or a clause for people. */
  readonly reason: string;
}

/** The ways in which a run as a whole ends early, beside those in which its calls do. */
export type EndCode =
  | "usage"
  | "roster_unreadable"
  | "ledger_unusable"
  | "ledger_held"
  | "output_failed"
  | "program_failed";

/** Something odd that nobody has to act on for this run to be right. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

/** What can be odd. */
export type WarningCode = "no_rows" | "no_rows_selected" | "held_not_compared" | "dates_not_read";

/** One platform's part. */
export interface PlatformSummary extends CallCounts {
  readonly platform: string;
  readonly stops: readonly Stop[];
  /** What one call per thing would have cost. */
  readonly one_by_one: number;
  /** The least time that the calls take at the platform's pace. */
  readonly seconds_at_pace: number;
  /** Calls still to come, when this was a plan. */
  readonly to_come?: { readonly submit: number; readonly confirm: number };
}
