/** Items by a key of theirs: keys in the order in which they were first seen, each list in the order of the items. */
export function groupedBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/**
 * Tells the first sight of a key from the second. It remembers so many keys and no more: of a roster that has more,
 * the rest is counted by row.
 */
export class Distinct {
  readonly #seen = new Set<string>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether the key is new. */
  isNew(key: string): boolean {
    if (this.#seen.has(key)) return false;
    if (this.#seen.size < this.#most) this.#seen.add(key);
    return true;
  }

  /** Some keys may have been counted more than once. */
  get isFull(): boolean {
    return this.#seen.size >= this.#most;
  }
}
