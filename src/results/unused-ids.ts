import type { Ledger } from "../ledger/ledger.ts";
import { vouchersOf } from "../platforms/earlier-id.ts";
import { providerQuestion as medallionProvider } from "../platforms/medallion/providers.ts";
import { providerQuestion as verifiableProvider } from "../platforms/verifiable/providers.ts";
import { identityOf, RowCells, type ColumnPlaces } from "../roster/cells.ts";
import { identityColumns } from "../roster/columns.ts";
import { textOf } from "../workspace/questions.ts";
import type { RowAnswers } from "./layout.ts";

const questions = [
  ["provider_id", medallionProvider],
  ["verifiable_provider_id", verifiableProvider],
] as const;

const words = ["email", "npi", "first_name", "last_name", "group_name", "facility_name"] as const;

/**
 * Ids of people in the program's own columns that the row has no use for now. They stay where the ledger remembers that
 * the row's words found them; else the row may have been moved or typed over since, and they are blanked until they are
 * looked up again. A row without any words has nothing but its ids, and keeps them.
 * @param isUnused whether a column is the program's own and nothing was looked up for it
 */
export async function unusedIds(
  { row, cells }: { readonly row: number; readonly cells: readonly string[] },
  places: ColumnPlaces,
  isUnused: (column: (typeof questions)[number][0]) => boolean,
  ledger: Ledger,
): Promise<RowAnswers> {
  const identity = identityOf(new RowCells(places, cells, row), identityColumns);
  if (words.every((word) => identity[word] === undefined)) return {};
  const answers: { [column: string]: string } = {};
  for (const [column, questionOf] of questions) {
    const id = identity[column];
    if (id === undefined || !isUnused(column)) continue;
    const question = questionOf({ identity, answered: true });
    const known = await Promise.all(
      vouchersOf(question).map((each) => ledger.identities.recall(each.directory, textOf(each), 0)),
    );
    if (!known.includes(id.toLowerCase())) answers[column] = "";
  }
  return answers;
}
