import type { SharedPace } from "../ledger/shared-allowance.ts";
import type { LedgerAddress } from "../ledger/address.ts";
import type { Clock } from "../runtime.ts";

/** What keeps an allowance together with other processes. */
export interface RunPace extends SharedPace {
  /** Aborted, with an Error as its reason, once nobody can say any more what others do. */
  readonly lost: AbortSignal;
}

/**
 * The way to the allowances that all keep together whose ledgers are in the same database; undefined for a ledger that only
 * this machine has. Throws LedgerFileError when there is no such way.
 */
export async function openRunPace(
  address: LedgerAddress,
  how: { readonly run: string; readonly clock: Clock },
): Promise<RunPace | undefined> {
  if (address.engine !== "postgres") return undefined;
  // who keeps the ledger in a file never loads it
  const { openSharedPace } = await import("../ledger/postgres/shared-pace.ts");
  const pace = await openSharedPace(address, how);
  const lost = new AbortController();
  pace.onLost((why) => lost.abort(why));
  return { of: pace.of, close: pace.close, lost: lost.signal };
}
