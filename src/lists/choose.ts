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
