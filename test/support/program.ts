import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

/** The built program while it runs. */
export interface Started {
  readonly process: ChildProcess;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** Starts the built program, as a user would, in a folder and with an environment of its own. */
export function startProgram(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
  wrapper: readonly string[] = [],
): Started {
  const [command, ...rest] = [...wrapper, process.execPath, program, ...args];
  const child = spawn(command ?? process.execPath, rest, {
    cwd,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8");
  return {
    process: child,
    ended: once(child, "close").then(([code]) => ({
      code: code as number | null,
      stdout: text(stdout),
      stderr: text(stderr),
    })),
  };
}
