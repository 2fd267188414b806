import type { Listed, ReportRequest } from "../report-rows.ts";

/** What kind of trouble it is, in the order in which the page tells it. */
export const troubles = ["failed", "unknown", "notReached", "remark"] as const;

/**
 * What kind of trouble it is: `failed` has to be corrected, `unknown` to be settled, `notReached` comes with the
 * next run, `remark` is about a request that is in place.
 */
export type Trouble = (typeof troubles)[number];

/** One row, or one request of a row, that something is to be told about. */
export interface Case {
  readonly row: number;
  readonly who: string;
  readonly group: string | undefined;
  /** Undefined when the whole row is meant. */
  readonly request: ReportRequest | undefined;
  readonly sentence: string;
}

/** All cases with the same code. */
export interface Reason {
  readonly trouble: Trouble;
  readonly code: string;
  readonly cases: Listed<Case>;
  /** How many different rows they are in. */
  readonly rows: number;
}
