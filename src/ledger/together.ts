import type { LedgerEntry } from "./entry.ts";
import type { LedgerReads } from "./store.ts";
import type { RequestScope } from "./stores.ts";

/** So many are asked for at once at most. */
const most = 2_000;

interface Waiting<Key, Answer> {
  readonly keys: readonly Key[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** How answers to several sets become the answers to each. */
interface Shares<Key, Answer> {
  readonly ask: (keys: readonly Key[]) => Promise<Answer>;
  /** The part of an answer that is about some of the keys, which stand in the question from a place on. */
  readonly partOf: (answer: Answer, keys: readonly Key[], from: number) => Answer;
}

/**
 * Asks at once for all that is asked for in the same turn of the event loop, by whomever: what works on many rows side by
 * side costs one question for all of them. Each gets the answer to its own.
 */
export function together<Key, Answer>({
  ask,
  partOf,
}: Shares<Key, Answer>): (keys: readonly Key[]) => Promise<Answer> {
  let waiting: Waiting<Key, Answer>[] = [];
  const askAll = async (): Promise<void> => {
    const asked = waiting;
    waiting = [];
    for (const group of groupsOf(asked)) await answerGroup(group);
  };
  const answerGroup = async (group: readonly Waiting<Key, Answer>[]): Promise<void> => {
    try {
      const answer = await ask(group.flatMap(({ keys }) => keys));
      let from = 0;
      for (const { keys, resolve } of group) {
        resolve(group.length === 1 ? answer : partOf(answer, keys, from));
        from += keys.length;
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };
  return (keys) => {
    if (keys.length === 0) return ask(keys);
    return new Promise((resolve, reject) => {
      waiting.push({ keys, resolve, reject });
      if (waiting.length === 1) setImmediate(() => void askAll());
    });
  };
}

function groupsOf<Key, Answer>(
  asked: readonly Waiting<Key, Answer>[],
): readonly (readonly Waiting<Key, Answer>[])[] {
  const groups: Waiting<Key, Answer>[][] = [];
  let size = 0;
  for (const one of asked) {
    const last = groups.at(-1);
    if (last === undefined || size + one.keys.length > most) {
      groups.push([one]);
      size = one.keys.length;
    } else {
      last.push(one);
      size += one.keys.length;
    }
  }
  return groups;
}

/** The entries of a map for some of its keys. */
export function entriesFor<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  keys: readonly Key[],
): ReadonlyMap<Key, Value> {
  const part = new Map<Key, Value>();
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) part.set(key, value);
  }
  return part;
}

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
