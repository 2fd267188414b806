import { platforms } from "../platforms/index.ts";
import { works } from "../platforms/catalog.ts";
import { basename } from "node:path";
import { Interruption, type Runtime } from "../runtime.ts";
import type { Settings } from "../config/resolve.ts";
import type { Connected } from "./clients.ts";
import type { RunEnding } from "../ending/end-line.ts";
import { writeMetrics } from "../ending/metrics.ts";
import { exitCodes, OutputError, UserError, type ExitCode } from "../errors.ts";
import type { Stop } from "../http/reply.ts";
import { lapsesOf } from "../holdings/lapse.ts";
import { gathered } from "../ledger/batches.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Log } from "../log/log.ts";
import type { Finished } from "../outputs/output-file.ts";
import type { RunOutputs } from "../outputs/run-outputs.ts";
import type { ReportCollector } from "../report/collect.ts";
import type { History } from "../report/gather/history.ts";
import type { Progress } from "../progress/progress.ts";
import { cellUnder, rowFilter } from "../staging/selection.ts";
import { dayOfMoment } from "../text/days.ts";
import { trimmed } from "../text/plain-text.ts";
import type { ColumnPlaces } from "../cells/cells.ts";
import { unescapeFormula } from "../roster/columns.ts";
import type { RosterSource } from "../roster/source.ts";
import type { Problem } from "../faults/problem.ts";
import type { Staging } from "../staging/staging.ts";
import type { Mode } from "../results/outcome.ts";
import { callReport } from "./call-report.ts";
import { plainDialect } from "../results/csv-text.ts";
import { LapseTally } from "../results/lapse-tally.ts";
import { lenient, type LenientSink, openResults, openSink } from "../results/open-results.ts";
import { StandingTally, type Standings } from "../results/standings.ts";
import { runStop } from "../results/run-stop.ts";
import { type Summary, Tally } from "../results/summary.ts";
import { unreadWarnings, warningsOf } from "../results/warnings.ts";
import { writeResults } from "../results/write-results.ts";

/** How the work of a run ended. */
export interface RunEnd {
  readonly mode: Mode;
  readonly runId: string;
  readonly startedAt: number;
  readonly roster: string;
  readonly results: string;
  /** What a person has to see to. */
  readonly problem: UserError | undefined;
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
  readonly staging: Staging;
  readonly connected: readonly Connected[];
  readonly progress: Progress;
  readonly log: Log;
  readonly outputs: RunOutputs;
  /** Rows that were read when the run began. */
  readonly rows: number;
  /** Those of them that are worked on. */
  readonly selected: number;
}

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

/** Every other stop is told of each request that met it; a ledger that fails ends the work at one blow. */
function ledgerStop({ stop }: RunEnd): Problem | undefined {
  if (stop?.code !== "ledger_failed") return undefined;
  return { code: stop.code, message: stop.reason };
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

/** What takes in the rows while they are written. */
interface Takers {
  readonly tally: Tally;
  readonly standings: StandingTally;
  readonly lapses: LapseTally;
  readonly report: ReportCollector | undefined;
  /** Days since 1970. */
  readonly today: number;
}

/** The tables of a run once they have their names. */
interface WrittenTables {
  /** The keys of the changes that were told. */
  readonly reported: readonly string[];
  /** Where the results are. */
  readonly results: string;
  readonly written: readonly Finished[];
  readonly problem: UserError | undefined;
}

async function writeFiles(
  end: RunEnd,
  tools: FinishTools,
  { tally, standings, lapses, report, today }: Takers,
): Promise<WrittenTables> {
  const { settings, runtime, source, places, outputs } = tools;
  const beside = async (name: "requests" | "changes"): Promise<LenientSink | undefined> => {
    const file = outputs.sides.get(name);
    return file === undefined ? undefined : lenient(await openSink(file, plainDialect));
  };
  const sinks = {
    results: await openResults(outputs.results, { ...source, places }),
    requests: await beside("requests"),
    changes: await beside("changes"),
  };
  const open = [sinks.results, sinks.requests, sinks.changes].filter((each) => each !== undefined);
  try {
    const group = cellUnder("--report-by", settings.outputs.reportBy, places);
    const ics = outputs.sides.get("calendar");
    const syncedAt = new Date(runtime.clock.now()).toISOString();
    const calendar =
      ics === undefined
        ? undefined
        : new (await import("../calendar/calendar-file.ts")).CalendarFile(ics, syncedAt);
    const reported = await writeResults(source.rows(), {
      places,
      staging: tools.staging,
      ledger: tools.ledger,
      run: { mode: end.mode, runId: end.runId, stop: ledgerStop(end) },
      sinks,
      tally,
      onRow: async (row, cells) => {
        standings.add(row);
        const soon = lapsesOf(row.dates?.holdings ?? [], today);
        lapses.add(soon);
        report?.add(row, group(cells), soon);
        await calendar?.add(row, soon);
      },
      only: settings.only,
      statuses: tools.connected
        .flatMap(({ platform }) => platform.statuses)
        .filter(({ kind }) => settings.only.has(kind.name)),
      absent: platforms
        .filter(({ name }) => settings.accounts[name] === undefined)
        .flatMap(({ statuses = [] }) => statuses)
        .filter(({ name }) => settings.only.has(name)),
      isSelected: selectionOf(settings, places),
      syncedAt,
      unasked: { sync_result: "skipped", synced_at: syncedAt },
    });
    const results = await sinks.results.finish();
    const others = [await sinks.requests?.finish(), await sinks.changes?.finish(), await calendar?.finish()];
    const { conflict } = results;
    const problem = conflict === undefined ? undefined : new OutputError(conflict, takeBoth);
    return {
      reported,
      results: results.path,
      written: [results, ...others].filter((each) => each !== undefined),
      problem: problem ?? sinks.requests?.problem() ?? sinks.changes?.problem() ?? calendar?.problem,
    };
  } finally {
    for (const each of open) await each.abandon();
  }
}

const takeBoth =
  "Keep what you need from the two files, and run the same command again; nothing is requested twice.";

/** The same choice of rows as when they were read. */
function selectionOf(settings: Settings, places: ColumnPlaces): (cells: readonly string[]) => boolean {
  const filter = rowFilter(settings.selection, places);
  const index = places.indexOf.get("sync_result");
  return (cells) => {
    const previous = index === undefined ? "" : trimmed(unescapeFormula(cells[index] ?? ""));
    return filter(cells, previous === "" ? undefined : previous);
  };
}

function exitCodeOf(
  end: RunEnd,
  tally: Tally,
  { settings, runtime, connected, staging }: FinishTools,
): ExitCode {
  if (runtime.interrupted.aborted) {
    const { reason } = runtime.interrupted;
    return reason instanceof Interruption ? reason.exitCode : exitCodes.interrupted;
  }
  if (end.problem !== undefined) return end.problem.exitCode;
  const stopped = end.stop !== undefined || connected.some(({ client }) => client.breaker.stops.length > 0);
  if (stopped) return exitCodes.stoppedEarly;
  const { failed, unknown } = tally.outcomes;
  const notReached = new Set(["platform_unavailable", "list_incomplete", "held"]);
  const unreached = tally.reasons.some(({ code }) => notReached.has(code));
  // the row of a request that was made says so, and not why its id could not be read
  const incomplete = unreached || staging.workItems.anyUnread();
  const unread = Object.values(tally.statusFailures).reduce((sum, count) => sum + count, 0);
  const anyBad = failed + unknown + unread > 0 || incomplete;
  return anyBad && settings.failOn === "rows" ? exitCodes.rowsFailed : exitCodes.done;
}

async function summaryOf(
  end: RunEnd & { readonly endedAt: number },
  tools: FinishTools,
  { tally, standings, lapses }: Pick<Takers, "tally" | "standings" | "lapses">,
  exitCode: ExitCode,
): Promise<Summary> {
  const { runtime, connected } = tools;
  const stop = runStop(
    end,
    connected.flatMap(({ client }) => client.breaker.stops),
    runtime,
  );
  return {
    version: 2,
    command: end.mode,
    run: end.runId,
    started_at: new Date(end.startedAt).toISOString(),
    ended_at: new Date(end.endedAt).toISOString(),
    rows: tally.rows,
    outcomes: tally.outcomes,
    requests: tally.requests,
    failures: tally.reasons,
    changes: tally.changes,
    ...tally.statusFailures,
    ...standingsFor(standings.standings),
    lapses: lapses.counts,
    platforms: await Promise.all(connected.map((each) => callReport(each, { ...tools, mode: end.mode }))),
    warnings: [
      ...warningsOf(tools),
      ...unreadWarnings(tools.staging.holders.unread, {
        request: tools.settings.held.request,
        dates: tools.settings.only.has("dates"),
      }),
    ],
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
