import type { EndSettings } from "../config/resolve.ts";
import { UserError, ProgramMistake } from "../errors.ts";
import { beginOutput } from "../outputs/output-file.ts";
import { rulesFor, writtenByUser } from "../outputs/run-outputs.ts";
import { noLapses } from "../results/lapse-tally.ts";
import type { Mode } from "../results/outcome.ts";
import { stopOf } from "../results/run-stop.ts";
import { noStatusFailures } from "../results/summary-text.ts";
import { RequestTally, type Summary } from "../results/summary.ts";
import type { Runtime } from "../runtime.ts";
import { isSummary, mayWriteEarly } from "./earlier-file.ts";
import type { EndProblem, RunEnding } from "./end-line.ts";
import { areMetrics, writeMetrics } from "./metrics.ts";

/**
 * Writes summary and metrics of a run that ended before it came to claim its files, so that nobody takes yesterday's
 * for today's. Only in the place of files of our own making: what refused the run may be just one of these names.
 * Answers what could not be written.
 * @param error why the run ended
 */
export async function writeEarlyFiles(
  ending: RunEnding,
  { outputs }: Pick<EndSettings, "outputs">,
  runtime: Runtime,
  error: unknown,
): Promise<readonly EndProblem[]> {
  const { summary, metrics } = outputs;
  const problems: EndProblem[] = [];
  const attempt = async (task: () => Promise<void>): Promise<void> => {
    try {
      await task();
    } catch (failure) {
      if (!(failure instanceof UserError)) throw failure;
      problems.push(failure);
    }
  };
  if (summary !== undefined && (summary === "-" || mayWriteEarly(summary, isSummary, error))) {
    await attempt(() => writeSummary(summary, ending, runtime));
  }
  if (metrics !== undefined && (metrics === "-" || mayWriteEarly(metrics, areMetrics, error))) {
    await attempt(() => writeMetrics(metrics, ending, { runtime }));
  }
  return problems;
}

async function writeSummary(path: string, { summary }: RunEnding, runtime: Runtime): Promise<void> {
  // what stands there was looked at, and is a summary
  const written = { ...writtenByUser(runtime.env), has: async () => true };
  const rules = rulesFor(runtime, summary.run, "summary", { mode: undefined, written, guard: undefined });
  const file = await beginOutput(path, rules);
  try {
    await file.write(`${JSON.stringify(summary, undefined, 2)}\n`);
    await file.finish();
  } finally {
    await file.abandon();
  }
}

/** A run as it is known from its first moment on. */
interface BegunRun {
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
  ...noStatusFailures,
  waiting: { us: 0, provider: 0, platform: 0, outside: 0, another: 0, hold: 0 },
  completed: 0,
  ended: { count: 0, new: 0, statuses: [] },
  lapses: noLapses,
  platforms: [],
  warnings: [],
} satisfies Partial<Summary>;
