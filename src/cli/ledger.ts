import type { Argv } from "yargs";
import { standings } from "../ledger/entry.ts";
import type { Command } from "./command.ts";

/** `ledger`: what was ever requested, and a person's word on what nobody else can settle. */
export const ledgerCommand: Command = {
  usage: "ledger <action> [key]",
  describe: "List, export or resolve what was ever requested; list past runs",
  onlyTells: true,
  flags: ["ledger", "config", "output"],
  examples: [
    ["ledger list --standing in_doubt", "What is not settled"],
    ["ledger list --changed-since 24h", "What moved since yesterday"],
    ["ledger export -o ledger.csv", "All of it as CSV"],
    ["ledger runs", "The runs of the last weeks and what they came to"],
    ["ledger resolve 'KEY' --as created --id ID", "It exists on the platform, under this id"],
    [
      'ledger resolve --roster roster.results.csv --row 5 --request "license CA" --as absent',
      "The same by row, without a key",
    ],
    ["ledger resolve 'KEY' --as absent", "It does not exist, and may be requested"],
    ["ledger resolve --status panel_closed --as again", "Request again what ended so, after a question"],
  ],
  define: (builder: Argv) =>
    builder
      .positional("action", { choices: ["list", "export", "resolve", "runs"] as const })
      .describe("output", "export: the file to write; - is stdout [default: -]")
      .positional("key", { type: "string", describe: "resolve: the key, as list shows it" })
      .option("platform", { choices: ["medallion", "verifiable"] as const, describe: "Only this platform" })
      .option("kind", {
        choices: ["license", "enrollment", "credentialing"] as const,
        describe: "Only this kind of request",
      })
      .option("standing", { choices: standings, describe: "Only with this standing" })
      .option("status", { type: "string", describe: "Only with this status" })
      .option("roster", {
        type: "string",
        describe: "A results file: names the rows and people of the requests",
      })
      .option("row", { type: "string", describe: "resolve: the row of --roster instead of a key" })
      .option("request", {
        type: "string",
        describe: 'resolve: which request of that row, for example "license CA"',
      })
      .option("changed-since", {
        type: "string",
        describe: "Statuses that moved within this time, such as 24h",
      })
      .option("format", { choices: ["table", "csv", "json"] as const, describe: "How list writes" })
      .option("as", { choices: ["created", "absent", "again"] as const, describe: "resolve: what is true" })
      .option("count", {
        type: "string",
        describe: "resolve --as again with a filter: how many that are, to agree without a question",
      })
      .option("id", { type: "string", describe: "resolve: the platform's id of the request" }),
  run: async (args, options, runtime, argv) =>
    (await import("./ledger-actions.ts")).runLedgerAction(args, options, runtime, argv),
};
