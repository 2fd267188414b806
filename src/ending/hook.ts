import { spawn, type ChildProcess } from "node:child_process";
import { environmentVariables, readEnvironment } from "../config/environment.ts";
import { exitCodes, UsageError, type ExitCode } from "../errors.ts";
import type { Log } from "../log/log.ts";
import type { HookCommand } from "../options/hook-command.ts";
import { platforms } from "../platforms/index.ts";
import { summaryLines } from "../results/summary-text.ts";
import { requestOutcomes } from "../results/summary.ts";
import type { Clock, Runtime } from "../runtime.ts";
import { plainLines } from "../text/plain-text.ts";
import { endLine, type RunEnding, oneLine, logFinished } from "./end-line.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that a hook is told by; docs/operations.md lists the same. */
export const hookVariables = [
  "ROSTER_SYNC_COMMAND",
  "ROSTER_SYNC_EXIT_CODE",
  "ROSTER_SYNC_RUN",
  "ROSTER_SYNC_STOP",
  "ROSTER_SYNC_MESSAGE",
  "ROSTER_SYNC_RESULTS",
  "ROSTER_SYNC_ROWS",
  "ROSTER_SYNC_ROWS_FAILED",
  "ROSTER_SYNC_ROWS_UNKNOWN",
  ...requestOutcomes.map((outcome) => `ROSTER_SYNC_REQUESTS_${outcome.toUpperCase()}`),
  "ROSTER_SYNC_CHANGES",
  "ROSTER_SYNC_ENDED_NEW",
] as const;

/** What a run came to, as environment variables. */
function hookFacts(ending: RunEnding): Readonly<Record<string, string>> {
  const { summary } = ending;
  const { outcomes, requests } = summary;
  const counts = requestOutcomes.map((outcome): [string, string] => [
    `ROSTER_SYNC_REQUESTS_${outcome.toUpperCase()}`,
    String(requests[outcome]),
  ]);
  return {
    ROSTER_SYNC_COMMAND: summary.command,
    ROSTER_SYNC_EXIT_CODE: String(summary.exit_code),
    ROSTER_SYNC_RUN: summary.run,
    ROSTER_SYNC_STOP: summary.stop?.code ?? "",
    ROSTER_SYNC_MESSAGE: endLine(ending),
    ROSTER_SYNC_RESULTS: summary.results ?? "",
    ROSTER_SYNC_ROWS: String(summary.rows),
    ROSTER_SYNC_ROWS_FAILED: String(outcomes.failed),
    ROSTER_SYNC_ROWS_UNKNOWN: String(outcomes.unknown),
    ...Object.fromEntries(counts),
    ROSTER_SYNC_CHANGES: String(summary.changes),
    ROSTER_SYNC_ENDED_NEW: String(summary.ended.new),
  };
}

/** Names that may bear a secret of ours, whatever else begins like them. */
const ours = new RegExp(`^(?:${[...platforms.map(({ name }) => name), "PG"].join("|")})[A-Z_]*$`, "i");

/** A proxy's address may hold a password. */
const proxies = /^(?:https?|all)_proxy$/i;

/** So may the address of a ledger. */
const withPassword = /:\/\/[^/@]*:[^@]*@|[?&]password=/i;

/** Values shorter than that are no secret, and would fit by chance. */
const leastSecret = 6;

/**
 * The environment of a hook: what this process was given without anything that is ours to keep. Left out are our own
 * settings, every variable that holds the value of one of our secrets, and proxies with a password.
 * @param known the environment with the `.env` file behind it
 */
export function hookEnvironment(given: Environment, known: Environment): Readonly<Record<string, string>> {
  const secrets = Object.entries(known)
    .filter(([name]) => isSecret(name))
    .flatMap(([, value]) =>
      value !== undefined && value.trim().length >= leastSecret ? [value.trim()] : [],
    );
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || ours.test(name)) continue;
    if (proxies.test(name) && /\/\/[^/]*@|^[^/]*@/.test(value)) continue;
    if (/^ROSTER_SYNC_LEDGER$/i.test(name) && withPassword.test(value)) continue;
    if (secrets.some((secret) => value.includes(secret))) continue;
    kept[name] = value;
  }
  return kept;
}

function isSecret(name: string): boolean {
  return /(?:KEY|PASSWORD|SECRET|TOKEN)$/.test(name) && Object.hasOwn(environmentVariables, name);
}

/** How a hook is run. */
interface HookRun {
  readonly cwd: string;
  /** All that it gets to see of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What it reads on its standard input. */
  readonly input: string;
  readonly clock: Clock;
}

/** So long may a hook take; with the longest call and the results it stays within the two minutes of the samples. */
const longestMs = 30_000;

/** So long it is given to end by itself once it has been told to. */
const graceMs = 2_000;

/** So much of what it says is told, should it fail. */
const mostSaid = 200;

/** Starts a hook and waits for its end. Answers why it failed; undefined when it did not. */
async function runHook({ file, args }: HookCommand, run: HookRun): Promise<string | undefined> {
  const { cwd, env, input, clock } = run;
  // in a group of its own: what it starts can be ended with it, and Ctrl-C is not meant for it
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ["pipe", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-2_000);
  });
  // it may read nothing of it
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const ended = endOf(child);
  const inTime = new AbortController();
  const late = clock.sleep(longestMs, inTime.signal).then(() => "late" as const);
  const first = await Promise.race([ended, late]);
  inTime.abort();
  if (first !== "late") return first === undefined ? undefined : withWords(first, said);
  stop(child, "SIGTERM");
  if ((await Promise.race([ended.then(() => "ended"), clock.sleep(graceMs)])) !== "ended")
    stop(child, "SIGKILL");
  child.stderr.destroy();
  child.unref();
  return withWords(`it did not end within ${longestMs / 1000} s`, said);
}

/** Resolves with why it failed. What it started may hold its outputs open, so its own end counts and not theirs. */
function endOf(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      resolve(`it could not be started (${error.code ?? error.message})`),
    );
    child.once("exit", (code, signal) => {
      if (code === 0) resolve(undefined);
      else
        resolve(
          code === null ? `it was ended by ${signal ?? "a signal"}` : `it ended with exit code ${code}`,
        );
    });
  });
}

function stop(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    // the whole group, where there are groups
    if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // it is gone already
  }
}

function withWords(why: string, said: string): string {
  const words = oneLine(said);
  if (words === "") return why;
  return `${why}: ${words.length > mostSaid ? `…${words.slice(-mostSaid)}` : words}`;
}

/** How the end of a run is told. */
interface EndTools {
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
    env: { ...hookEnvironment(env, environmentWithFile(runtime)), ...hookFacts(ending) },
    input: `${JSON.stringify(ending.summary, undefined, 2)}\n`,
  });
}

/** With the `.env` file, whose secrets may stand in the environment under another name. */
function environmentWithFile({ env, cwd }: Runtime): Runtime["env"] {
  try {
    return readEnvironment(env, cwd);
  } catch (error) {
    if (error instanceof UsageError) return env;
    throw error;
  }
}
