import type { Command } from "./commands.ts";

/** `check`: every problem of a file, without any network. */
export const checkCommand: Command = {
  usage: "check <roster>",
  describe: "Find every problem in a roster, by row and column; no network at all",
  flags: ["config", "map", "only", "delimiter", "encoding", "sheet"],
  examples: [["check roster.csv", "List what is wrong, and what to do about it"]],
  define: (builder) =>
    builder
      .positional("roster", { type: "string", describe: "The roster; - is stdin" })
      .option("json", { type: "boolean", describe: "The faults as JSON on stdout" }),
  run: async (args, options, runtime) =>
    (await import("./check-roster.ts")).checkFile(
      String(args["roster"]),
      args["json"] === true,
      options,
      runtime,
    ),
};
