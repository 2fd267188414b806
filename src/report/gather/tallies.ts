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
