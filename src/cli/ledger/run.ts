import type { RawOptions } from "../../config/flags.ts";
import { exitCodes, type ExitCode } from "../../errors.ts";
import { readLedger } from "../../ledger/reading.ts";
import type { Runtime } from "../../runtime.ts";
import { listLedger } from "./list.ts";
import { keyOfRow } from "./row-key.ts";
import { resolveEntries } from "./resolve.ts";
import { settingsWithoutAccounts } from "../settings.ts";

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
    return resolveEntries(settings.ledger, { ...args, key }, runtime, argv);
  }
  const reading = readLedger(settings.ledger);
  try {
    await listLedger(reading, args, settings, runtime);
    return exitCodes.done;
  } finally {
    reading.close();
  }
}
