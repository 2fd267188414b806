import type { CallCounts } from "../http/meter.ts";
import type { Stop } from "../http/reply.ts";
import type { Outcome, Mode } from "./ask-outcome.ts";
import type { Failures } from "./tally.ts";
import type { EndedStatus } from "./standings.ts";
import { counted, thousands } from "./thousands.ts";

/** What a run came to, as `--summary` writes it (docs/summary.md). */
export interface Summary {
  readonly version: 1;
  readonly command: Mode;
  readonly run: string;
  readonly started_at: string;
  readonly ended_at: string;
  readonly rows: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly failures: readonly Failures[];
  readonly changes: number;
  readonly caqh_failures: number;
  /** Requests on a platform that are open, by who has to move next. */
  readonly waiting: Readonly<Record<"us" | "provider" | "platform" | "outside" | "another" | "hold", number>>;
  /** Requests that were granted or completed. */
  readonly completed: number;
  /** Requests that were denied, closed, canceled or stopped; `new`: since the last run. */
  readonly ended: {
    readonly count: number;
    readonly new: number;
    readonly statuses: readonly EndedStatus[];
  };
  readonly platforms: readonly PlatformSummary[];
  readonly results: string;
  readonly exit_code: number;
}

/** One platform's part. */
export interface PlatformSummary extends CallCounts {
  readonly platform: string;
  readonly stops: readonly Stop[];
  /** What one call per thing would have cost. */
  readonly one_by_one: number;
  /** The least time that the calls take at the platform's pace. */
  readonly seconds_at_pace: number;
  /** Calls still to come, when this was a plan. */
  readonly to_come?: { readonly submit: number; readonly confirm: number };
}

/** The summary as a few lines for a person. */
export function summaryLines(summary: Summary): string {
  const { outcomes, rows } = summary;
  const counts = (["created", "exists", "planned", "failed", "unknown", "skipped"] as const)
    .filter((outcome) => outcomes[outcome] > 0)
    .map((outcome) => `${outcomes[outcome]} ${outcome}`);
  const lines = [`${rows} ${rows === 1 ? "row" : "rows"}: ${counts.join(", ") || "none"}`];
  for (const { code, rows: failed, examples, example } of summary.failures) {
    const where = `row ${examples.join(", ")}${failed > examples.length ? ", …" : ""}`;
    lines.push(`  ${code}: ${failed} (${where})`, `    ${clip(example)}`);
  }
  const { changes, caqh_failures } = summary;
  if (changes > 0) lines.push(`${changes} ${changes === 1 ? "status" : "statuses"} moved since the last run`);
  lines.push(...endedLines(summary), ...waitingLines(summary));
  if (caqh_failures > 0) {
    lines.push(`${caqh_failures} CAQH ${caqh_failures === 1 ? "status" : "statuses"} could not be read`);
  }
  for (const { stops } of summary.platforms) {
    for (const { reason } of stops) lines.push(`stopped early: ${reason}`);
  }
  const seconds = (Date.parse(summary.ended_at) - Date.parse(summary.started_at)) / 1000;
  for (const platform of summary.platforms) {
    if (platform.calls > 0 || platform.to_come !== undefined) lines.push(platformLine(platform));
  }
  lines.push(`time: ${duration(seconds)}`);
  lines.push(`results: ${summary.results}`);
  if (summary.exit_code !== 0) lines.push(`exit code: ${summary.exit_code}`);
  return `${lines.join("\n")}\n`;
}

/** For example: `5 requests ended without success (2 since the last run): 3 enrollments panel_closed, 2 licenses inactive`. */
function endedLines({ ended }: Summary): readonly string[] {
  if (ended.count === 0) return [];
  const fresh = ended.new === 0 ? "" : ` (${thousands(ended.new)} since the last run)`;
  const statuses = ended.statuses.map(
    ({ kind, status, count }) => `${counted(count, kind, manyOf[kind])} ${status}`,
  );
  return [`${counted(ended.count, "request")} ended without success${fresh}: ${statuses.join(", ")}`];
}

const manyOf = { license: "licenses", enrollment: "enrollments", credentialing: "credentialing" } as const;

/** For example: `waiting: 3 for us, 2 for the provider, 10 for the platform`. */
function waitingLines({ waiting }: Summary): readonly string[] {
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

/** For example: `medallion: 826 calls (look-up 4, existing 22, submit 800); one call per thing would be 5,200`. */
function platformLine(part: PlatformSummary): string {
  const { platform, calls, byPurpose, throttled, one_by_one, to_come, seconds_at_pace } = part;
  const purposes = Object.entries(byPurpose).map(([purpose, count]) => `${purpose} ${thousands(count)}`);
  const parts = [
    `${platform}: ${counted(calls, "call")}`,
    purposes.length === 0 ? "" : ` (${purposes.join(", ")})`,
  ];
  if (to_come !== undefined) {
    const { submit, confirm } = to_come;
    parts.push(
      `; sync would make ${thousands(submit + confirm)} more (submit ${thousands(submit)}, confirm ${thousands(confirm)})`,
    );
    parts.push(`, all in ${duration(seconds_at_pace)} at the pace allowed`);
  }
  if (one_by_one > 0) parts.push(`; one call per thing would be ${thousands(one_by_one)}`);
  if (throttled > 0)
    parts.push(`; told to wait ${throttled === 1 ? "once" : `${thousands(throttled)} times`}`);
  return parts.join("");
}

/** Long enough for what is wrong and what to do. */
const longestExample = 240;

function clip(text: string): string {
  return text.length <= longestExample ? text : `${text.slice(0, longestExample - 1)}…`;
}

/** Seconds as people say them: `8.2 s`, `3 min 05 s`, `1 h 20 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours > 0
    ? `${hours} h ${String(minutes).padStart(2, "0")} min`
    : `${minutes} min ${String(rest).padStart(2, "0")} s`;
}
