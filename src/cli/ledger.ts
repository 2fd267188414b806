import type { Argv } from "yargs";
import { accountsOf } from "../config/accounts.ts";
import { readConfigFile } from "../config/config-file.ts";
import { readEnvironment } from "../config/environment.ts";
import type { RawOptions } from "../config/flags.ts";
import { durationMs } from "../config/measures.ts";
import { resolveSettings } from "../config/resolve.ts";
import { exitCodes, UsageError, type ExitCode } from "../errors.ts";
import { openLedger } from "../ledger/ledger.ts";
import { readLedger, type EntryFilter, type LedgerReading } from "../ledger/reading.ts";
import { ledgerColumns, ledgerLine } from "../results/ledger-table.ts";
import { escapeFormula } from "../roster/escape.ts";
import type { Runtime } from "../runtime.ts";
import type { Command } from "./commands.ts";
import { writeTable, type TableFormat } from "./table.ts";

/** `ledger`: what was ever requested, and a person's word on what nobody else can settle. */
export const ledgerCommand: Command = {
  usage: "ledger <action> [key]",
  describe: "List, export or resolve what was ever requested",
  flags: ["ledger", "config", "output"],
  examples: [
    ["ledger list --standing in_doubt", "What is not settled"],
    ["ledger list --changed-since 24h", "What moved since yesterday"],
    ["ledger export -o ledger.csv", "All of it as CSV"],
    ["ledger resolve 'KEY' --as created --id ID", "It exists on the platform, under this id"],
    ["ledger resolve 'KEY' --as absent", "It does not exist, and may be requested"],
  ],
  define: (builder: Argv) =>
    builder
      .positional("action", { choices: ["list", "export", "resolve"] as const })
      .positional("key", { type: "string", describe: "resolve: the key, as list shows it" })
      .option("platform", { type: "string", describe: "Only this platform" })
      .option("kind", { type: "string", describe: "Only license, enrollment or credentialing" })
      .option("standing", {
        type: "string",
        describe: "Only accepted, refused, released, in_doubt or intended",
      })
      .option("status", { type: "string", describe: "Only with this status" })
      .option("changed-since", {
        type: "string",
        describe: "Statuses that moved within this time, such as 24h",
      })
      .option("format", { choices: ["table", "csv", "json"] as const, describe: "How list writes" })
      .option("as", { choices: ["created", "absent"] as const, describe: "resolve: what is true" })
      .option("id", { type: "string", describe: "resolve: the platform's id of the request" }),
  run: async (args, options, runtime, argv) => {
    const settings = ledgerSettings(options, runtime);
    if (args["action"] === "resolve") return resolve(settings.ledger, args, runtime, argv);
    const reading = readLedger(settings.ledger);
    try {
      const since = args["changed-since"];
      if (typeof since === "string") {
        await listChanges(
          reading,
          runtime.clock.now() - durationMs(since, "--changed-since"),
          formatOf(args),
          runtime,
        );
      } else {
        await listEntries(reading, args, settings.outputs.results, runtime);
      }
      return exitCodes.done;
    } finally {
      reading.close();
    }
  },
};

function ledgerSettings(options: RawOptions, runtime: Runtime): ReturnType<typeof resolveSettings> {
  const env = readEnvironment(runtime.env, runtime.cwd);
  const file = readConfigFile(typeof options.config === "string" ? options.config : undefined, runtime.cwd);
  return resolveSettings({ flags: options, file, accounts: accountsOf({}), env, cwd: runtime.cwd });
}

function formatOf(args: Readonly<Record<string, unknown>>): TableFormat {
  const format = args["format"];
  if (format === "csv" || format === "json" || format === "table") return format;
  return args["action"] === "export" ? "csv" : "table";
}

function filterOf(args: Readonly<Record<string, unknown>>): EntryFilter {
  const text = (name: string): string | undefined =>
    typeof args[name] === "string" ? args[name] : undefined;
  return {
    platform: text("platform"),
    kind: text("kind"),
    standing: text("standing"),
    status: text("status"),
  };
}

async function listEntries(
  reading: LedgerReading,
  args: Readonly<Record<string, unknown>>,
  output: string | undefined,
  runtime: Runtime,
): Promise<void> {
  function* lines(): Generator<readonly string[]> {
    for (const entry of reading.entries(filterOf(args))) yield ledgerLine(entry);
  }
  await writeTable(ledgerColumns, lines(), formatOf(args), output, runtime);
}

async function listChanges(
  reading: LedgerReading,
  since: number,
  format: TableFormat,
  runtime: Runtime,
): Promise<void> {
  function* lines(): Generator<readonly string[]> {
    for (const { key, from, to, seenAt, entry } of reading.changesSince(since)) {
      yield [new Date(seenAt).toISOString(), key, entry?.remoteId ?? "", from, to];
    }
  }
  await writeTable(["seen_at", "key", "request_id", "from", "to"], lines(), format, undefined, runtime);
}

async function resolve(
  path: string,
  args: Readonly<Record<string, unknown>>,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const { key, as, id } = args;
  if (typeof key !== "string" || (as !== "created" && as !== "absent")) {
    throw new UsageError(
      "resolve needs a key and what is true of it.",
      "roster-sync ledger resolve 'KEY' --as created --id ID, or --as absent. Keys are shown by ledger list.",
    );
  }
  readLedger(path).close();
  const now = runtime.clock.now();
  const run = {
    id: runtime.randomHex(6),
    command: `roster-sync ${argv.join(" ")}`,
    pid: runtime.pid,
    host: runtime.host,
    startedAt: now,
  };
  const ledger = await openLedger(path, run, runtime.randomHex(16));
  try {
    const remoteId = typeof id === "string" ? id.toLowerCase() : undefined;
    const decision = as === "created" ? ({ exists: true, remoteId } as const) : ({ exists: false } as const);
    const before = await ledger.requests.resolve(key, decision, now);
    if (before === undefined) {
      throw new UsageError(
        `The ledger has no request "${key}".`,
        "Copy the key whole from roster-sync ledger list.",
      );
    }
    runtime.stdout.write(
      `${escapeFormula(key)}: was ${before.standing}, is ${as === "created" ? "accepted" : "released"}\n`,
    );
    return exitCodes.done;
  } finally {
    await ledger.close(exitCodes.done, runtime.clock.now());
  }
}
