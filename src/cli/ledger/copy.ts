import { readEnvironment } from "../../config/environment.ts";
import { exitCodes, UsageError, type ExitCode } from "../../errors.ts";
import { ledgerAddressOf, type LedgerAddress } from "../../ledger/address.ts";
import { copyLedger } from "../../ledger/copy.ts";
import { placeOf } from "../../ledger/open.ts";
import type { Runtime } from "../../runtime.ts";
import { counted } from "../../text/counts.ts";
import { plainLines } from "../../text/plain-text.ts";
import { runOf } from "../sync/redacted-command.ts";

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
  const run = runOf(runtime, argv);
  const copied = await copyLedger(placeOf(source), placeOf(target), { run, clock: runtime.clock });
  const what = `${counted(copied.request, "request")}, ${counted(copied.change, "status change")} and ${counted(copied.run, "run")}`;
  runtime.stdout.write(plainLines(`Copied ${what} from ${source.shown} into ${target.shown}.\n`));
  return exitCodes.done;
}

/**
 * Makes a ledger that is not there, and brings an older one to this program's version: for the owner of a ledger on
 * PostgreSQL, where those who run may not.
 */
export async function upgrade(
  address: LedgerAddress,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const done = await upgraded(address, runtime, argv);
  runtime.stdout.write(plainLines(`${address.shown}: ${done}.\n`));
  return exitCodes.done;
}

async function upgraded(address: LedgerAddress, runtime: Runtime, argv: readonly string[]): Promise<string> {
  if (address.engine === "postgres") {
    // who keeps the ledger in a file never loads it
    const { upgradePostgresLedger } = await import("../../ledger/postgres/session.ts");
    const before = await upgradePostgresLedger(address);
    return before.is === "missing" ? "made" : before.is === "older" ? "brought forward" : "is current";
  }
  const run = runOf(runtime, argv);
  // holding it does all that is needed
  await (await placeOf(address).hold({ run, clock: runtime.clock })).close();
  return "is current";
}
