import { statusKinds, titleOf, nameOfKind, requestKinds } from "../platforms/catalog.ts";
import type { StatusKind } from "../platforms/status-source.ts";
import { duration, counted, thousands } from "../text/counts.ts";
import { lapseLines } from "./lapse-tally.ts";
import { kindsSentence, requestsSentence, sumOfRequests, type RequestsByWork } from "./outcome.ts";
import {
  creationsThat,
  requestsThat,
  type RequestCounts,
  type RequestOutcome,
  type PlatformSummary,
  type Summary,
  type StatusFailures,
} from "./summary.ts";

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
  const planned = creationsThat("planned", requests);
  const { to_update = {}, to_remove = {} } = requests.changes ?? {};
  const steps = [
    ...(sumOfRequests(planned) === 0 ? [] : [`create ${requestsSentence(planned)}`]),
    ...(sumOfRequests(to_update) === 0 ? [] : [`update ${kindsSentence(to_update)}`]),
    ...(sumOfRequests(to_remove) === 0 ? [] : [`remove ${kindsSentence(to_remove)}`]),
  ];
  const plan = `sync would ${steps.length === 0 ? "create no requests" : steps.join("; ")}`;
  const counts = requestsClause(requests, told);
  return [...(command === "plan" ? [plan] : []), ...(counts === "" ? [] : [`requests: ${counts}`])];
}

/** What became of requests, kind by kind, without zeros: `19 created (13 licenses, 6 enrollments), 1 failed (1 license)`. */
function requestsClause(requests: RequestCounts, outcomes: readonly RequestOutcome[]): string {
  const { updated = {}, removed = {} } = requests.changes ?? {};
  return outcomes
    .flatMap((outcome): readonly (readonly [word: string, counts: RequestsByWork])[] =>
      outcome === "created"
        ? [
            ["created", creationsThat("created", requests)],
            ["updated", updated],
            ["removed", removed],
          ]
        : [[wordOf(outcome), requestsThat(outcome, requests)]],
    )
    .filter(([, counts]) => sumOfRequests(counts) > 0)
    .map(([word, counts]) => `${thousands(sumOfRequests(counts))} ${word} (${kindsSentence(counts)})`)
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

/** The sources of which statuses could not be read, and how many. */
export function failedSources(
  summary: StatusFailures,
): readonly (StatusKind["failures"] & { readonly count: number })[] {
  return statusKinds
    .map(({ failures }) => ({ ...failures, count: summary[failures.field] ?? 0 }))
    .filter(({ count }) => count > 0);
}

/** The fields of all sources, with nothing in them. */
export const noStatusFailures: StatusFailures = Object.fromEntries(
  statusKinds.map(({ failures }) => [failures.field, 0]),
);

const manyOf: ReadonlyMap<string, string> = new Map(
  requestKinds.map(({ kind, words }) => [nameOfKind(kind), words.many]),
);

/** For example: `5 requests ended without success (2 since the last run): 3 enrollments panel_closed, 2 licenses inactive`. */
function endedLines({ ended }: Pick<Summary, "ended">): readonly string[] {
  if (ended.count === 0) return [];
  const fresh = ended.new === 0 ? "" : ` (${thousands(ended.new)} since the last run)`;
  const statuses = ended.statuses.map(
    ({ kind, status, count }) => `${counted(count, kind, manyOf.get(kind) ?? kind)} ${status}`,
  );
  return [`${counted(ended.count, "request")} ended without success${fresh}: ${statuses.join(", ")}`];
}

/** For example: `waiting: 3 for us, 2 for the provider, 10 for the platform`. */
function waitingLines({ waiting }: Pick<Summary, "waiting">): readonly string[] {
  const parts = (Object.keys(waitingFor) as (keyof Summary["waiting"])[])
    .filter((party) => waiting[party] > 0)
    .map((party) => `${thousands(waiting[party])} ${waitingFor[party]}`);
  return parts.length === 0 ? [] : [`waiting: ${parts.join(", ")}`];
}

const waitingFor: Readonly<Record<keyof Summary["waiting"], string>> = {
  us: "for us",
  provider: "for the provider",
  platform: "for the platform",
  outside: "for a payer, board or committee",
  another: "for another request",
  hold: "on hold",
};
