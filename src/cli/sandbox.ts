import type { Argv } from "yargs";
import type { Command } from "./command.ts";

/** `sandbox`: the imitation of the platforms, until it is stopped. */
export const sandboxCommand: Command = {
  usage: "sandbox",
  describe: "Serve an imitation of the platforms on this machine, until stopped",
  flags: [],
  examples: [
    ["sandbox --port 4010", "Then paste the lines it prints, and run sync in another terminal"],
    ["sandbox --faults bad-night", "Rehearse a bad night"],
    ["sandbox --day 30s", "Let a day pass every thirty seconds"],
  ],
  define: (builder: Argv) =>
    builder
      .option("port", { type: "string", describe: "Where it listens [default: a free port]" })
      .option("faults", {
        type: "string",
        describe:
          "What goes wrong: a JSON file (docs/sandbox.md), or one of bad-night, lost-answers, rate-limited, flaky-reads, moving-list, short-list, lagging-lists",
      })
      .option("day", {
        type: "string",
        describe: "How long a day lasts, after which statuses move: 30s [default: they stand still]",
      })
      .option("latency", { type: "string", describe: "How long an answer takes [default: 0ms]" })
      .option("lag", { type: "string", describe: "How late lists show what was created [default: 0s]" }),
  run: async (args, _options, runtime) => (await import("./serve-sandbox.ts")).serveSandbox(args, runtime),
};
