import type { Identity } from "../cells/cells.ts";
import type { StaleAnswer } from "../cells/stale-answer.ts";
import type { Problem } from "../faults/problem.ts";
import type { Client } from "../http/client.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Moved } from "../requests/status-change.ts";
import type { Clock } from "../runtime.ts";
import type { DueDay } from "../text/days.ts";
import type { ReportPart } from "./report-part.ts";

/** A row as far as a status source needs it. */
export interface StatusRow {
  readonly identity: Identity;
  /** What `sync_result` said in an earlier results file; undefined in a fresh roster. */
  readonly previousResult: string | undefined;
  /** What an earlier results file holds in a column. */
  readonly previous: (column: string) => string;
}

/** Whom a row asks about. */
export interface StatusQuery {
  /** By what they are asked about; equal match keys are one provider. */
  readonly matchKey: string;
  /** `open`: to be asked; `unaimed`: under which match key they are asked is to be seen; `none`: nobody can be asked. */
  readonly step: "open" | "unaimed" | "none";
}

/** Something that a row's provider has to do by a day, as a status says it. */
export interface Deadline extends DueDay {
  /** Whose it is: the same in every row about them; undefined when nobody can tell. */
  readonly who: string | undefined;
}

/** A deadline as an entry of a calendar. */
export interface DeadlineWords {
  /** What it is the same entry by in every night's calendar. */
  readonly key: string;
  readonly summary: string;
  readonly description: string;
  readonly category: string;
}

/** Something that is only asked of a platform: the status of each row's provider. Knows no account. */
export interface StatusKind {
  /** The word of `--only`; for the platform that it is asked of, in logs and tables. */
  readonly name: string;
  /** The result columns that its answers fill, and that no request of the platform fills. */
  readonly columns: readonly string[];
  /** What a run is doing meanwhile, for the line of progress. */
  readonly doing: string;
  /** Whom the row asks about; undefined when its answers are left alone. */
  readonly queryOf: (row: StatusRow) => StatusQuery | undefined;
  /** Statuses that could not be read, in the summary. */
  readonly failures: {
    /** The field of the summary; with `roster_sync_` before it the figure for monitoring. */
    readonly field: `${string}_failures`;
    /** One of them, and several, for sentences: `CAQH status`, `CAQH statuses`. */
    readonly one: string;
    readonly many: string;
  };
  /** What a row says when the platform takes no part although the row names somebody: in which of these columns. */
  readonly absence: { readonly column: string; readonly names: readonly string[] };
  /** By when somebody has to do something, as the columns of an answer say it. */
  readonly deadlineIn?: (answers: Readonly<Partial<Record<string, string>>>) => Deadline | undefined;
  /** What such a deadline is called, in counts of runs: `attestations`. */
  readonly deadlines?: string;
  readonly deadlineWords?: (deadline: Deadline) => DeadlineWords;
  /** What its calls are for: their word in logs and the summary, and what people read for it. */
  readonly purpose: { readonly name: string; readonly summary: string; readonly report: string };
  /** Its part of the page for people. */
  readonly report?: () => Promise<ReportPart>;
}

/** What reading statuses needs. */
export interface StatusTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly queries: StatusQueries;
  readonly clock: Clock;
}

/** What a source's answer says of a row. */
export interface StatusAnswer {
  /** The columns that it fills. */
  readonly answers: Readonly<Partial<Record<string, string>>>;
  readonly problem: Problem | undefined;
  /** An id beside the words of somebody else. */
  readonly stale: readonly StaleAnswer[];
  readonly moved: readonly Moved[];
  /** The keys of the changes, to be marked as told. */
  readonly changeKeys: readonly string[];
}

/** A {@link StatusKind} as it is asked for an account. */
export interface StatusSource {
  readonly kind: StatusKind;
  /** Asks about everybody whose query is open, each with one call at most. */
  readonly read: (tools: StatusTools) => Promise<void>;
  /**
   * What the columns of a row say.
   * @param previous what the roster holds in a column from an earlier run
   */
  readonly answer: (
    matchKey: string,
    previous: (column: string) => string,
    tools: Pick<StatusTools, "ledger" | "queries">,
  ) => Promise<StatusAnswer>;
  /**
   * The columns of a row in which the other ids are somebody else's; undefined where that says nothing of the answer.
   */
  readonly answerOfStranger: (matchKey: string) => StatusAnswer | undefined;
}

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
