import type { Ledger } from "../ledger/ledger.ts";
import { vouchersOf } from "../platforms/people.ts";
import { platforms } from "../platforms/index.ts";
import { identityOf, RowCells, type ColumnPlaces } from "../cells/cells.ts";
import { columnSpecs, identityColumns } from "../roster/columns.ts";
import type { FillableColumn } from "../cells/column-names.ts";
import { textOf } from "../platforms/resource.ts";

const words = [
  "email",
  "npi",
  "first_name",
  "last_name",
  ...columnSpecs.filter(({ thing }) => thing === true).map(({ name }) => name),
];

/**
 * The columns with ids that the row has no use for now, and of which the ledger does not remember that the row's words
 * found them: the row may have been moved or typed over since. A row without any words has nothing but its ids.
 * @param isUnused whether nothing was looked up for a column
 */
export async function unusedIds(
  { row, cells }: { readonly row: number; readonly cells: readonly string[] },
  places: ColumnPlaces,
  isUnused: (column: FillableColumn) => boolean,
  ledger: Ledger,
): Promise<ReadonlySet<FillableColumn>> {
  const strange = new Set<FillableColumn>();
  const identity = identityOf(new RowCells(places, cells, row), identityColumns);
  if (words.every((word) => identity[word] === undefined)) return strange;
  for (const { name, idOf } of columnSpecs) {
    if (idOf !== undefined && identity[idOf] === undefined) strange.add(name);
  }
  for (const { person } of platforms) {
    if (person === undefined) continue;
    const { column, query: queryOf } = person;
    const id = identity[column];
    if (id === undefined || !isUnused(column)) continue;
    const query = queryOf({ identity, answered: true });
    const known = await ledger.identities.recallMany(
      vouchersOf(query).map((each) => ({ lookupSource: each.lookupSource, query: textOf(each), since: 0 })),
    );
    if (!known.includes(id.toLowerCase())) strange.add(column);
  }
  return new Set([...strange].filter(isUnused));
}
