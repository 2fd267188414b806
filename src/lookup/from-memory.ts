import type { Client } from "../http/client.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { recallTogether, type Recalled } from "../ledger/recall.ts";
import type { FoundIdentity, IdentityQuery } from "../ledger/stores.ts";
import type { LookupSource } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import { earlierIdOf, vouchersOf } from "../platforms/earlier-id.ts";
import { textOf, type OpenQuery } from "../platforms/query.ts";
import type { Staging } from "../staging/staging.ts";
import { openPages } from "./each-open.ts";

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
  for (let after = 0; ;) {
    const queries = staging.queries.endedOptional(lookupSource, after, 200);
    const last = queries.at(-1);
    if (last === undefined) return;
    after = last.id;
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
