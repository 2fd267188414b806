import type { Command } from "../command.ts";

/** `template`: a starter roster on stdout or in a file. */
export const templateCommand: Command = {
  usage: "template",
  describe: "Print a starter roster",
  onlyTells: true,
  flags: [],
  examples: [
    ["template > roster.csv", "Start a roster"],
    ["template --all -o roster.xlsx", "Start one with every column, for Excel"],
  ],
  define: (builder) =>
    builder
      .option("all", { type: "boolean", describe: "Include every column that a roster can have" })
      .option("output", {
        alias: "o",
        type: "string",
        describe: "Write to a new file, .csv or .xlsx; - is stdout",
      }),
  run: async (args, _options, runtime) =>
    (await import("./run.ts")).writeTemplate(
      { all: args["all"] === true, output: typeof args["output"] === "string" ? args["output"] : "-" },
      runtime,
    ),
};
