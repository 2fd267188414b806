import { styleText } from "node:util";
import type { EventFields } from "../log/log.ts";
import { titleOf } from "../platforms/catalog.ts";
import { kindsSentence, type RequestsByWork } from "../results/outcome.ts";
import { counted, thousands, type ClockTime, duration } from "../text/counts.ts";
import type { Snapshot } from "./gauge.ts";

/**
 * An event as a sentence for people at a terminal; undefined for one that has no sentence of its own, which is shown
 * with its fields. The names of the events are in docs/operations.md.
 */
export function eventSentence(event: string, fields: EventFields, clockTime: ClockTime): string | undefined {
  return Object.hasOwn(sentences, event) ? sentences[event]?.(fields, clockTime) : undefined;
}

const sentences: Readonly<Record<string, (fields: EventFields, clockTime: ClockTime) => string>> = {
  "columns read": ({ columns, left_alone }) => {
    const left = listLength(left_alone);
    return `${counted(listLength(columns), "column")} understood${left === 0 ? "" : `, ${thousands(left)} left alone`}`;
  },
  "roster read": ({ rows, selected, requests, rows_with_faults }) =>
    [
      `read ${counted(number(rows), "row")}`,
      ...(selected === rows ? [] : [`working on ${thousands(number(selected))} of them`]),
      `${counted(number(requests), "request")} asked for`,
      ...(number(rows_with_faults) === 0
        ? []
        : [`${counted(number(rows_with_faults), "row")} with problems`]),
    ].join(", "),
  "looked up": ({ platform, calls }) => `${title(platform)}: lookups done${callsSoFar(calls)}`,
  compared: ({ platform, calls, to_create, to_update = {}, to_remove = {} }) => {
    const parts = [
      [to_create, "missing"],
      [to_update, "to update"],
      [to_remove, "to remove"],
    ].flatMap(([counts, word]) => {
      const kinds = kindsSentence(counts as RequestsByWork);
      return kinds === "" ? [] : [`${kinds} ${String(word)}`];
    });
    return `${title(platform)}: ${parts.length === 0 ? "nothing is missing" : parts.join(", ")}${callsSoFar(calls)}`;
  },
  "not read": ({ platform, list }) =>
    `${title(platform)}: ${String(list)} could not be read; requests and columns do without it`,
  submitted: ({ platform, calls, sent, refused, in_doubt }) =>
    `${title(platform)}: ${[
      `${counted(number(sent), "request")} sent`,
      ...(number(refused) === 0 ? [] : [`${thousands(number(refused))} refused`]),
      ...(number(in_doubt) === 0 ? [] : [`${thousands(number(in_doubt))} not confirmed yet`]),
    ].join(", ")}${callsSoFar(calls)}`,
  "in doubt": ({ platform, requests }) =>
    `${title(platform)}: ${counted(number(requests), "request")} sent without a clear answer; checking whether they arrived`,
  settled: ({ platform, requests, unknown }) =>
    `${title(platform)}: ${counted(number(requests), "unconfirmed request")} settled${number(unknown) === 0 ? "" : `, ${thousands(number(unknown))} still open`}`,
  throttled: ({ platform, times }) =>
    `${title(platform)} is rate-limiting this run (${counted(number(times), "time")} so far); waiting as long as it asks`,
  waiting: ({ platform, why, seconds, until }, clockTime) =>
    `${title(platform)}: waiting ${counted(number(seconds), "second")}, until ${clockTime(String(until))}: ${String(why)}`,
  refused: ({ platform, rows, status }) =>
    `${title(platform)} refused a request (${String(status)})${rowsClause(rows)}`,
  "not answered": ({ platform, rows, failure }) =>
    `${title(platform)} did not answer a request (${String(failure)})${rowsClause(rows)}`,
  "no answer yet": ({ platform, tries, failure }) =>
    `${title(platform)} has not answered after ${counted(number(tries), "try", "tries")} (${String(failure)})`,
  stopped: ({ reason }) => `stopped: ${String(reason)}`,
  held: ({ reason }) => `held: ${String(reason)}`,
  "canary sent": ({ requests, rows, others }) =>
    `canary sent: ${counted(number(requests), "request")} for ${counted(listLength(rows), "row")}, ${thousands(number(others))} to follow`,
  "nothing selected": ({ reason }) => String(reason),
  "hook failed": ({ reason }) => `the --on-end command failed: ${String(reason)}`,
  finished: ({ command, exit_code }) => `${String(command)} ended with exit code ${String(exit_code)}`,
};

function title(platform: unknown): string {
  return titleOf(String(platform));
}

function callsSoFar(calls: unknown): string {
  return ` (${counted(number(calls), "call")} so far)`;
}

function rowsClause(rows: unknown): string {
  if (!Array.isArray(rows) || rows.length === 0) return "";
  return ` for row ${rows.slice(0, 5).join(", ")}${rows.length > 5 ? ", …" : ""}`;
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function listLength(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : number(value);
}

const barWidth = 20;

/** The progress as two lines of text, each of so many columns at most. */
export function progressLines(snapshot: Snapshot, columns: number, colours: boolean): string {
  const { stage, rows, rowsDone, platforms } = snapshot;
  const filled = rows === 0 ? 0 : Math.floor((rowsDone / rows) * barWidth);
  const bar = [
    paint("cyan", "█".repeat(filled), colours),
    paint("gray", "░".repeat(barWidth - filled), colours),
  ];
  const first = `${stage} `;
  const rest = ` ${thousands(rowsDone)} of ${thousands(rows)} rows${leftOf(snapshot)}`;
  const fits = first.length + barWidth + rest.length < columns;
  const calls = platforms
    .filter((platform) => platform.calls > 0)
    .map(
      ({ platform, lastMinute, allowedPerMinute }) =>
        `${platform} ${thousands(lastMinute)}/${thousands(allowedPerMinute)}`,
    );
  const second = `${countsOf(snapshot)}${calls.length === 0 ? "" : `; calls/min: ${calls.join(", ")}`}`;
  return [
    fits ? `${first}${bar.join("")}${rest}` : clip(`${first}${rest.trim()}`, columns),
    clip(second, columns),
  ].join("\n");
}

/** Requests made and what else there is, without zeros: `830 requests created, 371 existing, 2 rows with problems`. */
function countsOf({ created, existing, failed, faultyRows }: Snapshot): string {
  return [
    `${counted(created, "request")} created`,
    ...(existing > 0 ? [`${thousands(existing)} existing`] : []),
    ...(failed > 0 ? [`${thousands(failed)} failed`] : []),
    ...(faultyRows > 0 ? [`${counted(faultyRows, "row")} with problems`] : []),
  ].join(", ");
}

/** The same as fields for the log, where there is no terminal. */
export function progressFields(snapshot: Snapshot): object {
  const { stage, rows, rowsDone, platforms, secondsLeft, created, existing, failed, faultyRows } = snapshot;
  return {
    stage,
    rows,
    rows_done: rowsDone,
    rows_with_faults: faultyRows,
    requests: { created, existing, failed },
    seconds_left: secondsLeft === undefined ? undefined : Math.ceil(secondsLeft),
    platforms: Object.fromEntries(
      platforms.map(({ platform, calls, lastMinute, allowedPerMinute }) => [
        platform,
        { calls, last_minute: lastMinute, allowed_per_minute: allowedPerMinute },
      ]),
    ),
  };
}

function leftOf({ secondsLeft }: Snapshot): string {
  return secondsLeft === undefined
    ? ""
    : `, about ${duration(Math.ceil(secondsLeft)).replace(".0 s", " s")} left`;
}

function paint(colour: "cyan" | "gray", text: string, colours: boolean): string {
  return colours && text !== "" ? styleText(colour, text, { validateStream: false }) : text;
}

/** One column stays free, or some terminals go to the next line. */
function clip(text: string, columns: number): string {
  return text.length < columns ? text : `${text.slice(0, Math.max(1, columns - 2))}…`;
}
