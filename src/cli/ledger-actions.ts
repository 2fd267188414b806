import type { RawOptions } from "../config/flags.ts";
import { exitCodes, UsageError, type ExitCode } from "../errors.ts";
import { openLedger } from "../ledger/ledger.ts";
import { readLedger } from "../ledger/reading.ts";
import { escapeFormula } from "../roster/escape.ts";
import type { Runtime } from "../runtime.ts";
import { listLedger } from "./ledger-list.ts";
import { keyOfRow } from "./ledger-row-key.ts";
import { recordedCommand } from "./recorded-command.ts";
import { settingsWithoutAccounts } from "./settings.ts";

/** Lists, exports or resolves. */
export async function runLedgerAction(
  args: Readonly<Record<string, unknown>>,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const settings = settingsWithoutAccounts(options, runtime, ["output"]);
  if (args["action"] === "resolve") {
    const key = args["key"] ?? (await keyOfRow(args, settings, runtime));
    return resolve(settings.ledger, { ...args, key }, runtime, argv);
  }
  const reading = readLedger(settings.ledger);
  try {
    await listLedger(reading, args, settings, runtime);
    return exitCodes.done;
  } finally {
    reading.close();
  }
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
    command: recordedCommand(argv),
    pid: runtime.pid,
    host: runtime.host,
    startedAt: now,
  };
  const ledger = await openLedger(path, run, runtime.randomHex(16));
  try {
    const remoteId = typeof id === "string" ? id.toLowerCase() : undefined;
    const resolution = as === "created" ? ({ as, remoteId } as const) : ({ as } as const);
    const before = await ledger.requests.resolve(key, resolution, now);
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
