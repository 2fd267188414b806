import { LedgerFileError } from "../errors.ts";
import type { LedgerReads } from "./store.ts";

/** Under this name stands in a ledger's `meta` that a copy into it has not come to its end. */
export const unfinishedCopy = "unfinished_copy";

/**
 * Refuses a ledger that has a part of another one only: what it does not know would be requested again. Throws
 * LedgerFileError.
 */
export async function refuseUnfinishedCopy(
  { meta }: Pick<LedgerReads, "meta">,
  shown: string,
): Promise<void> {
  if ((await meta(unfinishedCopy)) === undefined) return;
  throw new LedgerFileError(
    `The ledger ${shown} is a copy that was not finished: it does not know all that was requested.`,
    "Remove it and copy again with roster-sync ledger copy, or use the ledger that it was copied from.",
  );
}
