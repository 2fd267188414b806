import { rmSync } from "node:fs";
import { join } from "node:path";
import { accountsOf, readEnvironment } from "../../config/environment.ts";
import type { RawOptions } from "../../config/flags.ts";
import {
  resolveSettings,
  isRehearsal,
  resolveEnd,
  type Settings,
  type EndSettings,
} from "../../config/resolve.ts";
import { makeTemporaryFolder } from "../../database/temporary-folder.ts";
import { isLog, mayWriteEarly } from "../../ending/earlier-file.ts";
import { writeEarlyFiles, endedEarly } from "../../ending/early-end.ts";
import type { RunEnding } from "../../ending/end-line.ts";
import { tellEnd } from "../../ending/hook.ts";
import { type ExitCode, UserError, UsageError } from "../../errors.ts";
import { postgresVariables } from "../../ledger/postgres/password-file.ts";
import { findHook, type HookCommand } from "../../options/hook-command.ts";
import { checkClaims, runClaims, outputFlags } from "../../outputs/claims.ts";
import type { Mode } from "../../results/outcome.ts";
import { runRoster, logMistake } from "../../run/run.ts";
import type { Runtime } from "../../runtime.ts";
import { openRunConsole, type RunConsole } from "../console.ts";
import { pathOf } from "../path.ts";
import { checkSomePlatform, configFileOf, settingsOf, without } from "../settings.ts";
import { personAt } from "./prompt.ts";
import { redactedCommand } from "./redacted-command.ts";
import { mayBeOwnOutput, namedResults, standardResults } from "./results-path.ts";

/** Runs a roster through the stages that a mode has, in the sandbox or against the platforms. */
export async function runMode(
  mode: Mode,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const run = beginRun(mode, options, runtime);
  try {
    const ended = await (run.sandbox ? runInSandbox : runForReal)(run, roster, options, runtime, argv);
    return await run.tell(ended);
  } catch (error) {
    return await run.tellEarly(error);
  }
}

function runForReal(
  run: BegunRun,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<RunEnding> {
  // the results that a schedule writes are not those of a plan
  const settings = settingsOf(options, runtime, run.mode === "plan" ? ["output"] : []);
  return runWith(settings, run, roster, runtime, argv);
}

/** Against an imitation of the platforms, with a ledger that is thrown away unless one is named. Asks nothing. */
async function runInSandbox(
  run: BegunRun,
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<RunEnding> {
  const folder = makeTemporaryFolder("roster-sync-sandbox-");
  runtime.temporaries.add(folder);
  // most runs need no sandbox, and it is large
  const { startSandbox } = await import("../../sandbox/index.ts");
  const sandbox = await startSandbox({ now: runtime.clock.now, sleep: (ms) => runtime.clock.sleep(ms) });
  try {
    const settings = resolveSettings({
      flags: { ledger: join(folder, "roster-sync.db"), ...options },
      file: rehearsalFile(configFileOf(options, runtime)),
      accounts: accountsOf(sandbox.env),
      // a ledger that is named may need its password
      env: environmentOfPostgres(readEnvironment(runtime.env, runtime.cwd)),
      cwd: runtime.cwd,
    });
    return await runWith(settings, run, roster, runtime, argv);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
    runtime.temporaries.delete(folder);
  }
}

function environmentOfPostgres(env: Runtime["env"]): Runtime["env"] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name in postgresVariables));
}

async function runWith(
  settings: Settings,
  run: BegunRun,
  rosterName: string,
  outside: Runtime,
  argv: readonly string[],
): Promise<RunEnding> {
  const { cwd } = outside;
  const { mode, sandbox } = run;
  checkSomePlatform(settings);
  const roster = pathOf(rosterName, cwd);
  const { results: output } = settings.outputs;
  const pathFor =
    output === undefined
      ? (isResults: boolean) => standardResults(roster, { mode, sandbox, isResults }, cwd)
      : constant(namedResults(roster, output, cwd));
  checkNames(settings, roster, output === undefined ? undefined : pathFor(false), pathFor(false), cwd);
  const runConsole = await run.open(settings);
  const { runtime, progress } = runConsole;
  const terminal = runtime.stdin.isTTY === true && runtime.stderr.isTerminal && roster !== "-";
  return runRoster({
    mode,
    roster,
    results: { pathFor, mayBeRoster: mayBeOwnOutput({ mode, sandbox }) },
    settings,
    ...runConsole,
    commandLine: redactedCommand(argv),
    // nothing but a sync against the real platforms has anything to ask
    ask:
      mode === "sync" && !sandbox && terminal ? personAt(runtime, settings.holds.yes, progress) : undefined,
  });
}

function constant<T>(value: T): () => T {
  return () => value;
}

/** What can be told from names alone is told before the log is begun, which may be one of them. */
function checkNames(
  settings: Settings,
  roster: string,
  named: string | undefined,
  standard: string,
  cwd: string,
): void {
  checkClaims(runClaims(settings, { roster, results: named, rosterIsOutput: true, cwd }));
  if (settings.log.file === undefined) return;
  checkClaims([
    { what: "--log-file", path: settings.log.file, use: "appended" },
    { what: "the results", path: standard, use: "left_alone" },
  ]);
}

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
function beginRun(mode: Mode, options: RawOptions, runtime: Runtime): BegunRun {
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
function rehearsalFile(file: RawOptions): RawOptions {
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
