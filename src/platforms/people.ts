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
