import { statusKinds } from "../platforms/catalog.ts";
import { exitCodes } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { sumOfLapses } from "../results/lapse-tally.ts";
import type { Summary } from "../results/summary.ts";

/** How loud the last event of a run is. An interruption is somebody's decision, and all is written. */
export function finishedLevel(exitCode: number): "info" | "warn" | "error" {
  switch (exitCode) {
    case exitCodes.done:
      return "info";
    case exitCodes.rowsFailed:
    case exitCodes.interrupted:
    case exitCodes.terminated:
      return "warn";
    default:
      return "error";
  }
}

/** Writes the event that every log of a run ends with: the counts of its summary, why it stopped, and its exit code. */
export function logFinished(log: Log, summary: Summary): void {
  log[finishedLevel(summary.exit_code)](finishedFields(summary), "finished");
}

/** The fields of that event, by the names that they have in the summary. */
export function finishedFields(summary: Summary): object {
  const { command, exit_code, stop, rows, outcomes, requests, failures, changes } = summary;
  return {
    command,
    exit_code,
    stop,
    rows,
    outcomes,
    requests,
    waiting: summary.waiting,
    completed: summary.completed,
    ended: { count: summary.ended.count, new: summary.ended.new },
    lapses: Object.fromEntries(
      Object.entries(summary.lapses).map(([span, counts]) => [span, sumOfLapses(counts)]),
    ),
    failures: Object.fromEntries(failures.map(({ code, rows: failed }) => [code, failed])),
    changes,
    ...Object.fromEntries(statusKinds.map(({ failures: { field } }) => [field, summary[field]])),
    calls: Object.fromEntries(summary.platforms.map(({ platform, calls }) => [platform, calls])),
    throttled: Object.fromEntries(summary.platforms.map(({ platform, throttled }) => [platform, throttled])),
    seconds: secondsOf(summary),
    warnings: summary.warnings.map(({ code }) => code),
    results: summary.results,
  };
}

/** How long a run took. */
export function secondsOf({ started_at, ended_at }: Pick<Summary, "started_at" | "ended_at">): number {
  return Math.max(0, Date.parse(ended_at) - Date.parse(started_at)) / 1000;
}
