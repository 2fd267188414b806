/**
 * What was seen, in rounds of which each has every key at most once, so that a round can be kept as one set: the n-th
 * mention of a key is in the n-th round.
 */
export function roundsOf<Item extends { readonly key: string }>(
  items: readonly Item[],
): readonly (readonly Item[])[] {
  const mentions = new Map<string, number>();
  const rounds: Item[][] = [];
  for (const item of items) {
    const round = mentions.get(item.key) ?? 0;
    mentions.set(item.key, round + 1);
    (rounds[round] ??= []).push(item);
  }
  return rounds;
}
