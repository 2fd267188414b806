/** Who works with a ledger. */
export interface RunRecord {
  readonly id: string;
  readonly command: string;
  readonly pid: number;
  readonly host: string;
  readonly startedAt: number;
}

/** What a run over a roster came to, by names such as `open license`; kept so that runs can be compared. */
export type RunCounts = Readonly<Record<string, number>>;

/** A run as the ledger remembers it. Times are milliseconds since the epoch. */
export interface PastRun extends RunRecord {
  /** Undefined while it is at work, or when it was killed. */
  readonly endedAt: number | undefined;
  readonly exitCode: number | undefined;
  /** Undefined for runs that counted nothing. */
  readonly counts: RunCounts | undefined;
}
