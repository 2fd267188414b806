import type { LedgerEntry } from "./entry.ts";
import { entriesFor, together } from "./together.ts";
import type { LedgerReads } from "./store.ts";
import type { RequestScope } from "./stores.ts";

/** The same ledger, of which everything that is asked about rows is asked together (`together.ts`). */
export function readsTogether<Reads extends LedgerReads>(reads: Reads): Reads {
  const { requests, changes, identities, statuses, holdings } = reads;
  const mapped = <Value>(ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>) =>
    together({ ask, partOf: entriesFor });
  const ofSubjects = perScope((scope: RequestScope) =>
    mapped((subjects) => requests.ofSubjects(scope, subjects)),
  );
  const claims = perScope((kind: string) => mapped((ids) => requests.claims(kind, ids)));
  const withRemoteIds = perScope((kinds: readonly string[]) =>
    together<string, readonly LedgerEntry[]>({
      ask: (ids) => requests.withRemoteIds(kinds, ids),
      partOf: (entries, ids) => {
        const own = new Set(ids);
        return entries.filter(({ remoteId }) => remoteId !== undefined && own.has(remoteId));
      },
    }),
  );
  const holdingsOf = perScope((platform: Parameters<typeof holdings.ofSubjects>[0]) =>
    mapped((subjects) => holdings.ofSubjects(platform, subjects)),
  );
  return {
    ...reads,
    requests: {
      ...requests,
      findMany: mapped(requests.findMany),
      ofSubjects: ({ kind, organization }, subjects) => ofSubjects({ kind, organization })(subjects),
      claims: (kind, ids) => claims(kind)(ids),
      withRemoteIds: (kinds, ids) => withRemoteIds(kinds)(ids),
    },
    changes: { ...changes, unreportedOf: mapped(changes.unreportedOf) },
    identities: {
      recallMany: together({
        ask: identities.recallMany,
        partOf: (answers, queries, from) => answers.slice(from, from + queries.length),
      }),
    },
    statuses: { lastOf: mapped(statuses.lastOf) },
    holdings: { ...holdings, ofSubjects: (platform, subjects) => holdingsOf(platform)(subjects) },
  };
}

/** One for each scope that is named. */
function perScope<Scope, Asking>(make: (scope: Scope) => Asking): (scope: Scope) => Asking {
  const made = new Map<string, Asking>();
  return (scope) => {
    const name = JSON.stringify(scope);
    const known = made.get(name) ?? make(scope);
    made.set(name, known);
    return known;
  };
}
