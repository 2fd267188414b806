import type { Argv } from "yargs";
import type { Command } from "../command.ts";

/** `sandbox`: the imitation of the platforms, until it is stopped. */
export const sandboxCommand: Command = {
  usage: "sandbox",
  describe: "Serve simulated platforms on this machine until stopped",
  flags: [],
  examples: [
    ["sandbox --port 4010", "Then paste the lines it prints, and run sync in another terminal"],
    ["sandbox --faults bad-night", "Rehearse a bad night"],
    ["sandbox --day 30s", "Let a day pass every thirty seconds"],
  ],
  define: (builder: Argv) =>
    builder
      .option("port", { type: "string", describe: "Port to listen on [default: a free port]" })
      .option("faults", {
        type: "string",
        describe:
          "What goes wrong: a JSON file (docs/sandbox.md), or one of bad-night, lost-answers, rate-limited, flaky-reads, moving-list, short-list, lagging-lists",
      })
      .option("day", {
        type: "string",
        describe: "Length of a simulated day, after which statuses change: 30s [default: they do not change]",
      })
      .option("latency", { type: "string", describe: "Response time [default: 0ms]" })
      .option("lag", { type: "string", describe: "Delay before lists show what was created [default: 0s]" }),
  run: async (args, _options, runtime) => (await import("./run.ts")).serveSandbox(args, runtime),
};
