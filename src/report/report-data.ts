import type { Summary } from "../results/summary.ts";
import type { ReportPart } from "../platforms/report-part.ts";
import type { Group } from "./gather/groups.ts";
import type { LapseFacts } from "./gather/lapses.ts";
import type { Changes } from "./gather/changes.ts";
import type { History } from "./gather/history.ts";
import type { Work } from "./gather/work.ts";
import type { Reason } from "./reasons/reasons.ts";

/** The figures of the run; where no results were written, its lists still have to name them. */
export type ReportedSummary = Summary & { readonly results: string };

/** What one source of statuses says of all rows. */
export interface StatusFacts {
  readonly part: ReportPart;
  /** As {@link part} understands it. */
  readonly facts: unknown;
}

/**
 * Everything that the page for people tells. Its size does not grow with the roster: what is counted is counted in
 * full, what is listed is listed up to a limit.
 */
export interface ReportData {
  /** The roster's file name. */
  readonly roster: string;
  readonly summary: ReportedSummary;
  /** The header of the roster's own column that the page is grouped by; undefined without `--report-by`. */
  readonly groupedBy: string | undefined;
  /** What each value of that column comes to. */
  readonly groups: readonly Group[];
  readonly history: History;
  /** Rows that failed as a whole, before anything could be asked for. */
  readonly faultyRows: number;
  readonly work: Work;
  readonly reasons: readonly Reason[];
  /** What sources of statuses say, each with its part of the page. */
  readonly statuses: readonly StatusFacts[];
  readonly lapses: LapseFacts;
  readonly changes: Changes;
}
