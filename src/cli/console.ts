import type { EndSettings } from "../config/resolve.ts";
import { openLog, wantsColours, type Log } from "../log/log.ts";
import { eventSentence } from "../progress/lines.ts";
import { Progress } from "../progress/progress.ts";
import type { Runtime } from "../runtime.ts";

/** How a run speaks to those who watch it. */
export interface RunConsole {
  /** The same runtime, its stderr shared with the progress lines. */
  readonly runtime: Runtime;
  readonly log: Log;
  readonly progress: Progress;
  readonly runId: string;
}

/** Opens the log, and on a terminal the lines that show progress. */
export async function openRunConsole(
  settings: Pick<EndSettings, "log" | "progress" | "quiet">,
  outside: Runtime,
  runId = outside.randomHex(6),
): Promise<RunConsole> {
  const { stderr } = outside;
  const shown = settings.progress && !settings.quiet;
  const onScreen = shown && stderr.isTerminal && outside.env["TERM"] !== "dumb";
  // a run without a terminal needs no drawing
  const screen = onScreen ? (await import("../progress/screen.ts")).screenOver(stderr) : undefined;
  const runtime: Runtime = screen === undefined ? outside : { ...outside, stderr: screen };
  const log = openLog(settings.log, runtime, runId, eventSentence);
  const colours = wantsColours(stderr, outside);
  const progress = new Progress({ clock: outside.clock, log, screen, colours, shown });
  return { runtime, log, progress, runId };
}
