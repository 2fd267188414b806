import { flags, type FlagName } from "../../config/flags.ts";
import { statusTitles } from "../../platforms/catalog.ts";
import type { Mode } from "../../results/outcome.ts";
import type { Command } from "../command.ts";

const allFlags = Object.keys(flags) as FlagName[];

/** What only a command that sends can need. */
const sendingFlags: readonly FlagName[] = ["max-creates", "canary", "yes"];

function runCommand(mode: Mode, describe: string, examples: Command["examples"]): Command {
  return {
    usage: `${mode} <roster>`,
    describe,
    flags: allFlags,
    hidden: mode === "sync" ? [] : sendingFlags,
    examples,
    define: (builder) =>
      builder.positional("roster", { type: "string", describe: "The roster (CSV or .xlsx); - is stdin" }),
    run: async (args, options, runtime, argv) =>
      (await import("./run.ts")).runMode(mode, String(args["roster"]), options, runtime, argv),
  };
}

/** `sync`: the whole job. */
export const syncCommand = runCommand(
  "sync",
  "Look up, request what is missing, refresh every status, write the results",
  [
    ["sync roster.csv", "Run it and write roster.results.csv"],
    ["sync roster.csv --sandbox", "Try it against simulated platforms"],
    ["sync roster.results.csv --only-failed", "Retry what did not work"],
  ],
);

/** `plan`: every read and no write. */
export const planCommand = runCommand("plan", "Show what sync would do: reads everything, sends nothing", [
  ["plan roster.csv", "What would be requested, and how many calls that takes"],
]);

/** The statuses of requests, and what is only asked. */
const refreshed = ["statuses", ...statusTitles].join(" and ");

/** `status`: nothing new. */
export const statusCommand = runCommand("status", `Refresh ${refreshed} only; never create anything`, [
  ["status roster.results.csv --changes changes.csv", "What changed since the last run"],
]);
