import { exitCodes, type ExitCode } from "../../errors.ts";
import type { LedgerAddress } from "../../ledger/address.ts";
import { placeOf } from "../../ledger/open.ts";
import type { Runtime } from "../../runtime.ts";
import { plainLines } from "../../text/plain-text.ts";
import { redactedCommand } from "../sync/redacted-command.ts";

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
    const { upgradePostgresLedger } = await import("../../ledger/postgres/upgrade.ts");
    const before = await upgradePostgresLedger(address);
    return before.is === "missing" ? "made" : before.is === "older" ? "brought forward" : "is current";
  }
  const { clock, pid, host } = runtime;
  const run = {
    id: runtime.randomHex(6),
    command: redactedCommand(argv),
    pid,
    host,
    startedAt: clock.now(),
  };
  // holding it does all that is needed
  await (await placeOf(address).hold({ run, clock })).close();
  return "is current";
}
