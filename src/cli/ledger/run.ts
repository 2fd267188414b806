import type { RawOptions } from "../../config/flags.ts";
import { exitCodes, type ExitCode } from "../../errors.ts";
import { ledgerAddressOf } from "../../ledger/address.ts";
import { viewLedger } from "../../ledger/open.ts";
import type { Runtime } from "../../runtime.ts";
import { copyAll } from "./copy.ts";
import { listLedger } from "./list.ts";
import { keyOfRow } from "./row-key.ts";
import { resolveEntries } from "./resolve.ts";
import { settingsWithoutAccounts } from "../settings.ts";

/** Lists, exports, resolves or copies. */
export async function runLedgerAction(
  args: Readonly<Record<string, unknown>>,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const settings = settingsWithoutAccounts(options, runtime, ["output"]);
  if (args["action"] === "copy") return copyAll(args, runtime, argv);
  const address = ledgerAddressOf(settings.ledger, runtime.cwd);
  if (args["action"] === "resolve") {
    const key = args["key"] ?? (await keyOfRow(args, settings, runtime));
    return resolveEntries(address, { ...args, key }, runtime, argv);
  }
  const view = await viewLedger(address);
  try {
    await listLedger(view, args, settings, runtime);
    return exitCodes.done;
  } finally {
    await view.close();
  }
}
