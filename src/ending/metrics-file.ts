import type { Runtime } from "../runtime.ts";
import { placeOf } from "../outputs/place.ts";
import type { RunEnding } from "./end-line.ts";
import { earlierFile } from "./earlier-file.ts";
import { areMetrics, metricsText } from "./metrics.ts";
import { appendTo, writeWhole } from "./whole-file.ts";

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
