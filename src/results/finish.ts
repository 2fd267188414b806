import { Interruption, type Runtime } from "../runtime.ts";
import type { Settings } from "../config/settings.ts";
import type { Connected } from "../connect.ts";
import { exitCodes, PersonError, type ExitCode } from "../errors.ts";
import type { Stop } from "../http/reply.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ReportCollector } from "../report/collect.ts";
import type { History } from "../report/gather/history.ts";
import type { Progress } from "../progress/progress.ts";
import { cellUnder, rowFilter } from "../plan/selection.ts";
import { dayOfMoment } from "../text/days.ts";
import { works } from "../roster/ask.ts";
import { trimmed, type ColumnPlaces } from "../roster/cells.ts";
import { unescapeFormula } from "../roster/escape.ts";
import type { RosterSource } from "../roster/source.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Mode } from "./ask-outcome.ts";
import { createAtomicFile } from "./atomic-file.ts";
import { callReport } from "./call-report.ts";
import { plainDialect } from "./csv-text.ts";
import { openResults, openSink } from "./open-results.ts";
import type { Sink } from "./sink.ts";
import { StandingTally, type Standings } from "./standings.ts";
import { runStop } from "./run-stop.ts";
import type { Summary } from "./summary.ts";
import { summaryLines } from "./summary-text.ts";
import { warningsOf } from "./warnings.ts";
import { Tally } from "./tally.ts";
import { writeResults } from "./write-results.ts";

/** How the work of a run ended. */
export interface RunEnd {
  readonly mode: Mode;
  readonly runId: string;
  readonly startedAt: number;
  readonly roster: string;
  readonly results: string;
  /** What a person has to see to. */
  readonly problem: PersonError | undefined;
  /** Why no new call was made after some point. */
  readonly stop: Stop | undefined;
}

/** What finishing needs. */
export interface FinishTools {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly source: RosterSource;
  readonly places: ColumnPlaces;
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly connected: readonly Connected[];
  readonly progress: Progress;
  /** Rows that were read when the run began. */
  readonly rows: number;
  /** Those of them that are worked on. */
  readonly selected: number;
}

/** Writes all files of a run, tells what it came to, and says with which code it ends. */
export async function finishRun(end: RunEnd, tools: FinishTools): Promise<ExitCode> {
  const { settings, runtime, ledger } = tools;
  const tally = new Tally();
  const now = new Date(runtime.clock.now()).toISOString();
  const standings = new StandingTally(now);
  const report =
    settings.outputs.report === undefined
      ? undefined
      : new ReportCollector(dayOfMoment(now) ?? 0, settings.outputs.reportBy);
  const told = await writeFiles(end, tools, { tally, standings, report });
  if (tally.rows !== tools.rows) {
    throw new Error(`${tools.rows} rows were read and ${tally.rows} written`);
  }
  const problem = end.problem ?? (await putOnRecord(end, tools, standings, told));
  const exitCode = exitCodeOf({ ...end, problem }, tally, tools);
  const summary = await summaryOf({ ...end, problem }, tools, { tally, standings }, exitCode);
  if (settings.outputs.summary !== undefined) {
    await writeText(
      settings.outputs.summary,
      `${JSON.stringify(summary, undefined, 2)}\n`,
      end.runId,
      runtime,
    );
  }
  if (settings.outputs.report !== undefined && report !== undefined) {
    // only this run needs the page, which is large
    const { renderReport } = await import("../report/render.ts");
    const history = await historyFor(ledger, runtime.clock.now());
    await writeText(
      settings.outputs.report,
      renderReport(report.data(end.roster, summary, history)),
      end.runId,
      runtime,
    );
  }
  tools.progress.stop();
  if (!settings.quiet) runtime.stderr.write(summaryLines(summary));
  if (problem !== undefined) {
    const { message, remedy } = problem;
    runtime.stderr.write(`${message}${remedy === undefined ? "" : ` ${remedy}`}\n`);
  }
  return exitCode;
}

/** A ledger that takes no records any more was told of before; the results are written all the same. */
async function putOnRecord(
  { mode, runId }: RunEnd,
  { ledger, settings }: FinishTools,
  standings: StandingTally,
  told: readonly string[],
): Promise<PersonError | undefined> {
  try {
    await ledger.changes.markTold(told);
    // a plan makes nothing and waits for nothing
    if (mode !== "plan") {
      await ledger.runs.recordCounts(runId, { whole: isWhole(settings) ? 1 : 0, ...standings.counts });
    }
    return undefined;
  } catch (error) {
    if (error instanceof PersonError) return error;
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
    weeks: weeksOf(await ledger.runs.since(trendStart(now)), now),
    durations: durationsOf(ledger.requests.changed()),
  };
}

/** What takes in the rows while they are written. */
interface Takers {
  readonly tally: Tally;
  readonly standings: StandingTally;
  readonly report: ReportCollector | undefined;
}

async function writeFiles(
  end: RunEnd,
  tools: FinishTools,
  { tally, standings, report }: Takers,
): Promise<readonly string[]> {
  const { settings, runtime, source, places } = tools;
  const open: Sink[] = [];
  const sink = async (path: string): Promise<Sink> => {
    const opened = await openSink(path, plainDialect, runtime.stdout, end.runId);
    open.push(opened);
    return opened;
  };
  try {
    const { requests, changes } = settings.outputs;
    const results = await openResults(end.results, { ...source, places }, runtime.stdout, end.runId);
    open.push(results);
    const sinks = {
      results,
      requests: requests === undefined ? undefined : await sink(requests),
      changes: changes === undefined ? undefined : await sink(changes),
    };
    const group = cellUnder("--report-by", settings.outputs.reportBy, places);
    const syncedAt = new Date(runtime.clock.now()).toISOString();
    const told = await writeResults(source.rows(), {
      places,
      workspace: tools.workspace,
      ledger: tools.ledger,
      run: { mode: end.mode, runId: end.runId },
      sinks,
      tally,
      onRow: (row, cells) => {
        standings.add(row);
        report?.add(row, group(cells));
      },
      caqhOrganization: settings.only.has("caqh") ? settings.accounts.caqh?.organizationId : undefined,
      caqhAbsence:
        settings.only.has("caqh") && settings.accounts.caqh === undefined ? "not_configured" : undefined,
      isSelected: selectionOf(settings, places),
      syncedAt,
      unasked: { sync_result: "skipped", synced_at: syncedAt },
    });
    for (const each of open) await each.finish();
    return told;
  } finally {
    for (const each of open) await each.abandon();
  }
}

/** The same choice of rows as when they were read. */
function selectionOf(settings: Settings, places: ColumnPlaces): (cells: readonly string[]) => boolean {
  const filter = rowFilter(settings.selection, places);
  const index = places.indexOf.get("sync_result");
  return (cells) => {
    const previous = index === undefined ? "" : trimmed(unescapeFormula(cells[index] ?? ""));
    return filter(cells, previous === "" ? undefined : previous);
  };
}

function exitCodeOf(end: RunEnd, tally: Tally, { runtime, connected, workspace }: FinishTools): ExitCode {
  if (runtime.interrupted.aborted) {
    const { reason } = runtime.interrupted;
    return reason instanceof Interruption ? reason.exitCode : exitCodes.interrupted;
  }
  if (end.problem !== undefined) return end.problem.exitCode;
  const stopped = end.stop !== undefined || connected.some(({ client }) => client.health.stops.length > 0);
  if (stopped) return exitCodes.stoppedEarly;
  const { failed, unknown } = tally.outcomes;
  const notReached = new Set(["platform_unavailable", "list_incomplete", "held"]);
  const unreached = tally.reasons.some(({ code }) => notReached.has(code));
  // the row of a request that was made says so, and not why its id could not be read
  const incomplete = unreached || workspace.wants.anyUnread();
  return failed + unknown + tally.caqhProblems > 0 || incomplete ? exitCodes.rowsFailed : exitCodes.done;
}

async function summaryOf(
  end: RunEnd,
  tools: FinishTools,
  { tally, standings }: Omit<Takers, "report">,
  exitCode: ExitCode,
): Promise<Summary> {
  const { runtime, connected } = tools;
  const stop = runStop(end, connected, runtime);
  return {
    version: 2,
    command: end.mode,
    run: end.runId,
    started_at: new Date(end.startedAt).toISOString(),
    ended_at: new Date(runtime.clock.now()).toISOString(),
    rows: tally.rows,
    outcomes: tally.outcomes,
    requests: tally.requests,
    failures: tally.reasons,
    changes: tally.changes,
    caqh_failures: tally.caqhProblems,
    ...standingsFor(standings.standings),
    platforms: await Promise.all(connected.map((each) => callReport(each, { ...tools, mode: end.mode }))),
    warnings: warningsOf(tools),
    results: end.results === "-" ? "standard output" : end.results,
    ...(stop === undefined ? {} : { stop }),
    exit_code: exitCode,
  };
}

function standingsFor({
  nextStep,
  endedNow,
  endedAs,
}: Standings): Pick<Summary, "waiting" | "completed" | "ended"> {
  const { us, provider, platform, outside, another, hold, done, ended } = nextStep;
  return {
    waiting: { us, provider, platform, outside, another, hold },
    completed: done,
    ended: { count: ended, new: endedNow, statuses: endedAs },
  };
}

async function writeText(path: string, text: string, unique: string, runtime: Runtime): Promise<void> {
  if (path === "-") return runtime.stdout.writeAll(text);
  const file = await createAtomicFile(path, unique);
  try {
    await file.write(text);
    await file.finish();
  } finally {
    await file.abandon();
  }
}
