import type { Summary } from "../results/summary.ts";
import type { CaqhFacts } from "./gather/caqh.ts";
import type { Changes } from "./gather/changes.ts";
import type { Work } from "./gather/work.ts";
import type { Reason } from "./reasons/reasons.ts";

/**
 * Everything that the page for people tells. Its size does not grow with the roster: what is counted is counted in
 * full, what is listed is listed up to a limit.
 */
export interface ReportData {
  /** The roster's file name. */
  readonly roster: string;
  readonly summary: Summary;
  /** Rows that failed as a whole, before anything could be asked for. */
  readonly faultyRows: number;
  readonly work: Work;
  readonly reasons: readonly Reason[];
  readonly caqh: CaqhFacts;
  readonly changes: Changes;
}
