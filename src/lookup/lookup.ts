import { pages } from "../database/database.ts";
import type { Problem } from "../faults/problem.ts";
import { readFor } from "../lists/listing.ts";
import { walk } from "../lists/walk.ts";
import { chooseReading, pagesOf, gapSentence, type Gap } from "../lists/whole.ts";
import type { OpenPlatform } from "../platforms/platform.ts";
import type { Entry, LookupSource, Answers, Resource } from "../platforms/resource.ts";
import type { StagedSpec } from "../staging/staged-rows.ts";
import type { Staging } from "../staging/staging.ts";
import {
  decideOpen,
  keepEntries,
  settleRedirected,
  eachOpen,
  answerFromMemory,
  rememberAbsent,
  type LookupTools,
} from "./answers.ts";

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
      again: (read) => mustList || read < singles,
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

/**
 * Asks what can only be asked once something else is answered: which specialty a facility has, once the facility
 * is known. Answers how many queries are new.
 */
function askFurther(platform: OpenPlatform, staging: Staging): number {
  let added = 0;
  for (const resource of platform.resources) added += askFurtherOf(resource, staging);
  return added;
}

function askFurtherOf(resource: Resource, staging: Staging): number {
  if (resource.dependentReferences === undefined) return 0;
  let added = 0;
  const undecided = (after: number): readonly StagedSpec[] =>
    staging.rows.undecided(resource.kind, after, 200);
  for (const specs of pages(0, undecided, ({ id }) => id)) {
    for (const { id, spec, references } of specs) {
      const outcomes = staging.queries.outcomes(references);
      if (outcomes.some(({ answer }) => answer === undefined)) continue;
      const further = resource.dependentReferences(spec, answersOf(outcomes));
      // they were added in an earlier round
      if (further.length === 0 || references.some(({ role }) => further.some((each) => each.role === role)))
        continue;
      const numbered = further.map(({ role, query, fills }) => ({
        role,
        query: staging.queries.numberOf(query),
        fills,
      }));
      staging.rows.setReferences(id, [...references, ...numbered]);
      added += numbered.length;
    }
  }
  return added;
}

/** The answers that there are, by role. */
export function answersOf(
  references: readonly { readonly role: string; readonly answer: string | undefined }[],
): Answers {
  const answers = new Map<string, string[]>();
  for (const { role, answer } of references) {
    if (answer !== undefined) answers.set(role, [...(answers.get(role) ?? []), answer]);
  }
  return answers;
}

const believedAtOnce = 200;

/**
 * Reads everybody whose id was believed unread, from the roster or from an earlier run, and for whom something would
 * be requested now: who is not there any more, or deactivated, gets no request. Nobody else is read.
 */
export async function checkBelieved(platform: OpenPlatform, tools: LookupTools): Promise<void> {
  for (const lookupSource of platform.lookupSources) {
    if (lookupSource.deactivates === true) await checkSource(lookupSource, tools);
  }
}

async function checkSource(lookupSource: LookupSource, tools: LookupTools): Promise<void> {
  const { staging, ledger, client } = tools;
  const total = (await ledger.lists.recallMany([lookupSource.name])).get(lookupSource.name)?.total;
  const count = staging.queries.believedCount(lookupSource.name);
  const isCheaper = (listPages: number): boolean => listPages < count;
  if (lookupSource.all !== undefined && count > 1 && (total === undefined || isCheaper(pagesOf(total)))) {
    const end = await walk(client, lookupSource.all, (entries) => judge(lookupSource, entries, tools), {
      goOn: (further, known) => isCheaper(known === undefined ? further : pagesOf(known)),
      again: () => false,
    });
    if (end.complete && end.total !== undefined) {
      await ledger.lists.remember(lookupSource.name, { total: end.total });
    }
  }
  // those whom the list did not show, too
  const believed = (after: string): readonly string[] =>
    staging.queries.believed(lookupSource.name, after, believedAtOnce);
  for (const ids of pages("", believed, (id) => id)) {
    await Promise.all(ids.map((id) => checkOne(lookupSource, id, tools)));
  }
}

async function checkOne(lookupSource: LookupSource, id: string, tools: LookupTools): Promise<void> {
  const { staging, client } = tools;
  const listing = lookupSource.search({ lookupSource: lookupSource.name, about: { id } });
  if (listing === undefined) throw new Error(`${lookupSource.name} cannot be asked by id`);
  const found: Entry[] = [];
  const rows = (): readonly number[] => staging.workItems.rowsToCreate(id);
  const end = await walk(client, readFor(listing, { rows }), (entries) => void found.push(...entries));
  if (!end.complete) return staging.workItems.withhold(id, end.problem);
  const problem = problemOf(lookupSource, id, found);
  if (problem !== undefined) staging.workItems.withhold(id, problem);
}

/** Says of the entries of a page what is known of them now. */
function judge(lookupSource: LookupSource, entries: readonly Entry[], { staging }: LookupTools): void {
  staging.together(() => {
    for (const entry of entries) {
      if (!staging.queries.see(lookupSource.name, entry.id)) continue;
      const problem = problemOf(lookupSource, entry.id, [entry]);
      if (problem !== undefined) staging.workItems.withhold(entry.id, problem);
    }
  });
}

function problemOf(lookupSource: LookupSource, id: string, entries: readonly Entry[]): Problem | undefined {
  const decision = lookupSource.decide({ lookupSource: lookupSource.name, about: { id } }, entries, false);
  return "failed" in decision ? { code: decision.failed, message: decision.problem } : undefined;
}
