import type { Listed, Rows } from "./html.ts";

/**
 * How much the page lists. A table of more rows is slow to open and nobody reads it: the page then says how many
 * there are and names the results file, which has them all.
 */
export const limits = {
  requests: 5_000,
  people: 5_000,
  /** Requests that wait for us or for the provider, and those that ended without success. */
  needful: 2_000,
  /** Requests that wait for anybody else. */
  others: 300,
  /** Attestations of each span: overdue, due in 30, 60 or 90 days. */
  due: 500,
  changes: 2_000,
  unread: 500,
  /** Rows with the same error code. */
  cases: 500,
  /** Different words of a platform that are counted each on its own. */
  words: 300,
  /** Row numbers beside something that several rows name. */
  rowNumbers: 5,
  /** Requests, and providers, that are remembered so that each is counted once. */
  remembered: 250_000,
} as const;

/** How often something occurs, with one example of it. */
export interface Tallied<Item> {
  readonly item: Item;
  readonly count: number;
}

/** Counts things by key. Past so many different keys the others are counted together, as a thing of their own. */
export class Tallies<Item> {
  readonly #counts = new Map<string, { item: Item; count: number }>();
  readonly #most: number;
  readonly #other: (item: Item) => Item;

  /** @param other what stands for all that have no count of their own, made from the first of them */
  constructor(most: number, other: (item: Item) => Item) {
    this.#most = most;
    this.#other = other;
  }

  /** Counts one. */
  add(key: string, item: Item): void {
    const known = this.#counts.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.#counts.size < this.#most) this.#counts.set(key, { item, count: 1 });
    else this.#addOther(item);
  }

  #addOther(item: Item): void {
    const known = this.#counts.get(others);
    if (known === undefined) this.#counts.set(others, { item: this.#other(item), count: 1 });
    else known.count += 1;
  }

  /** The commonest first; what occurs equally often stays in the order in which it was first seen. */
  get all(): readonly Tallied<Item>[] {
    return [...this.#counts.values()].toSorted((one, other) => other.count - one.count);
  }
}

/** No key of a thing has a line break: they are words of a platform, in JSON where there are several. */
const others = "\n";

/** Something to be listed, with the rows that name it. */
export interface Kept<Item> {
  readonly item: Item;
  readonly rows: Rows;
}

interface Held<Item> {
  readonly key: string;
  readonly item: Item;
  readonly rows: { first: number[]; count: number };
}

/**
 * Keeps those that come first, either in the order in which they come or in one of their own, and counts them all.
 * Never holds more than twice what it keeps.
 */
export class TopList<Item> {
  readonly #most: number;
  readonly #compare: ((one: Item, other: Item) => number) | undefined;
  readonly #held = new Map<string, Held<Item>>();
  #count = 0;
  /** The last of those that were kept when there were too many; nothing behind it will be listed. */
  #last: Item | undefined;

  constructor(most: number, compare?: (one: Item, other: Item) => number) {
    this.#most = most;
    this.#compare = compare;
  }

  /** Takes in a thing that was not there before. */
  add(key: string, item: Item, row: number): void {
    this.#count += 1;
    if (this.#compare === undefined && this.#held.size >= this.#most) return;
    if (this.#last !== undefined && this.#compare !== undefined && this.#compare(this.#last, item) <= 0)
      return;
    this.#held.set(key, { key, item, rows: { first: [row], count: 1 } });
    if (this.#held.size >= this.#most * 2) this.#keepFirst();
  }

  /** One more row names a thing that was taken in before; nothing happens when it is not held any more. */
  addRow(key: string, row: number): void {
    const rows = this.#held.get(key)?.rows;
    if (rows === undefined || rows.first.at(-1) === row) return;
    rows.count += 1;
    if (rows.first.length < limits.rowNumbers) rows.first.push(row);
  }

  #sorted(): readonly Held<Item>[] {
    const compare = this.#compare;
    const all = [...this.#held.values()];
    return compare === undefined ? all : all.toSorted((one, other) => compare(one.item, other.item));
  }

  #keepFirst(): void {
    const sorted = this.#sorted();
    this.#last = sorted[this.#most - 1]?.item;
    for (const { key } of sorted.slice(this.#most)) this.#held.delete(key);
  }

  /** The first of them, and how many there are. */
  get listed(): Listed<Kept<Item>> {
    return {
      items: this.#sorted()
        .slice(0, this.#most)
        .map(({ item, rows }) => ({ item, rows })),
      count: this.#count,
    };
  }
}
