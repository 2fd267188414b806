import type { Question } from "../staging/queries.ts";
import type { Decision, Directory, Entry } from "./platform.ts";

type Words = Question["about"];

/** What a directory has to know to judge an id of an earlier run. */
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
  directory: string,
  id: string | undefined,
  words: Words,
  answered: boolean,
): Question {
  if (id === undefined) return { directory, about: words };
  const asEarlier = answered && Object.keys(words).length > 0;
  return { directory, about: { [asEarlier ? "earlier" : "id"]: id, ...words } };
}

/** The id of an earlier run that a question holds. */
export function earlierIdOf({ about }: Pick<Question, "about">): string | undefined {
  return about["earlier"];
}

/** The question as a person would ask it who wrote the id as well as the words. */
export function withIdAsWritten({ directory, about }: Question): Question {
  const { earlier, ...words } = about;
  return { directory, about: earlier === undefined ? words : { id: earlier, ...words } };
}

/** The question by its words alone. */
export function withoutId({ directory, about }: Question): Question {
  const { earlier: _earlier, id: _id, ...words } = about;
  return { directory, about: words };
}

/** The questions whose remembered answer shows that the id of a question was found by its words. */
export function vouchersOf(question: Question): readonly Question[] {
  const words = withoutId(question);
  if (Object.keys(words.about).length === 0) return [];
  return earlierIdOf(question) === undefined ? [words] : [withIdAsWritten(question), words];
}

/** The question under which an answer is remembered: what was found by the words is not the id's merit. */
export function rememberedAs(question: Question, found: string): Question {
  if (earlierIdOf(question) === undefined) return question;
  return found === earlierIdOf(question) ? withIdAsWritten(question) : withoutId(question);
}

/**
 * Lets a directory answer questions about ids of an earlier run. One whose thing the words are those of is that thing;
 * else the words are asked as in a fresh roster, and the id only decides what they cannot: they name nothing, or
 * several things, and the id does not contradict them.
 */
export function believingEarlierIds(directory: Directory, rules: EarlierIdRules): Directory {
  const { given, handlesOf, search, decide } = directory;
  return {
    ...directory,
    given: (question) => (earlierIdOf(question) === undefined ? given(question) : undefined),
    handlesOf: (question) => {
      const earlier = earlierIdOf(question);
      if (earlier === undefined) return handlesOf(question);
      const words = withoutId(question);
      return [`id:${earlier}`, ...(rules.canAsk(words.about) ? handlesOf(words) : [])];
    },
    search: (question) => search(withIdAsWritten(question)),
    decide: (question, entries, all) => {
      const earlier = earlierIdOf(question);
      if (earlier === undefined) return decide(question, entries, all);
      const words = withoutId(question);
      const refusal = rules.refuse?.(words.about);
      if (refusal !== undefined) return refusal;
      const own = entries.find(({ id }) => id === earlier);
      if (own !== undefined && rules.areOf(words.about, own)) return { found: earlier };
      const asWritten = decide(withIdAsWritten(question), own === undefined ? [] : [own], all);
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
