import type { Page } from "./listing.ts";

/** What shows that a list was not read whole, so that it cannot tell what is not there. */
export type Gap =
  /** Two pages told different totals. */
  | "total-moved"
  /** Several pages, or a full one, and no total to hold them against. */
  | "no-total"
  /** Fewer rows came than the list says it has, or more. */
  | "rows-missing"
  /** A row came on two pages, so that another may have come on none. */
  | "row-moved"
  /** A row was added while the list was read, so that the total may hide one that left. */
  | "row-added"
  /** A page named itself, or one before it, as the next. */
  | "page-repeated"
  /** More pages than a list of that total can have. */
  | "no-end"
  /** A page after the first could not be had. */
  | "page-lost";

/**
 * What the pages of a reading showed of the list as a whole. The rows of a reading without a gap are as many as the
 * list had when its first page was read, all of them different and none of them younger than that moment: so they
 * are all that were there, whatever came, left or moved meanwhile.
 */
export class Evidence {
  readonly #ids = new Set<string>();
  #first: Page<unknown> | undefined;
  #pages = 0;
  #rows = 0;
  #youngest = Number.NEGATIVE_INFINITY;
  #totalMoved = false;
  #repeated = false;
  #endless = false;
  #lost = 0;

  /** What two readings showed between them. A row that came in both counts once. */
  static together(one: Evidence, other: Evidence): Evidence {
    const both = new Evidence();
    both.#first = one.#first;
    both.#pages = one.#pages + other.#pages;
    for (const id of [...one.#ids, ...other.#ids]) both.#ids.add(id);
    both.#rows = both.#ids.size;
    both.#youngest = Math.max(one.#youngest, other.#youngest);
    both.#totalMoved = one.#totalMoved || other.#totalMoved || one.total !== other.total;
    both.#repeated = one.#repeated || other.#repeated;
    both.#endless = one.#endless || other.#endless;
    return both;
  }

  /** Takes a page in; says how many ids on it are new. */
  add(page: Page<unknown>): number {
    const before = this.#ids.size;
    this.#first ??= page;
    this.#pages += 1;
    this.#rows += page.ids.length;
    for (const id of page.ids) this.#ids.add(id);
    this.#youngest = Math.max(this.#youngest, page.youngest ?? this.#youngest);
    this.#totalMoved ||= page.total !== undefined && page.total !== this.#first.total;
    this.#repeated ||= page.astray;
    return this.#ids.size - before;
  }

  /** A page named one as the next that had been named before. */
  repeat(): void {
    this.#repeated = true;
  }

  /** Pages were left unread, since the list went on beyond its total. */
  endless(): void {
    this.#endless = true;
  }

  /** A page could not be had; answers how many that makes. */
  lose(): number {
    this.#lost += 1;
    return this.#lost;
  }

  /** How many rows the list has, as its first page says. */
  get total(): number | undefined {
    return this.#first?.total;
  }

  get pages(): number {
    return this.#pages;
  }

  /**
   * Why the reading may have missed a row; undefined when it cannot have.
   * @param since a moment before the first page was asked for, on the platform's clock
   * @param isShort the list has a handful of rows by nature, such as what there is about one provider
   */
  gap(since: number, isShort = false): Gap | undefined {
    if (this.#repeated) return "page-repeated";
    if (this.#endless) return "no-end";
    if (this.#lost > 0) return "page-lost";
    if (this.#totalMoved) return "total-moved";
    if (this.total === undefined) return this.#isAllOnOnePage(isShort) ? undefined : "no-total";
    if (this.#ids.size < this.#rows) return "row-moved";
    if (this.#ids.size !== this.total) return "rows-missing";
    return this.#youngest >= since && this.#pages > 1 ? "row-added" : undefined;
  }

  /** Without a total, a page that could hold more rows is all there is. */
  #isAllOnOnePage(isShort: boolean): boolean {
    const room = this.#pages === 1 ? this.#first?.room : "none";
    return room === "sure" || (room === "likely" && isShort);
  }
}

/**
 * Why two readings of a list, one after the other, may both have missed the same row; undefined when together they
 * showed all that were there.
 * @param since a moment before the first page of the first reading was asked for, on the platform's clock
 */
export function gapOfBoth(one: Evidence, other: Evidence, since: number): Gap | undefined {
  return Evidence.together(one, other).gap(since);
}

/** What a gap is called in a sentence about a list. */
export function gapSentence(gap: Gap): string {
  switch (gap) {
    case "total-moved":
      return "it grew or shrank while it was being read";
    case "no-total":
      return "it does not say how many entries it has";
    case "rows-missing":
      return "it does not return as many entries as it says it has";
    case "row-moved":
      return "its entries shifted while it was being read";
    case "row-added":
      return "an entry was added while it was being read";
    case "page-repeated":
      return "one of its pages leads back to itself";
    case "no-end":
      return "it does not end";
    case "page-lost":
      return "one of its pages could not be read";
  }
}

/** Rows on a page, on every list that is planned for. */
const pageSize = 100;

/** How many calls it takes to read a whole list. */
export function pagesOf(total: number): number {
  return Math.max(1, Math.ceil(total / pageSize));
}

/** What is known when questions are to be answered from a list or one by one. */
export interface ReadingChoice {
  /** Calls that answer the questions one by one. */
  readonly singles: number;
  /** Some questions can only be answered by the whole list. */
  readonly mustList: boolean;
  /** There is no list. */
  readonly noList: boolean;
  /** Pages of the list, as far as anybody knows: from its first page, or from an earlier run. */
  readonly pages: number | undefined;
  /** Pages of it that have been read already. */
  readonly pagesRead: number;
}

/**
 * The cheaper way. `probe` reads the first page of the list, which tells how long it is and may be all of it; it
 * costs at most one call more than asking one by one.
 */
export function chooseReading(choice: ReadingChoice): "nothing" | "singles" | "probe" | "list" {
  const { singles, mustList, noList, pages, pagesRead } = choice;
  if (singles === 0 && !mustList) return "nothing";
  if (noList) return "singles";
  if (mustList) return "list";
  if (pages !== undefined) return pages - pagesRead <= singles ? "list" : "singles";
  return singles <= 1 ? "singles" : "probe";
}
