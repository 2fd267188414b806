import type { RawOptions } from "../../config/flags.ts";
import { isRehearsal, resolveEnd } from "../../config/resolve.ts";
import type { EndSettings, Settings } from "../../config/settings.ts";
import { isLog, mayWriteEarly } from "../../ending/earlier-file.ts";
import { writeEarlyFiles, endedEarly } from "../../ending/early-end.ts";
import type { RunEnding } from "../../ending/end-line.ts";
import { findHook, type HookCommand } from "../../options/hook-command.ts";
import { tellEnd } from "../../ending/tell-end.ts";
import { UserError, UsageError, type ExitCode } from "../../errors.ts";
import { logMistake } from "../../run/run.ts";
import { outputFlags } from "../../outputs/run-claims.ts";
import type { Mode } from "../../results/outcome.ts";
import type { Runtime } from "../../runtime.ts";
import { configFileOf, without } from "../settings.ts";
import { openRunConsole, type RunConsole } from "../console.ts";

/** A run from its first moment on: it has an end, however early that comes. */
export interface BegunRun {
  readonly mode: Mode;
  readonly sandbox: boolean;
  /** Opens the log, once it is known that its file is nobody else's, and finds the hook. */
  readonly open: (settings: Settings) => Promise<RunConsole>;
  /** Tells the end of a run that got as far as its rows. */
  readonly tell: (ending: RunEnding) => Promise<ExitCode>;
  /** Tells the end of a run that did not, or in which the program failed. */
  readonly tellEarly: (error: unknown) => Promise<ExitCode>;
}

/** Begins a run. Nothing is read or written yet but the configuration file. */
export function beginRun(mode: Mode, options: RawOptions, runtime: Runtime): BegunRun {
  const run = { mode, runId: runtime.randomHex(6), startedAt: runtime.clock.now() };
  const file = fileOrNone(options, runtime);
  const sandbox = isRehearsal({ flags: options, file });
  let runConsole: RunConsole | undefined;
  let hook: HookCommand | undefined;
  let quiet = options.quiet === true;
  const tell = (ending: RunEnding): Promise<ExitCode> => {
    if (runConsole === undefined) throw new Error("there is nothing to tell the end by");
    runConsole.progress.stop();
    return tellEnd(ending, { ...runConsole, quiet, hook });
  };
  return {
    mode,
    sandbox,
    open: async (settings) => {
      ({ quiet } = settings);
      runConsole = await openRunConsole(settings, runtime, run.runId);
      hook = settings.onEnd === undefined ? undefined : findHook(settings.onEnd, runtime);
      return runConsole;
    },
    tell,
    tellEarly: async (error) => {
      const known = endSettings(options, sandbox ? rehearsalFile(file) : file, runtime.cwd);
      if (runConsole === undefined) {
        ({ quiet } = known);
        runConsole = await earlyRunConsole(known, runtime, run.runId, error);
        hook = hookOrNone(known, runtime);
      }
      if (!(error instanceof UserError)) logMistake(runConsole.log, error);
      const ending = endedEarly(error, run, runtime.clock.now());
      const problems = await writeEarlyFiles(ending, known, runtime, error);
      return tell({ ...ending, problems: [...ending.problems, ...problems] });
    },
  };
}

/** A rehearsal touches no file of a real run and starts nothing, unless the configuration is one for rehearsals. */
export function rehearsalFile(file: RawOptions): RawOptions {
  return isRehearsal({ flags: {}, file }) ? file : without(file, [...outputFlags, "on-end"]);
}

function fileOrNone(options: RawOptions, runtime: Runtime): RawOptions {
  try {
    return configFileOf(options, runtime);
  } catch (error) {
    // whoever reads it for its settings tells of it
    if (error instanceof UsageError) return {};
    throw error;
  }
}

/** What the end needs, as far as it is understood: one of these settings may be what is wrong. */
function endSettings(flags: RawOptions, file: RawOptions, cwd: string): EndSettings {
  const tries = [
    file,
    without(file, ["on-end", "log-file", "log-format", "log-level", "quiet", "progress"]),
  ].flatMap((each) => [
    { flags, file: each },
    {
      flags: without(flags, ["on-end", "log-file", "log-format", "log-level", "quiet", "progress"]),
      file: each,
    },
  ]);
  for (const sources of tries) {
    try {
      return resolveEnd({ ...sources, cwd });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
    }
  }
  return resolveEnd({ flags: {}, file: {}, cwd });
}

/** A log for a run whose settings or files were refused: lines are added to a log of ours, and to nothing else. */
async function earlyRunConsole(
  settings: EndSettings,
  runtime: Runtime,
  runId: string,
  error: unknown,
): Promise<RunConsole> {
  const { log } = settings;
  const isUsable = log.file === undefined || mayWriteEarly(log.file, isLog, error);
  const usable = isUsable ? log : ({ ...log, file: undefined, level: "silent" } as const);
  try {
    return await openRunConsole({ ...settings, log: usable }, runtime, runId);
  } catch (failure) {
    if (!(failure instanceof UsageError)) throw failure;
    const silent = { ...log, file: undefined, level: "silent" } as const;
    return openRunConsole({ ...settings, log: silent }, runtime, runId);
  }
}

function hookOrNone({ onEnd }: EndSettings, runtime: Runtime): HookCommand | undefined {
  if (onEnd === undefined) return undefined;
  try {
    return findHook(onEnd, runtime);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
