import type { EndSettings } from "../config/settings.ts";
import { UserError } from "../errors.ts";
import { beginOutput } from "../outputs/output-file.ts";
import { rulesFor } from "../outputs/run-outputs.ts";
import { writtenByUser } from "../outputs/written.ts";
import type { Runtime } from "../runtime.ts";
import { isSummary, mayWriteEarly } from "./earlier-file.ts";
import type { EndProblem, RunEnding } from "./end-line.ts";
import { areMetrics } from "./metrics.ts";
import { writeMetrics } from "./metrics-file.ts";

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
