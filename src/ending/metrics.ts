import { exitCodes } from "../errors.ts";
import { placeOf } from "../outputs/place.ts";
import { requestWorks, statusKinds } from "../platforms/catalog.ts";
import { requestOutcomes, type Summary } from "../results/summary.ts";
import type { Runtime } from "../runtime.ts";
import { earlierFile } from "./earlier-file.ts";
import { type RunEnding, secondsOf } from "./end-line.ts";
import { appendTo, writeWhole } from "./whole-file.ts";

type Labels = Readonly<Record<string, string>>;

/** One figure. */
interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** A figure or a family of figures: what it is called, what it says, and its samples for the run that has ended. */
interface Metric {
  readonly name: string;
  readonly help: string;
  /** Told also of runs that did not get as far as their rows. */
  readonly always?: boolean;
  readonly samples: (summary: Summary) => readonly Sample[];
}

const one = (value: number): readonly Sample[] => [{ labels: {}, value }];

const lastSuccess = "roster_sync_last_success_timestamp_seconds";

/** All metrics, in the order of the file; docs/operations.md lists the same. All are gauges: a run begins at nothing. */
export const metrics: readonly Metric[] = [
  {
    name: "roster_sync_last_end_timestamp_seconds",
    help: "When the last run of this command ended, whatever its exit code.",
    always: true,
    samples: ({ ended_at }) => one(Date.parse(ended_at) / 1000),
  },
  {
    name: lastSuccess,
    help: "When the last run of this command that had exit code 0 ended.",
    always: true,
    samples: ({ ended_at, exit_code }) =>
      exit_code === exitCodes.done ? one(Date.parse(ended_at) / 1000) : [],
  },
  {
    name: "roster_sync_exit_code",
    help: "Exit code of the last run of this command.",
    always: true,
    samples: ({ exit_code }) => one(exit_code),
  },
  {
    name: "roster_sync_duration_seconds",
    help: "How long the last run of this command took.",
    always: true,
    samples: (summary) => one(secondsOf(summary)),
  },
  {
    name: "roster_sync_rows",
    help: "Rows of the roster in the last run, by sync_result.",
    samples: ({ outcomes }) =>
      Object.entries(outcomes).map(([outcome, value]) => ({ labels: { outcome }, value })),
  },
  {
    name: "roster_sync_requests",
    help: "Requests in the last run, each counted once, by kind and by outcome.",
    samples: ({ requests }) =>
      requestWorks.flatMap((kind) =>
        requestOutcomes.map((outcome) => ({
          labels: { kind, outcome },
          value: requests.by_kind[kind]?.[outcome] ?? 0,
        })),
      ),
  },
  {
    name: "roster_sync_requests_in_doubt",
    help: "Requests that were sent but that the platform has not confirmed yet.",
    samples: ({ requests }) => one(requests.unknown),
  },
  {
    name: "roster_sync_requests_waiting",
    help: "Open requests, by whom they are waiting for.",
    samples: ({ waiting }) => Object.entries(waiting).map(([party, value]) => ({ labels: { party }, value })),
  },
  {
    name: "roster_sync_requests_ended_without_success",
    help: "Requests that were denied, closed, canceled or stopped.",
    samples: ({ ended }) => one(ended.count),
  },
  {
    name: "roster_sync_lapses",
    help: "Licenses, enrollments, revalidations and recredentialing that lapsed or are due, by kind and by how soon.",
    samples: ({ lapses }) =>
      Object.entries(lapses).flatMap(([span, counts]) =>
        Object.entries(counts).map(([kind, value]) => ({ labels: { kind, span }, value })),
      ),
  },
  {
    name: "roster_sync_status_changes",
    help: "Statuses that changed since the run before.",
    samples: ({ changes }) => one(changes),
  },
  ...statusKinds.map(({ failures: { field, many } }): Metric => ({
    name: `roster_sync_${field}`,
    help: `${many} that could not be read.`,
    samples: (summary) => one(summary[field] ?? 0),
  })),
  {
    name: "roster_sync_calls",
    help: "Calls of the last run, each try counted, by platform.",
    samples: ({ platforms }) =>
      platforms.map(({ platform, calls }) => ({ labels: { platform }, value: calls })),
  },
  {
    name: "roster_sync_calls_throttled",
    help: "Calls of the last run that the platform answered with 429.",
    samples: ({ platforms }) =>
      platforms.map(({ platform, throttled }) => ({ labels: { platform }, value: throttled })),
  },
  {
    name: "roster_sync_calls_failed",
    help: "Calls of the last run without a usable answer.",
    samples: ({ platforms }) =>
      platforms.map(({ platform, failed }) => ({ labels: { platform }, value: failed })),
  },
];

/**
 * The figures of a run in Prometheus' text form. Figures of the other commands are carried over from the text that was
 * there before, and so is the last success of this one.
 * @param before what an earlier run wrote; blank when there is none
 */
export function metricsText({ summary, isCounted }: RunEnding, before: string): string {
  const known = samplesIn(before);
  const { command } = summary;
  return metrics
    .map(({ name, help, always, samples }) => {
      const now = isCounted || always === true ? samples(summary) : [];
      const fresh = now.map(({ labels, value }) => ({
        line: sampleLine(name, { command, ...labels }, value),
        command,
      }));
      const kept = (known.get(name) ?? []).filter(
        (sample) => sample.command !== command || (name === lastSuccess && fresh.length === 0),
      );
      const lines = [...kept, ...fresh].toSorted((a, b) =>
        a.command < b.command ? -1 : a.command > b.command ? 1 : 0,
      );
      if (lines.length === 0) return "";
      return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.map(({ line }) => `${line}\n`).join("")}`;
    })
    .join("");
}

function sampleLine(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
  return `${name}{${pairs.join(",")}} ${value}`;
}

/** Whether a text is one that {@link metricsText} wrote. */
export function areMetrics(text: string): boolean {
  return text.startsWith(`# HELP ${metrics[0]?.name ?? ""} `);
}

/** The samples of an earlier text, by the name of their metric; lines that we would not write are passed over. */
function samplesIn(
  text: string,
): ReadonlyMap<string, readonly { readonly line: string; readonly command: string }[]> {
  const found = new Map<string, { readonly line: string; readonly command: string }[]>();
  for (const line of text.split("\n")) {
    const match =
      /^(roster_sync_[a-z_]+)\{command="(sync|plan|status)"(?:,[a-z]+="[a-z0-9_]+")*\} \d+(?:\.\d+)?$/.exec(
        line,
      );
    const [name, command] = [match?.[1], match?.[2]];
    if (name === undefined || command === undefined) continue;
    found.set(name, [...(found.get(name) ?? []), { line, command }]);
  }
  return found;
}

/** Metrics hold no personal data, and whoever collects them is another user. */
const readableByAll = 0o644;

/**
 * Writes the metrics of a run, with what earlier runs wrote there and still holds. Devices and pipes are written to,
 * never replaced. Throws OutputError.
 */
export async function writeMetrics(
  path: string,
  ending: RunEnding,
  { runtime }: { readonly runtime: Pick<Runtime, "stdout"> },
): Promise<void> {
  const { kind } = placeOf(path);
  switch (kind) {
    case "stdout":
      return runtime.stdout.writeAll(metricsText(ending, ""));
    case "device":
    case "pipe":
      return appendTo(path, metricsText(ending, ""));
    case "file":
    case "missing":
    case "folder":
    case "nowhere":
    case "unusable": {
      const earlier = earlierFile(path);
      const before = earlier.kind === "text" && areMetrics(earlier.text) ? earlier.text : "";
      const unique = `${ending.summary.run}.metrics`;
      return writeWhole(path, metricsText(ending, before), { unique, mode: readableByAll });
    }
  }
}
