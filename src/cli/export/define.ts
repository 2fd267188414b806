import type { Argv } from "yargs";
import { rateFlag } from "../../config/flags.ts";
import { exportables } from "../../platforms/exports.ts";
import type { Command } from "../command.ts";
import { exporters, exportFilters } from "./filters.ts";

/** `export`: what is on a platform, as a roster. */
export const exportCommand: Command = {
  usage: "export <what>",
  describe: "Write what is on a platform as a CSV that is a valid roster",
  onlyTells: true,
  flags: [
    "output",
    "ledger",
    "config",
    ...exporters.map(({ name }) => rateFlag(name)),
    "request-timeout",
    "log-level",
  ],
  examples: [
    ["export providers -o roster.csv", "A first roster from what is on the platform"],
    [
      "export credentialing --request-status ready --credentialing-status needs_attention",
      "Credentialing that is ready and needs attention",
    ],
    ["export expirations --before 2027-04-01 --state CA", "What lapses in California before April"],
  ],
  define: (builder: Argv) => {
    const defined = builder
      .positional("what", { choices: [...exportables, "expirations"] })
      .describe("output", "The file to write; - is stdout [default: -]")
      .option("platform", {
        choices: exporters.map(({ name }) => name),
        describe: `Which platform [default: ${exporters[0]?.name} if configured; expirations: ${exporters.length === 2 ? "both" : "all"}]`,
      });
    return Object.entries(exportFilters).reduce(
      (all: Argv, [name, describe]) => all.option(name, { type: "string", describe, group: "Filters:" }),
      defined,
    );
  },
  run: async (args, options, runtime) => (await import("./run.ts")).exportList(args, options, runtime),
};
