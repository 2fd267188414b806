import type { Command } from "../command.ts";

/** `columns`: what every column means, without network or documentation. */
export const columnsCommand: Command = {
  usage: "columns",
  describe: "Explain every column of the roster and of the results; uses no network",
  onlyTells: true,
  flags: [],
  examples: [
    ["columns", "All columns, what they mean, what they accept, and their other names"],
    ["columns --json", "The same as one object"],
  ],
  define: (builder) => builder.option("json", { type: "boolean", describe: "As JSON on stdout" }),
  run: async (args, _options, runtime) =>
    (await import("./run.ts")).explainColumns(args["json"] === true, runtime.stdout),
};
