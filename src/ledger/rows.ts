/**
 * The tables of a ledger, in the order in which they are copied, with their keys: what a ledger is, whichever engine has
 * it. Engines may keep more (a lock, a salt of their own), never less.
 */
export const ledgerTables = {
  meta: ["name"],
  run: ["started_at", "id"],
  request: ["key"],
  change: ["id"],
  identity: ["directory", "question"],
  caqh_answer: ["handle"],
  reconcile: ["name"],
  spent: ["account", "at"],
  holding: ["platform", "kind", "id"],
  holding_reading: ["platform", "kind", "subject"],
  written: ["hash"],
} as const;

/** A table of a ledger. */
export type LedgerTable = keyof typeof ledgerTables;

/** One row of a ledger, as a file has it: texts, whole numbers and nulls by column; JSON is text. */
export interface LedgerRow {
  readonly table: LedgerTable;
  readonly columns: Readonly<Record<string, string | number | null>>;
}
