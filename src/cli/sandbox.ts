import { wholeNumber } from "../config/measures.ts";
import { exitCodes } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { startSandbox } from "../sandbox/index.ts";
import type { Command } from "./commands.ts";

/** `sandbox`: the imitation of the platforms, until it is stopped. */
export const sandboxCommand: Command = {
  usage: "sandbox",
  describe: "Serve an imitation of the platforms on this machine, until stopped",
  flags: [],
  examples: [["sandbox --port 4010", "Then paste the lines it prints, and run sync in another terminal"]],
  define: (builder) =>
    builder.option("port", { type: "string", describe: "Where it listens [default: a free port]" }),
  run: async (args, _options, runtime) => {
    const port = args["port"] === undefined ? 0 : wholeNumber(args["port"], "--port", 0);
    const sandbox = await startSandbox({
      now: runtime.clock.now,
      sleep: (ms) => runtime.clock.sleep(ms),
      port,
    });
    for (const [name, value] of Object.entries(sandbox.env))
      runtime.stdout.write(`export ${name}='${value}'\n`);
    runtime.stderr.write(`The imitation listens at ${sandbox.url}. Ctrl-C stops it.\n`);
    await untilStopped(runtime);
    await sandbox.close();
    return exitCodes.done;
  },
};

async function untilStopped(runtime: Runtime): Promise<void> {
  if (runtime.interrupted.aborted) return;
  await new Promise<void>((resolve) => {
    runtime.interrupted.addEventListener("abort", () => resolve(), { once: true });
  });
}
