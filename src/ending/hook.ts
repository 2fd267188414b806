import { spawn, type ChildProcess } from "node:child_process";
import type { Clock } from "../runtime.ts";
import { oneLine } from "./end-line.ts";
import type { HookCommand } from "../config/hook-command.ts";

/** How a hook is run. */
export interface HookRun {
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
export async function runHook({ file, args }: HookCommand, run: HookRun): Promise<string | undefined> {
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
