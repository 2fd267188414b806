import { exitCodes, type ExitCode } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { statusKinds } from "../platforms/catalog.ts";
import { sumOfLapses } from "../results/lapse-tally.ts";
import { failedSources, rowsSentence } from "../results/summary-text.ts";
import type { Summary } from "../results/summary.ts";
import { thousands } from "../text/counts.ts";

/** How a run ended: what it came to, and the sentences that a person has to read. */
export interface RunEnding {
  readonly summary: Summary;
  /** The one of the summary. */
  readonly exitCode: ExitCode;
  /** What a person has to see to, each with its remedy. */
  readonly problems: readonly EndProblem[];
  /** What else a person is told, a line each. */
  readonly notes?: readonly string[];
  /** The run got as far as its rows, so that its counts mean something. */
  readonly isCounted: boolean;
}

/** A sentence and what to do about it. */
export interface EndProblem {
  readonly message: string;
  readonly remedy?: string | undefined;
}

/**
 * The end of a run in one line, for whoever reads nothing else: what it was, its exit code, why, and where the
 * results are. For example `roster-sync sync ended with exit code 3: PLATFORM refused the credentials (403: no). Results: …`.
 */
export function endLine({ summary, problems, isCounted }: RunEnding): string {
  const { command, exit_code, results } = summary;
  const sentences = problems.map(({ message, remedy }) => [message, remedy ?? ""].join(" "));
  const why = [...reasons(summary, problems), ...sentences].map(asSentence);
  const parts = [
    `roster-sync ${command} ended with exit code ${exit_code}:`,
    ...(why.length > 0 ? why : [asSentence(rowsSentence(summary))]),
    ...(isCounted && results !== undefined ? [`Results: ${results}`] : []),
  ];
  return oneLine(parts.join(" "));
}

/** What is not said by a problem already. */
function reasons(summary: Summary, problems: readonly EndProblem[]): readonly string[] {
  const { exit_code, rows, outcomes, failures, stop, platforms } = summary;
  if (exit_code === exitCodes.rowsFailed) {
    const bad = (["failed", "unknown"] as const).filter((outcome) => outcomes[outcome] > 0);
    const counts = bad.map((outcome) => `${thousands(outcomes[outcome])} ${outcome}`);
    const codes = failures
      .slice(0, mostCodes)
      .map(({ code, rows: failed }) => `${code} ${thousands(failed)}`);
    const list = `${codes.join(", ")}${failures.length > mostCodes ? ", …" : ""}`;
    return [
      ...(counts.length > 0 ? [`of ${thousands(rows)} rows ${counts.join(", ")}`] : []),
      ...(codes.length > 0 ? [`by reason: ${list}`] : []),
      ...failedSources(summary).map(
        ({ count, many }) => `${many} that could not be read: ${thousands(count)}`,
      ),
    ];
  }
  const told = new Set(problems.map(({ message }) => message));
  const stops = platforms.flatMap(({ stops: own }) => own.map(({ reason }) => reason));
  return [...new Set([...(stop === undefined ? [] : [stop.reason]), ...stops])].filter(
    (reason) => !told.has(reason),
  );
}

/** More reasons than that are in the summary. */
const mostCodes = 5;

function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** Line breaks and what else moves the cursor would make several lines of it. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

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
function finishedFields(summary: Summary): object {
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
