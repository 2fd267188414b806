import { chooseReading, pagesOf } from "../lists/choose.ts";
import type { OpenPlatform } from "../platforms/definition.ts";
import { walk } from "../lists/walk.ts";
import { gapSentence, type Gap } from "../lists/whole.ts";
import { readFor } from "../lists/listing.ts";
import type { Entry, LookupSource } from "../platforms/platform.ts";
import type { Problem } from "../faults/problem.ts";
import { decideOpen, keepEntries, settleRedirected } from "./decide.ts";
import { askFurther } from "./dependent.ts";
import { eachOpen } from "./each-open.ts";
import { answerFromMemory, rememberAbsent, type LookupTools } from "./from-memory.ts";

/**
 * Answers every open query of a platform: from the query itself, from the ledger, from the list or one by
 * one, whichever costs fewer calls. Afterwards no query of the platform is open.
 */
export async function lookUp(platform: OpenPlatform, tools: LookupTools): Promise<void> {
  do {
    for (const lookupSource of platform.lookupSources) {
      await answerSource(lookupSource, tools);
      // ids of an earlier run that are not whom the words mean leave the words to be asked
      if (tools.staging.queries.openWaiting(lookupSource.name) > 0) await answerSource(lookupSource, tools);
      await settleRedirected(lookupSource, tools);
      await rememberAbsent(lookupSource.name, tools);
    }
  } while (askFurther(platform, tools.staging) > 0);
}

async function answerSource(lookupSource: LookupSource, tools: LookupTools): Promise<void> {
  const { staging } = tools;
  const { searchable, listOnly } = await answerFromMemory(lookupSource, tools);
  if (searchable + listOnly === 0) return;
  const remembered = (await tools.ledger.lists.recallMany([lookupSource.name])).get(lookupSource.name)?.total;
  const choice = chooseReading({
    singles: searchable,
    mustList: listOnly > 0 || lookupSource.preferList,
    noList: lookupSource.all === undefined,
    pages: remembered === undefined ? undefined : pagesOf(remembered),
    pagesRead: 0,
  });
  const left =
    choice === "singles"
      ? "singles"
      : await answerFromList(lookupSource, tools, { singles: searchable, mustList: listOnly > 0 });
  if (left === "nothing") return;
  await answerOneByOne(lookupSource, tools);
  if (staging.queries.openCount(lookupSource.name) === 0) return;
  // what a search could not settle is left for the list
  const listed =
    left === "singles" ? await answerFromList(lookupSource, tools, { singles: 0, mustList: true }) : left;
  if (typeof listed === "string") return;
  await decideOpen(lookupSource, "rest", tools);
  const { code, message: problem } = unread(tools.client.platform, listed.gap);
  staging.queries.failOpen(lookupSource.name, code, problem);
}

/** How the queries of a lookup source are to be answered. */
interface ListChoice {
  /** Searches that would answer them one by one. */
  readonly singles: number;
  /** Some of them only the whole list answers. */
  readonly mustList: boolean;
}

/**
 * What is still to be done for the queries: `nothing`; ask `singles` for those that are open; or that, while a list
 * that stays incomplete leaves open what cannot be asked alone.
 */
type ListAnswer = "nothing" | "singles" | { readonly gap: Gap };

/** Answers the open queries from the whole list, unless its first page shows that asking one by one is cheaper. */
async function answerFromList(
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
    staging.queries.failOpen(lookupSource.name, end.problem.code, end.problem.message);
    return "nothing";
  }
  if (end.total !== undefined) await ledger.lists.remember(lookupSource.name, { total: end.total });
  if (first.wasEnough) return "singles";
  await decideOpen(lookupSource, end.gap === undefined ? "whole" : "part", tools);
  if (end.gap === undefined) return "nothing";
  return mustList ? { gap: end.gap } : "singles";
}

/** Asks every open query alone; queries that the same search answers share it. */
async function answerOneByOne(lookupSource: LookupSource, tools: LookupTools): Promise<void> {
  const { client, staging } = tools;
  const searches = new Map<string, Promise<Problem | undefined>>();
  await eachOpen(lookupSource.name, staging, async (query) => {
    const search = lookupSource.search(query);
    if (search === undefined) return;
    const look = async (): Promise<Problem | undefined> => {
      const rows = (): readonly number[] => staging.rows.referringTo(query.id);
      const keep = (entries: readonly Entry[]): void => keepEntries(lookupSource, entries, staging);
      const end = await walk(client, readFor(search, { ...tools, rows }), keep, { isShort: true });
      if (!end.complete) return end.problem;
      return end.gap === undefined ? undefined : unread(client.platform, end.gap);
    };
    const word = lookupSource.searchWord?.(query);
    const shared = word === undefined ? undefined : searches.get(word);
    const looking = shared ?? look();
    if (word !== undefined && shared === undefined) searches.set(word, looking);
    const problem = await looking;
    if (problem !== undefined) staging.queries.fail(query.id, problem, "unread");
  });
  await decideOpen(lookupSource, "searches", tools);
}

/** Why a list that was not read whole does not tell who is meant. */
function unread(platform: string, gap: Gap): Problem {
  return {
    code: "list_incomplete",
    message: `${platform}'s list could not be read completely (${gapSentence(gap)}), so the row could not be matched. Nothing was sent for it; run again later.`,
  };
}
