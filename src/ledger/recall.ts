import type { Ledger } from "./ledger.ts";
import type { IdentityQuery } from "./stores.ts";

/** What a ledger answered to some queries; undefined to what it does not know, and to what it was not asked. */
export type Recalled = (query: IdentityQuery) => string | undefined;

/** Asks all of these at once. */
export async function recallTogether(
  queries: readonly IdentityQuery[],
  { identities }: Pick<Ledger, "identities">,
): Promise<Recalled> {
  const answers = await identities.recallMany(queries);
  const known = new Map(queries.map((query, place) => [nameOf(query), answers[place]]));
  return (query) => known.get(nameOf(query));
}

function nameOf({ lookupSource, query, since }: IdentityQuery): string {
  return JSON.stringify([lookupSource, query, since]);
}
