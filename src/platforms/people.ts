/** Titles and generations that stand behind a name without being part of it. */
const suffixes = new Set(["jr", "sr", "ii", "iii", "iv", "md", "do", "np", "pa", "rn", "phd", "dds", "dmd"]);

/** A name without letter case, accents, punctuation, blanks and what stands behind it. */
export function foldName(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}+|['’`.]/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const kept = words.length > 1 ? words.filter((word, index) => index === 0 || !suffixes.has(word)) : words;
  return kept.join("");
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

/** A person's names, folded; absent ones contradict nothing. */
export interface PersonName {
  readonly first?: string | undefined;
  /** Other first names that the person goes by. */
  readonly alsoFirst?: readonly string[] | undefined;
  readonly last?: string | undefined;
  readonly alsoLast?: readonly string[] | undefined;
}

/** Whether two people cannot be the same for their names. An initial fits every name that begins with it. */
export function namesContradict(asked: PersonName, found: PersonName): boolean {
  return (
    partContradicts(asked.first, [found.first, ...(found.alsoFirst ?? [])], true) ||
    partContradicts(asked.last, [found.last, ...(found.alsoLast ?? [])], false)
  );
}

function partContradicts(
  asked: string | undefined,
  found: readonly (string | undefined)[],
  initials: boolean,
): boolean {
  const known = found.filter((name): name is string => name !== undefined && name !== "");
  if (asked === undefined || asked === "" || known.length === 0) return false;
  return !known.some((name) => {
    if (name === asked) return true;
    if (!initials) return false;
    const [short, long] = name.length < asked.length ? [name, asked] : [asked, name];
    return short.length === 1 && long.startsWith(short);
  });
}
