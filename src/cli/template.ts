import type { Command } from "./command.ts";

/** `template`: a starter roster on stdout or in a file. */
export const templateCommand: Command = {
  usage: "template",
  describe: "Print a starter roster",
  onlyTells: true,
  flags: [],
  examples: [
    ["template > roster.csv", "Begin a roster"],
    ["template --all -o roster.xlsx", "Begin one with every column, for Excel"],
  ],
  define: (builder) =>
    builder
      .option("all", { type: "boolean", describe: "Every column that a roster may have" })
      .option("output", {
        alias: "o",
        type: "string",
        describe: "Write it into a new file, .csv or .xlsx; - is stdout",
      }),
  run: async (args, _options, runtime) =>
    (await import("./write-template.ts")).writeTemplate(
      { all: args["all"] === true, output: typeof args["output"] === "string" ? args["output"] : "-" },
      runtime,
    ),
};
