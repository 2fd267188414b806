import { readEnvironment } from "../config/environment.ts";
import { exitCodes, UsageError, type ExitCode } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { summaryLines } from "../results/summary-text.ts";
import { plainLines } from "../text/plain-text.ts";
import type { Runtime } from "../runtime.ts";
import { endLine, type RunEnding } from "./end-line.ts";
import { logFinished } from "./finished-event.ts";
import type { HookCommand } from "../options/hook-command.ts";
import { hookEnvironment, hookFacts, runHook } from "./hook.ts";

/** How the end of a run is told. */
export interface EndTools {
  readonly runtime: Runtime;
  readonly log: Log;
  readonly quiet: boolean;
  /** What is started then. */
  readonly hook: HookCommand | undefined;
}

/**
 * Tells how a run ended: on stderr, to the hook, and as the last event of the log. With `quiet`, stderr gets one line
 * unless the exit code is 0. Answers the exit code.
 */
export async function tellEnd(ending: RunEnding, { runtime, log, quiet, hook }: EndTools): Promise<ExitCode> {
  const { summary } = ending;
  if (!quiet) runtime.stderr.write(plainLines(endText(ending)));
  const failure = hook === undefined ? undefined : await startHook(hook, ending, runtime);
  const message = `The --on-end command failed: ${failure}.`;
  if (failure !== undefined) {
    log.warn({ reason: failure }, "hook failed");
    if (!quiet) runtime.stderr.write(plainLines(`warning: ${message}\n`));
  }
  logFinished(log, summary);
  if (quiet && (ending.exitCode !== exitCodes.done || failure !== undefined)) {
    const problems = [...ending.problems, ...(failure === undefined ? [] : [{ message }])];
    runtime.stderr.write(plainLines(`${endLine({ ...ending, problems })}\n`));
  }
  return ending.exitCode;
}

function endText({ summary, problems, notes, isCounted }: RunEnding): string {
  const between = isCounted ? " " : "\n";
  const sentences = problems.map(({ message, remedy }) =>
    remedy === undefined ? message : `${message}${between}${remedy}`,
  );
  const lines = [...(notes ?? []), ...sentences].map((line) => `${line}\n`);
  return `${isCounted ? summaryLines(summary) : ""}${lines.join("")}`;
}

function startHook(hook: HookCommand, ending: RunEnding, runtime: Runtime): Promise<string | undefined> {
  const { env, cwd, clock } = runtime;
  return runHook(hook, {
    cwd,
    clock,
    env: { ...hookEnvironment(env, known(runtime)), ...hookFacts(ending) },
    input: `${JSON.stringify(ending.summary, undefined, 2)}\n`,
  });
}

/** With the `.env` file, whose secrets may stand in the environment under another name. */
function known({ env, cwd }: Runtime): Runtime["env"] {
  try {
    return readEnvironment(env, cwd);
  } catch (error) {
    if (error instanceof UsageError) return env;
    throw error;
  }
}
