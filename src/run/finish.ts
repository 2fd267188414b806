import { basename } from "node:path";
import type { Settings } from "../config/resolve.ts";
import type { RunEnding } from "../ending/end-line.ts";
import { writeMetrics } from "../ending/metrics.ts";
import { UserError, type ExitCode } from "../errors.ts";
import { gathered } from "../ledger/batches.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Finished } from "../outputs/output-file.ts";
import type { RunOutputs } from "../outputs/run-outputs.ts";
import { works } from "../platforms/catalog.ts";
import type { ReportCollector } from "../report/collect.ts";
import type { History } from "../report/gather/history.ts";
import { LapseTally } from "../results/lapse-tally.ts";
import { StandingTally } from "../results/standings.ts";
import { type Summary, Tally } from "../results/summary.ts";
import { dayOfMoment } from "../text/days.ts";
import { exitCodeOf, summaryOf, type RunEnd, type FinishTools } from "./run-summary.ts";
import { writeFiles } from "./write-files.ts";

/** Writes all files of a run; answers what it came to. */
export async function finishRun(end: RunEnd, tools: FinishTools): Promise<RunEnding> {
  const { settings, runtime, ledger, outputs } = tools;
  const tally = new Tally();
  const now = new Date(runtime.clock.now()).toISOString();
  const standings = new StandingTally(now);
  const today = dayOfMoment(now) ?? 0;
  const lapses = new LapseTally(today);
  const report = outputs.sides.has("report")
    ? await beginReport(today, settings.outputs.reportBy)
    : undefined;
  const files = await writeFiles(end, tools, { tally, standings, lapses, report, today });
  if (tally.rows !== tools.rows) {
    throw new Error(`${tools.rows} rows were read and ${tally.rows} written`);
  }
  const endedAt = runtime.clock.now();
  const problems = [end.problem, files.problem, await putOnRecord(end, tools, standings, files.reported)];
  const ended = (): RunEnd & { readonly endedAt: number } => ({
    ...end,
    endedAt,
    results: files.results,
    problem: problems.find((each) => each !== undefined),
  });
  // a file that cannot be written in the end changes the exit code that the next one tells
  const exitCodeNow = (): ExitCode => exitCodeOf(ended(), tally, tools);
  const summaryNow = (): Promise<Summary> =>
    summaryOf(ended(), tools, { tally, standings, lapses }, exitCodeNow());
  const page = await writeText(outputs, "report", async () => {
    // only this run needs the page, which is large
    const { renderReport } = await import("../report/render.ts");
    if (report === undefined) throw new Error("the report was not begun");
    const history = await historyFor(ledger, runtime.clock.now());
    return renderReport(report.data(end.roster, await summaryNow(), history));
  });
  problems.push(page.problem);
  const json = await writeText(
    outputs,
    "summary",
    async () => `${JSON.stringify(await summaryNow(), undefined, 2)}\n`,
  );
  problems.push(json.problem);
  const { metrics } = settings.outputs;
  if (metrics !== undefined) {
    const counted = { summary: await summaryNow(), exitCode: exitCodeNow(), problems: [], isCounted: true };
    problems.push(await problemOf(() => writeMetrics(metrics, counted, tools)));
  }
  return {
    summary: await summaryNow(),
    exitCode: exitCodeNow(),
    problems: problems.filter((each) => each !== undefined),
    notes: keptNotes([...files.written, page.finished, json.finished], tools),
    isCounted: true,
  };
}

/** Only a run that writes the page needs what collects it. */
async function beginReport(today: number, groupedBy: string | undefined): Promise<ReportCollector> {
  const { ReportCollector } = await import("../report/collect.ts");
  const { loadParts } = await import("../report/report-data.ts");
  return new ReportCollector(today, groupedBy, await loadParts());
}

/** Where the files are kept that stood in the way and were not ours as they were. */
function keptNotes(written: readonly (Finished | undefined)[], { log }: FinishTools): readonly string[] {
  return written.flatMap((file) => {
    if (file?.kept === undefined) return [];
    const [name, kept] = [basename(file.path), basename(file.kept)];
    log.warn({ file: name, kept }, "kept a file that was edited or not ours");
    return [`kept: ${file.kept} (${name} was edited, or not written by roster-sync)`];
  });
}

async function problemOf(task: () => Promise<void>): Promise<UserError | undefined> {
  try {
    await task();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** A ledger that takes no records any more was told of before; the results are written all the same. */
async function putOnRecord(
  { mode, runId }: RunEnd,
  { ledger, settings }: FinishTools,
  standings: StandingTally,
  reported: readonly string[],
): Promise<UserError | undefined> {
  try {
    await ledger.changes.markReported(reported);
    // a plan makes nothing and waits for nothing
    if (mode !== "plan") {
      await ledger.runs.recordCounts(runId, { whole: isWhole(settings) ? 1 : 0, ...standings.counts });
    }
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** Whether the run looked at the whole roster, so that its counts can be compared with those of other runs. */
function isWhole({ selection, only }: Settings): boolean {
  const { onlyFailed, limit, where } = selection;
  return !onlyFailed && limit === undefined && where === undefined && only.size === works.length;
}

/** What the page tells of earlier runs. */
async function historyFor(ledger: Ledger, now: number): Promise<History> {
  const { trendStart, weeksOf, durationsOf } = await import("../report/gather/history.ts");
  return {
    weeks: weeksOf(await gathered(ledger.runs.since(trendStart(now))), now),
    durations: await durationsOf(ledger.requests.changed()),
  };
}

/** What became of a text beside the results. */
interface WrittenText {
  readonly finished?: Finished;
  readonly problem?: UserError;
}

async function writeText(
  { sides }: RunOutputs,
  name: "summary" | "report",
  text: () => Promise<string>,
): Promise<WrittenText> {
  const file = sides.get(name);
  if (file === undefined) return {};
  try {
    await file.write(await text());
    return { finished: await file.finish() };
  } catch (error) {
    if (error instanceof UserError) return { problem: error };
    throw error;
  }
}
