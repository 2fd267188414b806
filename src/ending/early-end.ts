import { UserError, ProgramMistake } from "../errors.ts";
import { RequestTally } from "../results/request-counts.ts";
import { noLapses } from "../results/lapse-tally.ts";
import type { Mode } from "../results/outcome.ts";
import { stopOf } from "../results/run-stop.ts";
import type { Summary } from "../results/summary.ts";
import type { RunEnding } from "./end-line.ts";

/** A run as it is known from its first moment on. */
export interface BegunRun {
  readonly mode: Mode;
  readonly runId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The end of a run that did not get as far as its rows, or that the program failed in. */
export function endedEarly(error: unknown, { mode, runId, startedAt }: BegunRun, now: number): RunEnding {
  const problem = error instanceof UserError ? error : new ProgramMistake(error);
  const { exitCode, message, remedy } = problem;
  return {
    summary: {
      version: 2,
      command: mode,
      run: runId,
      started_at: new Date(startedAt).toISOString(),
      ended_at: new Date(now).toISOString(),
      ...nothingCounted,
      stop: stopOf(problem),
      exit_code: exitCode,
    },
    exitCode,
    problems: [{ message, remedy }],
    isCounted: false,
  };
}

const nothingCounted = {
  rows: 0,
  outcomes: { created: 0, exists: 0, planned: 0, failed: 0, unknown: 0, skipped: 0 },
  requests: new RequestTally().counts,
  failures: [],
  changes: 0,
  caqh_failures: 0,
  waiting: { us: 0, provider: 0, platform: 0, outside: 0, another: 0, hold: 0 },
  completed: 0,
  ended: { count: 0, new: 0, statuses: [] },
  lapses: noLapses,
  platforms: [],
  warnings: [],
} as const satisfies Partial<Summary>;
