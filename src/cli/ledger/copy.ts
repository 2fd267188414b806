import { exitCodes, UsageError, type ExitCode } from "../../errors.ts";
import { readEnvironment } from "../../config/environment.ts";
import { ledgerAddressOf, type LedgerAddress } from "../../ledger/address.ts";
import { copyLedger } from "../../ledger/copy.ts";
import { placeOf } from "../../ledger/open.ts";
import type { Runtime } from "../../runtime.ts";
import { counted } from "../../text/counts.ts";
import { plainLines } from "../../text/plain-text.ts";
import { redactedCommand } from "../sync/redacted-command.ts";

/** Copies a whole ledger into an empty one, file or server, either way. */
export async function copyAll(
  { key: from, to }: Readonly<Record<string, unknown>>,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  if (typeof from !== "string" || typeof to !== "string") {
    throw new UsageError(
      "copy needs two ledgers.",
      "For example: roster-sync ledger copy roster-sync.db backup.db",
    );
  }
  const env = readEnvironment(runtime.env, runtime.cwd);
  const address = (text: string): LedgerAddress =>
    ledgerAddressOf(text, runtime.cwd, { named: "the command line", isSecret: false, env });
  const [source, target] = [address(from), address(to)];
  if (source.shown === target.shown)
    throw new UsageError(`${source.shown} is both ledgers.`, "Name an empty ledger as the second one.");
  const run = {
    id: runtime.randomHex(6),
    command: redactedCommand(argv),
    pid: runtime.pid,
    host: runtime.host,
    startedAt: runtime.clock.now(),
  };
  const copied = await copyLedger(placeOf(source), placeOf(target), { run, clock: runtime.clock });
  const what = `${counted(copied.request, "request")}, ${counted(copied.change, "status change")} and ${counted(copied.run, "run")}`;
  runtime.stdout.write(plainLines(`Copied ${what} from ${source.shown} into ${target.shown}.\n`));
  return exitCodes.done;
}
