import { LedgerFileError } from "../errors.ts";
import { inBatches } from "./batches.ts";
import { ledgerTables, type LedgerTable } from "./rows.ts";
import type { LedgerChange, Verdict, HoldFor, LedgerPlace, LedgerStore, LedgerReads } from "./store.ts";

/** How many rows of each table were copied. */
type CopiedRows = Readonly<Record<LedgerTable, number>>;

/** So many rows are written with one flush. */
const together = 500;

/**
 * Copies all that a ledger has into an empty one, whatever engines have them, while nobody else works with either. Throws
 * LedgerHeldError when a run does, LedgerFileError when there is nothing to copy or the other one has anything; nothing
 * was written then. A copy that does not come to its end leaves a ledger that every run refuses.
 */
export async function copyLedger(from: LedgerPlace, into: LedgerPlace, how: HoldFor): Promise<CopiedRows> {
  // names the ledger that is not there, instead of making one
  await (await from.view()).close();
  return holding(from, how, (source) =>
    holding(into, how, async (target) => {
      await refuseUnlessEmpty(target, into);
      return pour(source, target);
    }),
  );
}

async function holding<Answer>(
  place: LedgerPlace,
  how: HoldFor,
  work: (store: LedgerStore) => Promise<Answer>,
): Promise<Answer> {
  const store = await place.hold(how);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function refuseUnlessEmpty(target: LedgerStore, { shown }: LedgerPlace): Promise<void> {
  if ((await target.meta(unfinishedCopy)) !== undefined) {
    throw new LedgerFileError(
      `The ledger ${shown} is a copy that was not finished.`,
      "Remove it, then copy again.",
    );
  }
  for await (const row of target.dump()) {
    throw new LedgerFileError(
      `The ledger ${shown} is not empty: it has ${row.table === "meta" ? "been used" : `rows in ${row.table}`}.`,
      "Copy into a new one. What two ledgers know cannot be put together.",
    );
  }
}

async function pour(source: LedgerStore, target: LedgerStore): Promise<CopiedRows> {
  const counts = Object.fromEntries(Object.keys(ledgerTables).map((table) => [table, 0])) as Record<
    LedgerTable,
    number
  >;
  await made(target, { what: "meta", name: unfinishedCopy, value: "begun" });
  for await (const rows of inBatches(source.dump(), together)) {
    await made(target, { what: "copy", rows });
    for (const { table } of rows) counts[table] += 1;
  }
  await made(target, { what: "forget-meta", name: unfinishedCopy });
  return counts;
}

async function made(target: LedgerStore, change: LedgerChange): Promise<void> {
  const [verdict]: readonly (Verdict | undefined)[] = await target.commit([change]);
  if (verdict !== undefined && "refused" in verdict) throw verdict.refused;
}

/** Under this name stands in a ledger's `meta` that a copy into it has not come to its end. */
const unfinishedCopy = "unfinished_copy";

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
