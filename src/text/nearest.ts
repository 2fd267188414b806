/** Longer texts are no mistyped words, and to compare them would take long. */
const longestWord = 64;

/** The number of letters to change, add, drop or swap with a neighbour to get from one word to the other. */
export function distance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] && i > 1 && j > 1) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[other.length] ?? 0;
}

/** The word that was probably meant, if one is near enough; letter case counts for little. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  let best: { readonly word: string; readonly cost: number } | undefined;
  const folded = word.toLowerCase();
  for (const candidate of candidates) {
    if (candidate.length > longestWord) continue;
    const cost = distance(folded, candidate.toLowerCase()) + (word === candidate ? 0 : 0.5);
    if (best === undefined || cost < best.cost) best = { word: candidate, cost };
  }
  if (best === undefined || best.cost > Math.max(1.5, word.length / 3)) return undefined;
  return best.word;
}
