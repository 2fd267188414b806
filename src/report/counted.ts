/** A number as people write it: `12,480`. */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** A number and what is counted, in the singular or the plural: `1 row`, `12,480 rows`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** Items by key, keys in the order in which they were first seen. */
export function grouped<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** A text, or undefined when it is blank: blank cells of the results mean that nothing is known. */
export function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === "" ? undefined : trimmed;
}
