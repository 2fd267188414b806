import type { Listed, Rows } from "../report-rows.ts";
import { limits } from "./limits.ts";

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
