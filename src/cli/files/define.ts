import { rateFlag } from "../../config/flags.ts";
import { documentPlatform } from "../../platforms/catalog.ts";
import type { Command } from "../command.ts";

/** `files`: the credentialing files of closed requests. */
export const filesCommand: Command = {
  usage: "files <roster>",
  describe: documentPlatform?.documents?.describe ?? "Download documents",
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
    ...(documentPlatform === undefined ? [] : [rateFlag(documentPlatform.name)]),
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
