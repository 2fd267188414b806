import { requestKinds, type Work } from "../platforms/catalog.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { ResultColumn } from "../cells/column-names.ts";
import { labelled, valuesIn } from "../roster/previous.ts";
import { columnsOf } from "./answer-columns.ts";
import type { RowAnswers } from "./layout.ts";
import type { StaleAnswer } from "../cells/stale-answer.ts";

/** Old answers to what a row asks no more. */
export interface UnaskedAnswers {
  readonly answers: RowAnswers;
  readonly stale: readonly StaleAnswer[];
}

/**
 * Old answers to what a row does not ask now stay, as the ledger knows them, where it has them for somebody or something
 * that the row names; else they were copied or pasted from another row, and go.
 * @param asked the kinds of work that the row asks for, or that this run leaves alone
 * @param subjects ids of whom the row names
 */
export async function unaskedAnswers(
  asked: ReadonlySet<Work>,
  cell: (column: ResultColumn) => string,
  subjects: ReadonlySet<string>,
  ledger: Ledger,
): Promise<UnaskedAnswers> {
  const answers: Record<ResultColumn, string> = {};
  const stale: StaleAnswer[] = [];
  for (const [work, columns] of columnsOf) {
    if (asked.has(work)) continue;
    const names = Object.keys(columns);
    const [idColumn] = names;
    if (idColumn === undefined || names.every((column) => cell(column) === "")) continue;
    const reported = [...valuesIn(cell(idColumn))].map(([label, id]) => [label, id.toLowerCase()] as const);
    const ids = reported.map(([, id]) => id);
    const ofWork = requestKinds.flatMap(({ kind, work: its }) => (its === work ? [kind] : []));
    const found = await ledger.requests.withRemoteIds(ofWork, ids);
    const mine = new Map(
      found.filter(({ subject }) => subjects.has(subject)).map((entry) => [entry.remoteId, entry]),
    );
    const strange = ids.filter((id) => !mine.has(id));
    if (strange.length > 0) stale.push({ column: idColumn, value: strange.join("; "), whose: "request" });
    for (const [column, read] of Object.entries(columns)) {
      answers[column] = labelled(
        reported.flatMap(([label, id]) => (mine.has(id) ? [[label, read(mine.get(id)) ?? ""] as const] : [])),
      );
    }
  }
  return { answers, stale };
}
