import { statusKinds, titleOf } from "../platforms/catalog.ts";
import { duration } from "../text/duration.ts";
import { lapseLines } from "./lapse-tally.ts";
import { failedSources } from "./status-failures.ts";
import { requestsThat, type RequestCounts, type RequestOutcome } from "./request-counts.ts";
import { kindsSentence, requestsSentence, sumOfRequests } from "./request-words.ts";
import { endedLines, waitingLines } from "./standing-lines.ts";
import type { PlatformSummary, Summary } from "./summary.ts";
import { counted, thousands } from "../text/counts.ts";

/** The summary as a few lines for a person. */
export function summaryLines(summary: Summary): string {
  const { changes, exit_code } = summary;
  const seconds = (Date.parse(summary.ended_at) - Date.parse(summary.started_at)) / 1000;
  const lines = [
    rowsSentence(summary),
    ...summary.failures.flatMap(failureLines),
    ...requestLines(summary),
    ...summary.warnings.map(({ message }) => `warning: ${message}`),
    ...(changes > 0 ? [`${counted(changes, "status", "statuses")} changed since the last run`] : []),
    ...endedLines(summary),
    ...waitingLines(summary),
    ...lapseLines(summary),
    ...failedSources(summary).map(({ count, one, many }) => `${counted(count, one, many)} could not be read`),
    ...stopReasons(summary).map((reason) => `stopped early: ${reason}`),
    ...summary.platforms.filter(({ calls, to_come }) => calls > 0 || to_come !== undefined).map(platformLine),
    `time: ${duration(seconds)}`,
    ...(summary.results === undefined ? [] : [`results: ${summary.results}`]),
    ...(exit_code === 0 ? [] : [`exit code: ${exit_code}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** For example `30 rows: 11 created, 3 failed, 16 skipped`. */
export function rowsSentence({ rows, outcomes }: Pick<Summary, "rows" | "outcomes">): string {
  const counts = (["created", "exists", "planned", "failed", "unknown", "skipped"] as const)
    .filter((outcome) => outcomes[outcome] > 0)
    .map((outcome) => `${thousands(outcomes[outcome])} ${outcome}`);
  return `${counted(rows, "row")}: ${counts.join(", ") || "none"}`;
}

function failureLines({ code, rows, examples, example }: Summary["failures"][number]): readonly string[] {
  const where = `row ${examples.join(", ")}${rows > examples.length ? ", …" : ""}`;
  return [`  ${code}: ${thousands(rows)} (${where})`, `    ${clip(example)}`];
}

/** What a plan tells in a sentence of its own. */
const told: readonly RequestOutcome[] = ["created", "existing", "held", "failed", "unknown", "skipped"];

function wordOf(outcome: RequestOutcome): string {
  return outcome === "held" ? "held already" : outcome;
}

function requestLines({ command, requests }: Summary): readonly string[] {
  const planned = requestsThat("planned", requests);
  const plan =
    sumOfRequests(planned) === 0
      ? "sync would create no requests"
      : `sync would create ${requestsSentence(planned)}`;
  const counts = requestsClause(requests, told);
  return [...(command === "plan" ? [plan] : []), ...(counts === "" ? [] : [`requests: ${counts}`])];
}

/** What became of requests, kind by kind, without zeros: `19 created (13 licenses, 6 enrollments), 1 failed (1 license)`. */
export function requestsClause(requests: RequestCounts, outcomes: readonly RequestOutcome[]): string {
  return outcomes
    .filter((outcome) => requests[outcome] > 0)
    .map(
      (outcome) =>
        `${thousands(requests[outcome])} ${wordOf(outcome)} (${kindsSentence(requestsThat(outcome, requests))})`,
    )
    .join(", ");
}

/** Each reason once: what stops a platform may be what stopped the run. */
function stopReasons({ stop, platforms }: Summary): readonly string[] {
  const isStopped = stop !== undefined && stop.code !== "held";
  const reasons = platforms.flatMap(({ stops }) => stops.map(({ reason }) => reason));
  return [...new Set([...(isStopped ? [stop.reason] : []), ...reasons])];
}

const purposeWords: Readonly<Record<string, string>> = {
  ...Object.fromEntries(statusKinds.map(({ purpose }) => [purpose.name, purpose.summary])),
  "sign-in": "sign-in",
  "look-up": "lookup",
  existing: "existing requests",
  submit: "sending",
  settle: "confirming",
  status: "statuses",
  dates: "licenses and dates",
  files: "files",
  export: "export",
};

/** For example `PLATFORM: 826 calls (lookup 4, existing requests 22, sending 800); without batching 5,200`. */
function platformLine(part: PlatformSummary): string {
  const { platform, calls, byPurpose, throttled, one_by_one, to_come, seconds_at_pace } = part;
  const purposes = Object.entries(byPurpose).map(
    ([purpose, count]) => `${purposeWords[purpose] ?? purpose} ${thousands(count ?? 0)}`,
  );
  const parts = [
    `${titleOf(platform)}: ${counted(calls, "call")}`,
    purposes.length < 2 ? "" : ` (${purposes.join(", ")})`,
  ];
  const more = to_come === undefined ? 0 : to_come.submit + to_come.confirm;
  if (to_come !== undefined && more > 0) {
    const { submit, confirm } = to_come;
    const steps = [
      ...(submit > 0 ? [`${thousands(submit)} to send`] : []),
      ...(confirm > 0 ? [`${thousands(confirm)} to confirm`] : []),
    ];
    parts.push(`; sync would make ${thousands(more)} more (${steps.join(", ")})`);
    if (seconds_at_pace > 0) parts.push(`, all in ${duration(seconds_at_pace)} at the rate limit`);
  }
  if (one_by_one > calls + more) parts.push(`; without batching ${thousands(one_by_one)}`);
  if (throttled > 0) {
    parts.push(`; rate-limited ${throttled === 1 ? "once" : `${thousands(throttled)} times`}`);
  }
  return parts.join("");
}

/** Long enough for what is wrong and what to do. */
const longestExample = 240;

function clip(text: string): string {
  return text.length <= longestExample ? text : `${text.slice(0, longestExample - 1)}…`;
}
