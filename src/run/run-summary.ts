import type { ColumnPlaces } from "../cells/cells.ts";
import { platformSettings, type Settings } from "../config/resolve.ts";
import { type UserError, exitCodes, type ExitCode } from "../errors.ts";
import type { Stop } from "../http/reply.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Log } from "../log/log.ts";
import type { RunOutputs } from "../outputs/run-outputs.ts";
import type { OpenPlatform } from "../platforms/platform.ts";
import type { Progress } from "../progress/progress.ts";
import type { ReportCollector } from "../report/collect.ts";
import type { LapseTally } from "../results/lapse-tally.ts";
import type { Mode } from "../results/outcome.ts";
import { runStop } from "../results/run-stop.ts";
import type { Standings, StandingTally } from "../results/standings.ts";
import type { Tally, Summary, PlatformSummary } from "../results/summary.ts";
import { unreadWarnings, warningsOf } from "../results/warnings.ts";
import type { RosterSource } from "../roster/source.ts";
import { Interruption, type Runtime } from "../runtime.ts";
import type { Staging } from "../staging/staging.ts";
import { planOf } from "./approval.ts";
import type { Connected } from "./clients.ts";
import { forecast, oneByOneCalls, secondsAt } from "./forecast.ts";

export function exitCodeOf(
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

export async function summaryOf(
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

/** What telling of calls needs. */
interface CallReportTools {
  readonly settings: Settings;
  readonly staging: Staging;
  readonly ledger: Ledger;
  readonly mode: Mode;
}

/** What a platform's part of the run cost in calls, what it would have cost one by one, and what is to come. */
async function callReport(
  { name, client, platform }: Connected,
  tools: CallReportTools,
): Promise<PlatformSummary> {
  const { settings, staging, ledger, mode } = tools;
  const { counts } = client.meter;
  const { rate } = platformSettings(settings, name);
  const common = { platform: name, ...counts, stops: client.breaker.stops };
  const asked = platform.statuses.map(({ kind }) => staging.statuses(kind.name).rowCount());
  const one_by_one = oneByOne(platform, staging) + asked.reduce((sum, rows) => sum + rows, 0);
  if (mode !== "plan" || platform.resources.length === 0)
    return { ...common, one_by_one, seconds_at_pace: secondsAt(counts.calls, rate) };
  const kinds = await Promise.all(
    planOf(client.platform, platform, staging).kinds.map(async (planned, index) => {
      const { kind, operations: creates, calls: createCalls, subjects } = planned;
      const listed = (await ledger.lists.recallMany([kind])).get(kind)?.total;
      const returnsFinalState = platform.resources[index]?.create?.returnsFinalState === true;
      return { kind, creates, createCalls, subjects, listed, returnsFinalState };
    }),
  );
  const { submit, confirm, seconds } = forecast(kinds, counts.calls, rate);
  return { ...common, one_by_one, seconds_at_pace: seconds, to_come: { submit, confirm } };
}

function oneByOne(platform: OpenPlatform, staging: Staging): number {
  const kinds = platform.resources.map(({ kind }) => kind);
  const { specs, references } = staging.rows.askedOneByOne(kinds);
  const submissions = staging.workItems.missingCount(kinds);
  return oneByOneCalls({ lookUps: references, checks: specs, submissions, statuses: specs });
}

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

/** What takes in the rows while they are written. */
export interface Takers {
  readonly tally: Tally;
  readonly standings: StandingTally;
  readonly lapses: LapseTally;
  readonly report: ReportCollector | undefined;
  /** Days since 1970. */
  readonly today: number;
}
