import type { Query, Decision, LookupSource, Entry } from "./resource.ts";

/** Titles and generations that stand behind a name without being part of it. */
const suffixes = new Set(["jr", "sr", "ii", "iii", "iv", "md", "do", "np", "pa", "rn", "phd", "dds", "dmd"]);

/** A name without letter case, accents, punctuation, blanks and what stands behind it. */
export function foldName(name: string): string {
  return wordsOf(name).join("");
}

function wordsOf(name: string): readonly string[] {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}+|['’`.]/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return words.length > 1 ? words.filter((word, index) => index === 0 || !suffixes.has(word)) : words;
}

/** Something with a name on a platform: practices, groups, payers, lines of business. */
export function foldLabel(label: string): string {
  const folded = label
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  // a name of signs alone is that name, not the same as any other
  return folded === "" ? label.trim() : folded;
}

/** A first name, folded, without the initials that stand behind it; undefined where there are none. */
export function withoutMiddleInitial(name: string): string | undefined {
  const words = wordsOf(name);
  const last = words.findLastIndex((word) => !/^.$/u.test(word));
  return last < 0 || last === words.length - 1 ? undefined : words.slice(0, last + 1).join("");
}

/** A person's names, folded; absent ones contradict nothing. */
export interface PersonName {
  readonly first?: string | undefined;
  /** The first name {@link withoutMiddleInitial}. */
  readonly plainFirst?: string | undefined;
  /** Other first names that the person goes by. */
  readonly alsoFirst?: readonly string[] | undefined;
  readonly last?: string | undefined;
  readonly alsoLast?: readonly string[] | undefined;
}

/**
 * Whether two people cannot be the same for their names. An initial fits every name that begins with it, and a middle
 * initial that only one of them gives says nothing.
 */
export function namesContradict(asked: PersonName, found: PersonName): boolean {
  const knownFirst = [found.first, ...(found.alsoFirst ?? [])].filter(isName);
  const knownLast = [found.last, ...(found.alsoLast ?? [])].filter(isName);
  return (
    (isName(asked.first) && knownFirst.length > 0 && !firstFits(asked, found, knownFirst)) ||
    (isName(asked.last) && knownLast.length > 0 && !knownLast.includes(asked.last))
  );
}

function isName(name: string | undefined): name is string {
  return name !== undefined && name !== "";
}

function firstFits(asked: PersonName, found: PersonName, known: readonly string[]): boolean {
  const first = asked.first ?? "";
  if (known.some((name) => name === first || isInitialOf(name, first) || isInitialOf(first, name)))
    return true;
  // "Chloe M." is Chloe, and is Chloe Marie
  if (asked.plainFirst !== undefined)
    return known.some((name) => name === asked.plainFirst || name.startsWith(first));
  if (found.plainFirst === undefined || found.first === undefined) return false;
  return first === found.plainFirst || first.startsWith(found.first);
}

function isInitialOf(short: string, long: string): boolean {
  return short.length === 1 && long.startsWith(short);
}

type Words = Query["about"];

/** What a lookup source has to know to judge an id of an earlier run. */
interface EarlierIdRules {
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
function withIdAsWritten({ lookupSource, about }: Query): Query {
  const { earlier, ...words } = about;
  return { lookupSource, about: earlier === undefined ? words : { id: earlier, ...words } };
}

/** The question by its words alone. */
function withoutId({ lookupSource, about }: Query): Query {
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
