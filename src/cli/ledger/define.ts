import type { Argv } from "yargs";
import { standings } from "../../ledger/entry.ts";
import { requestPlatforms } from "../../platforms/catalog.ts";
import type { Command } from "../command.ts";

/** `ledger`: what was ever requested, and a person's word on what nobody else can settle. */
export const ledgerCommand: Command = {
  usage: "ledger <action> [key] [to]",
  describe: "List, export, resolve or copy what was ever requested; list past runs",
  onlyTells: true,
  flags: ["ledger", "wait", "config", "output"],
  examples: [
    ["ledger list --standing in_doubt", "What is not settled"],
    ["ledger list --changed-since 24h", "What changed since yesterday"],
    ["ledger export -o ledger.csv", "Everything as CSV"],
    ["ledger runs", "Recent runs and their counts"],
    ["ledger resolve 'KEY' --as created --id ID", "Record that it exists, with its id"],
    [
      'ledger resolve --roster roster.results.csv --row 5 --request "license CA" --as absent',
      "The same by row, without a key",
    ],
    ["ledger resolve 'KEY' --as absent", "Record that it does not exist and may be requested"],
    [
      "ledger resolve --status panel_closed --as again",
      "Request again what has ended this way, after a confirmation",
    ],
    ["ledger copy roster-sync.db north.db", "All of a ledger into an empty one"],
    ["ledger upgrade", "Make the ledger, or bring it to this program's version"],
  ],
  define: (builder: Argv) =>
    builder
      .positional("action", { choices: ["list", "export", "resolve", "runs", "copy", "upgrade"] as const })
      .describe("output", "export: the file to write; - is stdout [default: -]")
      .positional("key", {
        type: "string",
        describe: "resolve: the key, as list shows it; copy: the ledger to copy",
      })
      .positional("to", { type: "string", describe: "copy: the empty ledger to copy it into" })
      .option("platform", { choices: requestPlatforms, describe: "Only this platform" })
      .option("kind", {
        choices: ["license", "enrollment", "credentialing"] as const,
        describe: "Only this kind of request",
      })
      .option("standing", { choices: standings, describe: "Only with this standing" })
      .option("status", { type: "string", describe: "Only with this status" })
      .option("roster", {
        type: "string",
        describe: "A results file: shows the row and person of each request",
      })
      .option("row", { type: "string", describe: "resolve: the row of --roster instead of a key" })
      .option("request", {
        type: "string",
        describe: 'resolve: which request of that row, for example "license CA"',
      })
      .option("changed-since", {
        type: "string",
        describe: "Only statuses that changed within this time, such as 24h",
      })
      .option("format", { choices: ["table", "csv", "json"] as const, describe: "list: output format" })
      .option("as", { choices: ["created", "absent", "again"] as const, describe: "resolve: the outcome" })
      .option("count", {
        type: "string",
        describe: "resolve --as again with a filter: the number of requests, to confirm without a prompt",
      })
      .option("id", { type: "string", describe: "resolve: the platform's id of the request" }),
  run: async (args, options, runtime, argv) =>
    (await import("./run.ts")).runLedgerAction(args, options, runtime, argv),
};
