import { pages } from "../database/database.ts";
import type { Client } from "../http/client.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { FoundIdentity, IdentityQuery } from "../ledger/stores.ts";
import { earlierIdOf, rememberedAs, vouchersOf } from "../platforms/people.ts";
import { type OpenQuery, type LookupSource, type Entry, textOf, type Query } from "../platforms/resource.ts";
import type { Clock } from "../runtime.ts";
import type { Redirected } from "../staging/queries.ts";
import type { Staging } from "../staging/staging.ts";

/** So many queries are handled side by side. */
const askedAtOnce = 200;

/** The queries of a lookup source that are open, a group at a time. */
function openPages(lookupSource: string, staging: Staging): Generator<readonly OpenQuery[], void, undefined> {
  const open = (after: number): readonly OpenQuery[] =>
    staging.queries.open(lookupSource, after, askedAtOnce);
  return pages(0, open, ({ id }) => id);
}

/** Does something for every query of a lookup source that is open, a group at a time and each group side by side. */
export async function eachOpen(
  lookupSource: string,
  staging: Staging,
  task: (query: OpenQuery) => Promise<void>,
): Promise<void> {
  for (const queries of openPages(lookupSource, staging)) await Promise.all(queries.map(task));
}

/** Keeps the entries of a page that may answer open queries. */
export function keepEntries(lookupSource: LookupSource, entries: readonly Entry[], staging: Staging): void {
  staging.together(() => {
    for (const { holding, ...entry } of entries) {
      staging.queries.addCandidate(lookupSource.name, entry.matchKeys, entry.id, JSON.stringify(entry));
      if (holding !== undefined) staging.holders.glimpse(holding);
    }
  });
}

/**
 * How much of what there is the entries are: the `whole` list, or all that `searches` for the queries show. A `part`
 * of the list cannot show that somebody is not there, nor that nobody else has the same name; of the `rest`, which
 * cannot be searched for, it is the most that there is.
 */
type Shown = "whole" | "searches" | "part" | "rest";

/** Says of every open query who is meant, or that nobody or several are. Found ids are kept in the ledger. */
export async function decideOpen(
  lookupSource: LookupSource,
  shown: Shown,
  tools: LookupTools,
): Promise<void> {
  const { staging, ledger, clock } = tools;
  let found: { query: string; id: string }[] = [];
  const redirected: { id: number; instead: Query; otherwise: string | undefined }[] = [];
  const keep = async (): Promise<void> => {
    const answers = found;
    found = [];
    await ledger.identities.remember(lookupSource.name, answers, clock.now());
  };
  await eachOpen(lookupSource.name, staging, async (query) => {
    const entries = staging.queries.candidates(query.id).map((entry) => JSON.parse(entry) as Entry);
    if (shown === "part" && !isNamedForCertain(query)) return;
    const partly = shown === "part" || shown === "rest";
    // where the whole list is not known, an id of an earlier run is asked for alone
    const all = shown === "whole" || (shown === "rest" && earlierIdOf(query) === undefined);
    const decision = lookupSource.decide(query, entries, all);
    if ("needsList" in decision || (partly && !("found" in decision))) return;
    if ("failed" in decision) {
      const ending = decision.contradicts === true ? "contradicted" : "open";
      staging.queries.fail(query.id, { code: decision.failed, message: decision.problem }, ending);
      return;
    }
    if ("instead" in decision) {
      redirected.push({ id: query.id, ...decision });
      return;
    }
    staging.queries.answer(query.id, decision.found);
    found.push({ query: textOf(rememberedAs(query, decision.found)), id: decision.found });
    if (found.length >= 200) await keep();
  });
  await keep();
  // the queries in their place are new ones, and not of this pass
  for (const { id, instead, otherwise } of redirected) {
    staging.queries.redirect(id, instead, otherwise);
  }
}

/** Answers the queries that others have answered by now. */
export async function settleRedirected(lookupSource: LookupSource, tools: LookupTools): Promise<void> {
  const { staging, ledger, clock } = tools;
  const redirected = (after: number): readonly Redirected[] =>
    staging.queries.redirected(lookupSource.name, after, 200);
  for (const queries of pages(0, redirected, ({ id }) => id)) {
    const kept: { query: string; id: string }[] = [];
    for (const query of queries) {
      const { answer, problem, ending, believed } = query.instead;
      const found = answer ?? (ending === "open" ? query.otherwise : undefined);
      if (found !== undefined) {
        staging.queries.answer(query.id, found, believed && answer !== undefined);
        kept.push({ query: textOf(rememberedAs(query, found)), id: found });
      } else if (problem !== undefined) {
        staging.queries.fail(query.id, problem, ending);
      }
    }
    await ledger.identities.remember(lookupSource.name, kept, clock.now());
  }
}

/** Ids and email addresses belong to one only, so that who has them is found, whatever was not read. */
function isNamedForCertain({ about }: OpenQuery): boolean {
  return about["id"] !== undefined || about["earlier"] !== undefined || about["email"] !== undefined;
}

/** What looking up needs. */
export interface LookupTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly clock: Clock;
  /** No request depends on the answers, so that the run does without them where they are not to be had. */
  readonly optional?: boolean;
}

/** Answers found longer ago than this are looked up again: people move, groups are merged. */
const longestMemoryMs = 30 * 86_400_000;

/** Who was not found, and is asked about for their dates alone, is looked for again after a week. */
const absenceMs = 7 * 86_400_000;

/** What the ledger remembers for some queries, asked all at once. */
class Memory {
  readonly #lookupSource: string;
  readonly #recalled: Recalled;
  readonly #now: number;

  private constructor(lookupSource: string, now: number, recalled: Recalled) {
    this.#lookupSource = lookupSource;
    this.#now = now;
    this.#recalled = recalled;
  }

  static async of(
    queries: readonly OpenQuery[],
    lookupSource: string,
    { ledger, clock }: Pick<LookupTools, "ledger" | "clock">,
  ): Promise<Memory> {
    const now = clock.now();
    const asked: IdentityQuery[] = [];
    const blank = new Memory(lookupSource, now, (query) => void asked.push(query));
    for (const query of queries) {
      blank.wasAbsent(query);
      blank.answerTo(query);
      blank.ever(query);
    }
    return new Memory(lookupSource, now, await recallTogether(asked, ledger));
  }

  /** Whether they were looked for of late, and not found. */
  wasAbsent(query: OpenQuery): boolean {
    if (query.optional !== true) return false;
    const since = this.#now - absenceMs;
    const lookupSource = absences(this.#lookupSource);
    return this.#recalled({ lookupSource, query: query.text, since }) !== undefined;
  }

  /**
   * The answer. An id that stands beside its words needs only to have been found by them, however long ago: it is the
   * row's own answer.
   */
  answerTo(query: OpenQuery): string | undefined {
    const since = this.#now - longestMemoryMs;
    const earlier = earlierIdOf(query);
    const id = earlier ?? query.about["id"];
    const same = earlier === undefined ? this.#recall(query.text, since) : undefined;
    if (same !== undefined || id === undefined) return same;
    const known = vouchersOf(query).map((each) =>
      this.#recall(textOf(each), earlier === undefined ? since : 0),
    );
    return known.includes(id) ? id : undefined;
  }

  /** What was found for just this, however long ago. */
  ever(query: OpenQuery): string | undefined {
    return this.#recall(query.text, 0);
  }

  #recall(query: string, since: number): string | undefined {
    return this.#recalled({ lookupSource: this.#lookupSource, query, since });
  }
}

/** An id that stood beside other words was seen with them, though nobody had to be asked. */
function isNewlyGiven(query: OpenQuery, lookupSource: LookupSource, id: string, memory: Memory): boolean {
  if (Object.keys(query.about).length === 1 || lookupSource.given(query) !== id) return false;
  return memory.ever(query) !== id;
}

/** Keeps in mind who was not found though nothing is requested for them, so that not every night looks again. */
export async function rememberAbsent(
  lookupSource: string,
  { staging, ledger, clock }: LookupTools,
): Promise<void> {
  for (const queries of pages(
    0,
    (after: number) => staging.queries.endedOptional(lookupSource, after, 200),
    ({ id }) => id,
  )) {
    const answers = queries.map(({ text }) => ({ query: text, id: "absent" }));
    await ledger.identities.remember(absences(lookupSource), answers, clock.now());
  }
}

function absences(lookupSource: string): string {
  return `${lookupSource} absent`;
}

/**
 * Answers what needs no call. Counts what is left: searches that would answer the queries one by one, and
 * queries that only the whole list answers.
 */
export async function answerFromMemory(
  lookupSource: LookupSource,
  { staging, ledger, clock }: LookupTools,
): Promise<{ readonly searchable: number; readonly listOnly: number }> {
  const left = { searchable: 0, listOnly: 0 };
  const words = new Set<string>();
  staging.queries.markOptional(lookupSource.name);
  for (const queries of openPages(lookupSource.name, staging)) {
    const memory = await Memory.of(queries, lookupSource.name, { ledger, clock });
    const given: FoundIdentity[] = [];
    for (const query of queries) {
      if (memory.wasAbsent(query)) {
        staging.queries.fail(query.id, { code: "provider_not_found", message: "" }, "unread");
        continue;
      }
      const answer = lookupSource.given(query) ?? memory.answerTo(query);
      if (answer !== undefined) {
        if (isNewlyGiven(query, lookupSource, answer, memory)) given.push({ query: query.text, id: answer });
        staging.queries.answer(query.id, answer, true);
        continue;
      }
      staging.queries.setMatchKeys(query, lookupSource.matchKeysOf(query));
      const word = lookupSource.searchWord?.(query);
      if (word !== undefined && words.has(word)) continue;
      if (word !== undefined) words.add(word);
      if (lookupSource.search(query) === undefined) left.listOnly += 1;
      else left.searchable += 1;
    }
    await ledger.identities.remember(lookupSource.name, given, clock.now());
  }
  return left;
}

/** What a ledger answered to some queries; undefined to what it does not know, and to what it was not asked. */
type Recalled = (query: IdentityQuery) => string | undefined;

/** Asks all of these at once. */
async function recallTogether(
  queries: readonly IdentityQuery[],
  { identities }: Pick<Ledger, "identities">,
): Promise<Recalled> {
  const answers = await identities.recallMany(queries);
  const known = new Map(queries.map((query, place) => [nameOf(query), answers[place]]));
  return (query) => known.get(nameOf(query));
}

function nameOf({ lookupSource, query, since }: IdentityQuery): string {
  return JSON.stringify([lookupSource, query, since]);
}
