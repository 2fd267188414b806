import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../src/runtime.ts";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.ts";

/** The built program. */
export const program = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

/** How a process went. */
export interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs a command and measures it from outside; the peak of its memory as the system accounts for it. */
export async function measure(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Measured> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  let peakKb = 0;
  const watch = setInterval(() => {
    try {
      const line = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"));
      peakKb = Math.max(peakKb, Number(line?.[1] ?? 0));
    } catch {
      // it has ended, or the system keeps no such account
    }
  }, 20);
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(watch);
  return {
    seconds: (performance.now() - began) / 1000,
    peakMb: peakKb / 1024,
    code,
    stderr: Buffer.concat(chunks).toString("utf8"),
  };
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A folder and a sandbox for one measurement. */
export async function withSandbox<T>(
  options: Partial<SandboxOptions>,
  task: (sandbox: Sandbox, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-bench-"));
  const sandbox = await startSandbox({
    now: systemClock.now,
    sleep: (ms) => systemClock.sleep(ms),
    ...options,
  });
  try {
    return await task(sandbox, folder);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The environment for Medallion alone. */
export function medallionOnly({ env }: Sandbox): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith("MEDALLION")));
}

const table: (readonly [string, string])[] = [];

/** Notes a figure for the table that is printed at the end. */
export function note(what: string, figure: string): void {
  table.push([what, figure]);
  process.stdout.write(`| ${what} | ${figure} |\n`);
}
