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
