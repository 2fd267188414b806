import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { exitCodes, messageOf, UsageError, type ExitCode } from "../../errors.ts";
import { durationMs, wholeNumber } from "../../options/measures.ts";
import type { Runtime } from "../../runtime.ts";
import {
  faultPresets,
  parseFaults,
  startSandbox,
  type Fault,
  type Sandbox,
  type SeenRequest,
} from "../../sandbox/index.ts";
import { nearest } from "../../text/nearest.ts";

const presets = Object.keys(faultPresets);

/** Serves the imitation of the platforms until the program is stopped. */
export async function serveSandbox(
  args: Readonly<Record<string, unknown>>,
  runtime: Runtime,
): Promise<ExitCode> {
  const text = (name: string): string | undefined =>
    typeof args[name] === "string" ? args[name] : undefined;
  const [port, day, latency, lag, faults] = [
    text("port"),
    text("day"),
    text("latency"),
    text("lag"),
    text("faults"),
  ];
  const sandbox = await startSandbox({
    now: runtime.clock.now,
    sleep: (ms) => runtime.clock.sleep(ms),
    port: port === undefined ? 0 : wholeNumber(port, "--port", 0),
    latencyMs: latency === undefined ? 0 : durationMs(latency, "--latency"),
    listLagMs: lag === undefined ? 0 : durationMs(lag, "--lag"),
    faults: faults === undefined ? [] : faultsOf(faults, runtime.cwd),
    onRequest: (seen) => runtime.stderr.write(requestLine(seen)),
  });
  for (const [name, value] of Object.entries(sandbox.env))
    runtime.stdout.write(`export ${name}='${value}'\n`);
  runtime.stderr.write(
    `The sandbox is listening at ${sandbox.url}. Paste the lines above into another terminal. Ctrl-C stops it.\n`,
  );
  await untilStopped(runtime, sandbox, day === undefined ? undefined : durationMs(day, "--day"));
  await sandbox.close();
  return exitCodes.done;
}

function faultsOf(name: string, cwd: string): readonly Fault[] {
  if (Object.hasOwn(faultPresets, name)) return faultPresets[name as keyof typeof faultPresets];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(resolve(cwd, name), "utf8"));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const meant = nearest(name, presets);
    throw new UsageError(
      missing
        ? `--faults ${name} is neither a file nor a preset.`
        : `${name} cannot be read: ${messageOf(error)}.`,
      meant === undefined ? `The presets are ${presets.join(", ")}.` : `Did you mean ${meant}?`,
    );
  }
  const parsed = parseFaults(value);
  if (parsed.ok) return parsed.faults;
  throw new UsageError(
    `${name} is not a valid list of faults: ${parsed.complaints.join("; ")}.`,
    "See docs/sandbox.md.",
  );
}

/** What was received, without its query: it may hold names. */
function requestLine({ platform, method, path, status, fault, rows }: SeenRequest): string {
  const extra = [rows === undefined ? "" : `${rows} rows`, fault === undefined ? "" : `fault: ${fault}`];
  return (
    `${platform} ${method} ${path} → ${status ?? "no answer"} ${extra.filter((part) => part !== "").join(", ")}`.trimEnd() +
    "\n"
  );
}

async function untilStopped(runtime: Runtime, sandbox: Sandbox, dayMs: number | undefined): Promise<void> {
  const { interrupted, clock, stderr } = runtime;
  const stopped = (): boolean => interrupted.aborted;
  for (let day = 1; !stopped(); day += 1) {
    await clock.sleep(dayMs ?? 3_600_000, interrupted);
    if (dayMs === undefined || stopped()) continue;
    sandbox.advanceDays(1);
    stderr.write(`day ${day} has passed\n`);
  }
}
