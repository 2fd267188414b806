import type { Command } from "./command.ts";

/** `doctor`: is everything there that a run needs. */
export const doctorCommand: Command = {
  usage: "doctor",
  describe: "Check settings, clock, ledger, and each platform's answer to the credentials",
  onlyTells: true,
  flags: ["config", "ledger", "request-timeout"],
  examples: [["doctor", "Before the first night, and when something is odd"]],
  define: (builder) =>
    builder.option("json", { type: "boolean", describe: "The findings as JSON on stdout" }),
  run: async (args, options, runtime) =>
    (await import("./examine.ts")).examine(options, args["json"] === true, runtime),
};
