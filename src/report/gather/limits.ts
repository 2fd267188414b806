/**
 * How much the page lists. A table of more rows is slow to open and nobody reads it: the page then says how many
 * there are and names the results file, which has them all.
 */
export const limits = {
  requests: 5_000,
  people: 5_000,
  ours: 2_000,
  due: 2_000,
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
