import { readFor, type LookupSource } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Gap } from "../lists/whole.ts";
import { decideOpen, keepEntries } from "./decide.ts";
import type { LookupTools } from "./from-memory.ts";

/** How the queries of a lookup source are to be answered. */
export interface ListChoice {
  /** Searches that would answer them one by one. */
  readonly singles: number;
  /** Some of them only the whole list answers. */
  readonly mustList: boolean;
}

/**
 * What is still to be done for the queries: `nothing`; ask `singles` for those that are open; or that, while a list
 * that stays incomplete leaves open what cannot be asked alone.
 */
export type ListAnswer = "nothing" | "singles" | { readonly gap: Gap };

/** Answers the open queries from the whole list, unless its first page shows that asking one by one is cheaper. */
export async function answerFromList(
  lookupSource: LookupSource,
  tools: LookupTools,
  { singles, mustList }: ListChoice,
): Promise<ListAnswer> {
  const { client, ledger, staging } = tools;
  if (lookupSource.all === undefined) throw new Error(`${lookupSource.name} has no list`);
  const first = { wasEnough: false };
  const end = await walk(
    client,
    readFor(lookupSource.all, tools),
    (entries) => keepEntries(lookupSource, entries, staging),
    {
      goOn: (furtherPages, total) => {
        // a list with cursors makes one page known at a time, so its length counts
        const further = total === undefined ? furtherPages : Math.ceil(total / 100) - 1;
        first.wasEnough = !mustList && further > singles;
        return !first.wasEnough;
      },
      again: (pages) => mustList || pages < singles,
    },
  );
  if (!end.complete) {
    staging.queries.failOpen(lookupSource.name, end.problem.code, end.problem.problem);
    return "nothing";
  }
  if (end.total !== undefined) await ledger.surveys.remember(lookupSource.name, { total: end.total });
  if (first.wasEnough) return "singles";
  await decideOpen(lookupSource, end.gap === undefined ? "whole" : "part", tools);
  if (end.gap === undefined) return "nothing";
  return mustList ? { gap: end.gap } : "singles";
}
