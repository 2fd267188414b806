#!/usr/bin/env node
import { setMaxListeners } from "node:events";
import { rmSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
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
process.on("exit", () => {
  for (const path of temporaries) rmSync(path, { force: true });
});

const code = await main(process.argv.slice(2), systemRuntime(interruption.signal, temporaries));
// timers of the pace may still be set, and nothing waits for them any more
process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
