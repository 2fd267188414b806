import type { LedgerEntry } from "../ledger/entry.ts";
import { requestKinds, type Work } from "../platforms/catalog.ts";
import type { ResultColumn } from "../cells/column-names.ts";

/** Which columns tell what of the requests of each kind of work, the ids first, then the statuses. */
export const columnsOf: ReadonlyMap<
  Work,
  Readonly<Record<ResultColumn, (entry: LedgerEntry | undefined) => string | undefined>>
> = requestKinds.reduce(
  (columns, { work, answers }) => columns.set(work, { ...columns.get(work), ...answers }),
  new Map<Work, (typeof requestKinds)[number]["answers"]>(),
);

/** The columns that answers to requests stand in. */
export const requestColumns: readonly ResultColumn[] = [...columnsOf.values()].flatMap((columns) =>
  Object.keys(columns),
);
