import type { Client } from "../http/client.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { LookupSource } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import { earlierIdOf, vouchersOf } from "../platforms/earlier-id.ts";
import { textOf, type OpenQuery } from "../staging/queries.ts";
import type { Staging } from "../staging/staging.ts";
import { eachOpen } from "./each-open.ts";

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

/**
 * What the ledger remembers. An id that stands beside its words needs only to have been found by them, however long
 * ago: it is the row's own answer.
 */
async function recalled(
  query: OpenQuery,
  lookupSource: string,
  { ledger, clock }: Pick<LookupTools, "ledger" | "clock">,
): Promise<string | undefined> {
  const since = clock.now() - longestMemoryMs;
  const earlier = earlierIdOf(query);
  const id = earlier ?? query.about["id"];
  const same =
    earlier === undefined ? await ledger.identities.recall(lookupSource, query.text, since) : undefined;
  if (same !== undefined || id === undefined) return same;
  for (const voucher of vouchersOf(query)) {
    const known = await ledger.identities.recall(
      lookupSource,
      textOf(voucher),
      earlier === undefined ? since : 0,
    );
    if (known === id) return id;
  }
  return undefined;
}

/** An id that stood beside other words was seen with them, though nobody had to be asked. */
async function rememberGiven(
  query: OpenQuery,
  lookupSource: LookupSource,
  id: string,
  { ledger, clock }: Pick<LookupTools, "ledger" | "clock">,
): Promise<void> {
  if (Object.keys(query.about).length === 1 || lookupSource.given(query) !== id) return;
  if ((await ledger.identities.recall(lookupSource.name, query.text, 0)) === id) return;
  await ledger.identities.remember(lookupSource.name, [{ query: query.text, id }], clock.now());
}

/** Who was not found, and is asked about for their dates alone, is looked for again after a week. */
const absenceMs = 7 * 86_400_000;

async function wasAbsent(
  query: OpenQuery,
  lookupSource: string,
  { ledger, clock }: Pick<LookupTools, "ledger" | "clock">,
): Promise<boolean> {
  if (query.optional !== true) return false;
  const since = clock.now() - absenceMs;
  return (await ledger.identities.recall(absences(lookupSource), query.text, since)) !== undefined;
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
  await eachOpen(lookupSource.name, staging, async (query) => {
    if (await wasAbsent(query, lookupSource.name, { ledger, clock })) {
      staging.queries.fail(query.id, { code: "provider_not_found", message: "" }, "unread");
      return;
    }
    const answer = lookupSource.given(query) ?? (await recalled(query, lookupSource.name, { ledger, clock }));
    if (answer !== undefined) {
      await rememberGiven(query, lookupSource, answer, { ledger, clock });
      staging.queries.answer(query.id, answer, true);
      return;
    }
    staging.queries.setMatchKeys(query, lookupSource.matchKeysOf(query));
    const word = lookupSource.searchWord?.(query);
    if (word !== undefined && words.has(word)) return;
    if (word !== undefined) words.add(word);
    if (lookupSource.search(query) === undefined) left.listOnly += 1;
    else left.searchable += 1;
  });
  return left;
}
