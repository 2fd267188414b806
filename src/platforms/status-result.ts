import type { Problem } from "../faults/problem.ts";

/** What a platform says of one provider, as columns of the results, or why it does not. */
export interface StatusResult {
  readonly columns: Readonly<Record<string, string>> | undefined;
  readonly problem: Problem | undefined;
}

/** The same for a row, which may have an id and other words. */
export interface RowStatusResult extends StatusResult {
  /** The one match key that was asked about; undefined when none of the row's could be. */
  readonly asked: string | undefined;
}

/** A query that was aimed at another one, with what came of that. */
export interface AimedQuery extends StatusResult {
  readonly matchKey: string;
  readonly target: string;
}

/**
 * The providers whose status one source is asked for, each once however many rows name them, as the source sees them: a
 * query is `open` until it is asked, or `unaimed` until it is said under which other match key it is asked.
 */
export interface StatusQueries {
  /** Queries of which it is not said yet under which match key they are asked, a page at a time. */
  unaimed(after: string, size: number): readonly string[];
  /** Says under which match key a query is asked; undefined when under none. */
  aim(matchKey: string, target: string | undefined): void;
  /** Aimed queries whose target has been asked, with what came of that, a page at a time. */
  aimed(after: string, size: number): readonly AimedQuery[];
  /** Queries that are not asked yet, a page at a time; start with the empty string. */
  open(after: string, size: number): readonly string[];
  /** The first few rows that a query is asked for; for the log, since it takes its time. */
  rowsOf(matchKey: string): readonly number[];
  /** Keeps what came of asking. */
  settle(matchKey: string, result: StatusResult): void;
  /** What came of asking; undefined while nobody has asked. */
  result(matchKey: string): RowStatusResult | undefined;
}
