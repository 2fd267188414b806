import type { Query } from "./query.ts";
import type { Decision, LookupSource, Entry } from "./platform.ts";

type Words = Query["about"];

/** What a lookup source has to know to judge an id of an earlier run. */
export interface EarlierIdRules {
  /** Whether words without an id name anything that can be asked for. */
  readonly canAsk: (words: Words) => boolean;
  /** Why words cannot stand beside an id that they were never seen with; undefined where they can. */
  readonly refuse?: (words: Words) => Decision | undefined;
  /** Whether words are those of an entry: something agrees and nothing differs. */
  readonly areOf: (words: Words, entry: Entry) => boolean;
}

/**
 * The question about a thing that a row names by an id and by words. The id that an earlier run answered counts only
 * for the words that it was found by, and these may have been typed over since: it is asked about as `earlier`. The id
 * that a person wrote is asked about as `id`, and must agree with the words.
 */
export function idAndWords(
  lookupSource: string,
  id: string | undefined,
  words: Words,
  answered: boolean,
): Query {
  if (id === undefined) return { lookupSource, about: words };
  const asEarlier = answered && Object.keys(words).length > 0;
  return { lookupSource, about: { [asEarlier ? "earlier" : "id"]: id, ...words } };
}

/** The id of an earlier run that a question holds. */
export function earlierIdOf({ about }: Pick<Query, "about">): string | undefined {
  return about["earlier"];
}

/** The question as a person would ask it who wrote the id as well as the words. */
export function withIdAsWritten({ lookupSource, about }: Query): Query {
  const { earlier, ...words } = about;
  return { lookupSource, about: earlier === undefined ? words : { id: earlier, ...words } };
}

/** The question by its words alone. */
export function withoutId({ lookupSource, about }: Query): Query {
  const { earlier: _earlier, id: _id, ...words } = about;
  return { lookupSource, about: words };
}

/** The questions whose remembered answer shows that the id of a question was found by its words. */
export function vouchersOf(query: Query): readonly Query[] {
  const words = withoutId(query);
  if (Object.keys(words.about).length === 0) return [];
  return earlierIdOf(query) === undefined ? [words] : [withIdAsWritten(query), words];
}

/** The question under which an answer is remembered: what was found by the words is not the id's merit. */
export function rememberedAs(query: Query, found: string): Query {
  if (earlierIdOf(query) === undefined) return query;
  return found === earlierIdOf(query) ? withIdAsWritten(query) : withoutId(query);
}

/**
 * Lets a lookup source answer questions about ids of an earlier run. One whose thing the words are those of is that thing;
 * else the words are asked as in a fresh roster, and the id only decides what they cannot: they name nothing, or
 * several things, and the id does not contradict them.
 */
export function believingEarlierIds(lookupSource: LookupSource, rules: EarlierIdRules): LookupSource {
  const { given, matchKeysOf, search, decide } = lookupSource;
  return {
    ...lookupSource,
    given: (query) => (earlierIdOf(query) === undefined ? given(query) : undefined),
    matchKeysOf: (query) => {
      const earlier = earlierIdOf(query);
      if (earlier === undefined) return matchKeysOf(query);
      const words = withoutId(query);
      return [`id:${earlier}`, ...(rules.canAsk(words.about) ? matchKeysOf(words) : [])];
    },
    search: (query) => search(withIdAsWritten(query)),
    decide: (query, entries, all) => {
      const earlier = earlierIdOf(query);
      if (earlier === undefined) return decide(query, entries, all);
      const words = withoutId(query);
      const refusal = rules.refuse?.(words.about);
      if (refusal !== undefined) return refusal;
      const own = entries.find(({ id }) => id === earlier);
      if (own !== undefined && rules.areOf(words.about, own)) return { found: earlier };
      const asWritten = decide(withIdAsWritten(query), own === undefined ? [] : [own], all);
      if (!rules.canAsk(words.about)) return asWritten;
      const otherwise = "found" in asWritten ? asWritten.found : undefined;
      if (!all) return { instead: words, otherwise };
      return byWords(decide(words, entries, all), otherwise);
    },
  };
}

/** What the words say, or the id where they do not say it. */
function byWords(decision: Decision, otherwise: string | undefined): Decision {
  const isOpen = "failed" in decision && decision.contradicts !== true;
  return isOpen && otherwise !== undefined ? { found: otherwise } : decision;
}
