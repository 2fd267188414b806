/**
 * Reads a table a page at a time, in the order of its key, so that a long roster needs no more memory than a short one.
 * Each page is read when the one before has been dealt with: what is changed meanwhile behind the last key is not seen,
 * what is changed before it is.
 * @param start smaller than every key: 0 for numbers, the empty string for texts
 * @param read the page that follows a key; an empty one ends it
 */
export function* pages<Item, Key extends string | number>(
  start: Key,
  read: (after: Key) => readonly Item[],
  keyOf: (item: Item) => Key,
): Generator<readonly Item[], void, undefined> {
  for (let items = read(start), last = items.at(-1); last !== undefined; last = items.at(-1)) {
    yield items;
    items = read(keyOf(last));
  }
}
