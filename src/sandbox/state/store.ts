/** The records of one kind, in the order in which they came. */
export class Store<T extends { readonly id: string }> {
  readonly #rows: T[] = [];
  readonly #places = new Map<string, number>();
  #changes = 0;

  /** A live view: it grows and changes with the store. */
  get rows(): readonly T[] {
    return this.#rows;
  }

  /** Grows with every change, so that readers can tell whether what they made of the rows still holds. */
  get changes(): number {
    return this.#changes;
  }

  find(id: string): T | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#rows[place];
  }

  /** Adds the record, or puts it in the place of the one with the same id. */
  put(row: T): void {
    this.#changes += 1;
    const place = this.#places.get(row.id);
    if (place !== undefined) {
      this.#rows[place] = row;
      return;
    }
    this.#places.set(row.id, this.#rows.length);
    this.#rows.push(row);
  }
}
