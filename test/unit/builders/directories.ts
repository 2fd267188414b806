import type { Decision, LookupSource, Entry, Query } from "../../../src/platforms/resource.ts";

/** Rows as entries, the way a list of the lookup source gives them. */
export function entriesOf(lookupSource: LookupSource, rows: readonly unknown[]): readonly Entry[] {
  const listing = lookupSource.all;
  if (listing === undefined) throw new Error(`${lookupSource.name} has no list`);
  const envelope = { count: rows.length, next: null, results: rows, items: rows };
  return listing.read(envelope, undefined)?.items ?? [];
}

/** What a lookup source says to a question when a list or a search shows these rows. */
export function decided(
  lookupSource: LookupSource,
  query: Query,
  rows: readonly unknown[],
  { all = false }: { readonly all?: boolean } = {},
): Decision {
  const matchKeys = new Set(lookupSource.matchKeysOf(query));
  const entries = entriesOf(lookupSource, rows);
  const candidates = all
    ? entries.filter((entry) => entry.matchKeys.some((matchKey) => matchKeys.has(matchKey)))
    : entries;
  return lookupSource.decide(query, candidates, all);
}
