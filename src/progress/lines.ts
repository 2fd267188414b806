import { styleText } from "node:util";
import { duration } from "../text/duration.ts";
import { counted, thousands } from "../text/counts.ts";
import type { Snapshot } from "./gauge.ts";

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
