#!/usr/bin/env node
import { setMaxListeners } from "node:events";
import { rmSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { exitCodes } from "./errors.ts";
import { main } from "./main.ts";
import { Interruption, systemRuntime } from "./runtime.ts";

// V8 may learn to put short-lived rows where only a full collection finds them, which takes 40 MB more in one run of three
setFlagsFromString("--no-allocation-site-pretenuring");

const interruption = new AbortController();
setMaxListeners(0, interruption.signal);
// a terminal that is closed asks to end, like whoever ends a container
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    const reason = new Interruption(signal);
    // the second time a person means it; the ledger knows what was under way
    if (interruption.signal.aborted) process.exit(reason.exitCode);
    interruption.abort(reason);
  });
}

const temporaries = new Set<string>();
let hasEnded = false;
process.on("exit", (code) => {
  for (const path of temporaries) rmSync(path, { recursive: true, force: true });
  // 0 and 13 are what an end has that nobody meant
  if (hasEnded || (code !== 0 && code !== 13)) return;
  const reason: unknown = interruption.signal.reason;
  process.exitCode = reason instanceof Interruption ? reason.exitCode : exitCodes.stoppedEarly;
});

/** So long may a run that a mistake has hit take to write what it can. */
const lastMinutesMs = 180_000;

// the run ends as if it had been interrupted: calls under way end, and the results are written
function endByMistake(error: unknown): void {
  if (interruption.signal.aborted) return;
  interruption.abort(new Interruption("mistake", { cause: error }));
  setTimeout(() => process.exit(exitCodes.stoppedEarly), lastMinutesMs).unref();
}
process.on("uncaughtException", endByMistake);
process.on("unhandledRejection", endByMistake);
process.on("beforeExit", () => {
  if (hasEnded) return;
  if (interruption.signal.aborted) process.exit(exitCodes.stoppedEarly);
  endByMistake(new Error("there is nothing left to wait for"));
});

const code = await main(process.argv.slice(2), systemRuntime(interruption.signal, temporaries));
hasEnded = true;
// timers of the pace may still be set, and nothing waits for them any more
process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
