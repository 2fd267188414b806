import type { Command } from "../command.ts";

/** `doctor`: is everything there that a run needs. */
export const doctorCommand: Command = {
  usage: "doctor",
  describe: "Check settings, clock, ledger, and that each platform accepts the credentials",
  onlyTells: true,
  flags: ["config", "ledger", "request-timeout"],
  examples: [["doctor", "Before the first run, and when something looks wrong"]],
  define: (builder) =>
    builder.option("json", { type: "boolean", describe: "The findings as JSON on stdout" }),
  run: async (args, options, runtime) =>
    (await import("./run.ts")).examine(options, args["json"] === true, runtime),
};
