import type { Command } from "../command.ts";

/** `check`: every problem of a file, without any network. */
export const checkCommand: Command = {
  usage: "check <roster>",
  describe: "Find every problem in a roster, by row and column; uses no network",
  onlyTells: true,
  flags: ["config", "map", "only", "delimiter", "encoding", "sheet", "header-row"],
  examples: [
    ["check roster.csv", "List what is wrong and what to do about it"],
    ["check roster.csv -o checked.csv", "The same roster with the problems beside each row"],
  ],
  define: (builder) =>
    builder
      .positional("roster", { type: "string", describe: "The roster; - is stdin" })
      .option("json", { type: "boolean", describe: "The problems as JSON on stdout" })
      .option("all", {
        type: "boolean",
        describe: "List every problem, however many there are; without it, more than 20 are shown by kind",
      })
      .option("output", {
        alias: "o",
        type: "string",
        describe: "Write the roster with sync_error beside each row; - is stdout",
      }),
  run: async (args, options, runtime) =>
    (await import("./run.ts")).checkFile(
      String(args["roster"]),
      {
        json: args["json"] === true,
        all: args["all"] === true,
        output: typeof args["output"] === "string" ? args["output"] : undefined,
      },
      options,
      runtime,
    ),
};
