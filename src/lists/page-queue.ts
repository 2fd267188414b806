import type { Further, Page } from "./listing.ts";
import type { Evidence } from "./whole.ts";

/** More pages than any organization can have. */
const mostPages = 20_000;

/** After so many pages that bring nothing new there is nothing more to come, whatever the total says. */
const mostBarrenPages = 3;

/** The pages of a list that are known and not read yet. They end, whatever totals and links say. */
export class PageQueue {
  readonly #evidence: Evidence;
  /** Marks that were handed out, or wait. */
  readonly #known = new Set<string>();
  /** Marks that a page named as the next. */
  readonly #named = new Set<string>();
  readonly #waiting: string[] = [];
  #further: Further | undefined;
  #index = 0;
  #barren = 0;
  #most = mostPages;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** Takes in what a page makes known. */
  add(page: Page<unknown>): void {
    const fresh = this.#evidence.add(page);
    if (fresh === 0) this.#barren += 1;
    if (this.#evidence.pages === 1) {
      this.#further = page.further;
      // as many again for what may come while it is read
      if (page.total !== undefined)
        this.#most = Math.min(mostPages, 10 + Math.ceil((2 * page.total) / Math.max(fresh, 1)));
    }
    const { next } = page;
    if (next === undefined) return;
    if (this.#named.has(next)) this.#evidence.repeat();
    this.#named.add(next);
    if (this.#known.has(next)) return;
    this.#known.add(next);
    this.#waiting.push(next);
  }

  /** The next page to read; undefined when none is known, or none is worth it. */
  take(): string | undefined {
    if (this.open === 0) return undefined;
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) return waiting;
    for (;;) {
      const cursor = this.#further?.at(this.#index);
      if (cursor === undefined || this.#index >= (this.#further?.count ?? 0)) return undefined;
      this.#index += 1;
      if (this.#known.has(cursor)) continue;
      this.#known.add(cursor);
      return cursor;
    }
  }

  /** How many pages are left to read, as far as is known now. */
  get open(): number {
    const left = this.#waiting.length + Math.max(0, (this.#further?.count ?? 0) - this.#index);
    if (left === 0 || this.#barren >= mostBarrenPages) return 0;
    if (this.#known.size < this.#most) return left;
    this.#evidence.endless();
    return 0;
  }
}
