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
