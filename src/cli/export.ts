import type { Argv } from "yargs";
import { exportables } from "../export/export-table.ts";
import type { Command } from "./commands.ts";

/** The platforms' own filters, by the flags that name them. */
export const exportFilters = {
  search: "Names or e-mail contain this",
  provider: "Only of the provider with this id",
  "group-profile": "Only of the group profile with this id",
  state: "Only in this state",
  status: "Only with this status",
  "request-status": "Credentialing: only with this request status",
  "credentialing-status": "Only with this credentialing status",
  "certificate-type": "Licenses: only of this certificate type",
  profession: "Providers: only of this profession",
  "employment-status": "Providers: only with this employment status",
  type: "Verifiable credentialing: only Initial, ReCredentialing or OffCycle",
  "created-after": "Only requested on or after this day, YYYY-MM-DD",
  "updated-after": "Only changed on or after this day, YYYY-MM-DD",
} as const;

/** `export`: what is on a platform, as a roster. */
export const exportCommand: Command = {
  usage: "export <what>",
  describe: "Write what is on a platform as a CSV that is a valid roster",
  flags: ["output", "config", "medallion-rate", "verifiable-rate", "request-timeout", "log-level"],
  examples: [
    ["export providers -o roster.csv", "A first spreadsheet for those who have none"],
    [
      "export credentialing --request-status ready --credentialing-status needs_attention",
      "Credentialing that is ready and needs attention",
    ],
  ],
  define: (builder: Argv) => {
    const defined = builder.positional("what", { choices: exportables }).option("platform", {
      choices: ["medallion", "verifiable"] as const,
      describe: "Whose [default: medallion if configured]",
    });
    return Object.entries(exportFilters).reduce(
      (all: Argv, [name, describe]) => all.option(name, { type: "string", describe, group: "Filters:" }),
      defined,
    );
  },
  run: async (args, options, runtime) =>
    (await import("./export-list.ts")).exportList(args, options, runtime),
};
