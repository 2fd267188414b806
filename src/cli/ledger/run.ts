import type { RawOptions } from "../../config/flags.ts";
import { exitCodes, type ExitCode } from "../../errors.ts";
import { viewLedger } from "../../ledger/open.ts";
import type { Runtime } from "../../runtime.ts";
import { settingsWithoutAccounts } from "../settings.ts";
import { copyAll, upgrade } from "./copy.ts";
import { listLedger } from "./list.ts";
import { keyOfRow, resolveEntries } from "./resolve.ts";

/** Lists, exports, resolves or copies. */
export async function runLedgerAction(
  args: Readonly<Record<string, unknown>>,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const settings = settingsWithoutAccounts(options, runtime, ["output"]);
  const { ledger: address } = settings;
  if (args["action"] === "copy") return copyAll(args, runtime, argv);
  if (args["action"] === "upgrade") return upgrade(address, runtime, argv);
  if (args["action"] === "resolve") {
    const key = args["key"] ?? (await keyOfRow(args, settings, runtime));
    return resolveEntries(settings, { ...args, key }, runtime, argv);
  }
  const view = await viewLedger(address);
  try {
    await listLedger(view, args, settings, runtime);
    return exitCodes.done;
  } finally {
    await view.close();
  }
}
