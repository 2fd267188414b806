import type { Command } from "../command.ts";

/** `files`: the credentialing files of closed requests. */
export const filesCommand: Command = {
  usage: "files <roster>",
  describe: "Download the credentialing file (JSON and PDF) of each closed Medallion request",
  flags: [
    "output",
    "ledger",
    "config",
    "map",
    "delimiter",
    "encoding",
    "sheet",
    "header-row",
    "limit",
    "where",
    "medallion-rate",
    "request-timeout",
    "settle",
    "log-file",
    "log-format",
    "log-level",
  ],
  examples: [
    [
      "files roster.results.csv -o files",
      "Download what is closed and not downloaded yet into the folder files",
    ],
  ],
  define: (builder) =>
    builder
      .positional("roster", { type: "string", describe: "The roster; - is stdin" })
      .describe("output", "The folder for the files [default: NAME.files beside the roster]"),
  run: async (args, options, runtime, argv) =>
    (await import("./run.ts")).fetchFiles(String(args["roster"]), options, runtime, argv),
};
