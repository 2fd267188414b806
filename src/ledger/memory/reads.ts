import { groupedBy } from "../../text/grouped.ts";
import type { LedgerEntry } from "../entry.ts";
import type { LedgerReads } from "../store.ts";
import type { RequestReader, RequestScope } from "../stores.ts";
import { byBytes, placeOf, type MemoryTables, rowsOf } from "./rows.ts";

/** All that can be asked of a ledger in memory. */
export function memoryReads(tables: MemoryTables): LedgerReads {
  return {
    requests: requestReads(tables),
    holdings: holdingReads(tables),
    changes: {
      anyUnreported: async () => tables.changes.some(({ reportedBy }) => reportedBy === undefined),
      unreportedOf: async (keys) => {
        const wanted = new Set(keys);
        const found = tables.changes.filter(
          ({ key, reportedBy }) => reportedBy === undefined && wanted.has(key),
        );
        return groupedBy(found.map(withoutReporter), ({ key }) => key);
      },
      since: async function* (at) {
        for (const change of tables.changes) if (change.seenAt >= at) yield withoutReporter(change);
      },
    },
    identities: {
      recallMany: async (queries) =>
        queries.map(({ lookupSource, hash, since }) => {
          const found = tables.identities.get(placeOf(lookupSource, hash));
          return found === undefined || found.at < since ? undefined : found.id;
        }),
    },
    statuses: { lastOf: async (handles) => those(tables.statuses, handles) },
    lists: { recallMany: async (names) => those(tables.lists, names) },
    calls: {
      since: async (account, after) =>
        tables.calls
          .filter((call) => call.account === account && call.at > after)
          .map(({ at }) => at)
          .toSorted((one, other) => one - other),
    },
    runs: {
      known: async (ids) => new Set(those(tables.runs, ids).keys()),
      since: async function* (at) {
        for (const run of runsInOrder(tables)) if (run.startedAt >= at) yield run;
      },
      unfinished: async () => {
        const run = runsInOrder(tables).findLast(({ endedAt }) => endedAt === undefined);
        if (run === undefined) return undefined;
        const { id, command, pid, host, startedAt } = run;
        return { id, command, pid, host, startedAt };
      },
    },
    written: { known: async (hashes) => new Set(those(tables.written, hashes).keys()) },
    meta: async (name) => tables.meta.get(name),
    organizations: async (platform) => {
      const own = [...tables.requests.all()].filter((entry) => entry.platform === platform);
      return [...new Set(own.map(({ organization }) => organization))].toSorted(byBytes);
    },
    dump: async function* () {
      yield* rowsOf(tables);
    },
  };
}

function requestReads(tables: MemoryTables): RequestReader {
  const { requests } = tables;
  const inOrder = (): readonly LedgerEntry[] => [...requests.all()].toSorted(byKey);
  const inScope = ({ kind, organization }: RequestScope): readonly LedgerEntry[] =>
    [...requests.all()]
      .filter((entry) => entry.kind === kind && entry.organization === organization)
      .toSorted(byKey);
  const withIds = (kinds: readonly string[], ids: readonly string[]): readonly LedgerEntry[] =>
    [...new Set(kinds)]
      .flatMap((kind) => [...new Set(ids)].flatMap((id) => requests.withRemoteId(kind, id)))
      .toSorted(byKey);
  return {
    findMany: async (keys) => those(requests, keys),
    ofSubjects: async ({ kind, organization }, subjects) => {
      const found = subjects.map(
        (subject) => [subject, requests.ofSubject(kind, organization, subject).toSorted(byKey)] as const,
      );
      return new Map(found.filter(([, entries]) => entries.length > 0));
    },
    withRemoteIds: async (kinds, ids) => withIds(kinds, ids),
    claims: async (kind, ids) =>
      new Map(
        withIds([kind], ids).flatMap(({ standing, remoteId, key }) =>
          standing === "accepted" && remoteId !== undefined ? [[remoteId, key] as const] : [],
        ),
      ),
    unsettled: async (scope) =>
      inScope(scope)
        .filter(({ standing }) => standing === "intended" || standing === "in_doubt")
        .toSorted((one, other) => (one.intendedAt ?? 0) - (other.intendedAt ?? 0)),
    sentUnseen: async (scope) =>
      inScope(scope).filter(
        ({ standing, unsettledSince }) =>
          unsettledSince !== undefined && (standing === "refused" || standing === "released"),
      ),
    all: async function* () {
      yield* inOrder();
    },
    changed: async function* () {
      const reached = new Map<string, number>();
      for (const { key, to, seenAt } of tables.changes) {
        const name = placeOf(key, to);
        reached.set(name, Math.min(reached.get(name) ?? seenAt, seenAt));
      }
      for (const entry of inOrder()) {
        const reachedAt = reached.get(placeOf(entry.key, entry.status ?? ""));
        if (entry.status !== undefined && reachedAt !== undefined) yield { ...entry, reachedAt };
      }
    },
  };
}

function holdingReads({ holdings, readings }: MemoryTables): LedgerReads["holdings"] {
  const all = () => [...holdings.values()].map(({ holding }) => holding);
  return {
    ofSubjects: async (platform, subjects) => {
      const wanted = new Set(subjects);
      const found = all().filter((holding) => holding.platform === platform && wanted.has(holding.subject));
      const inOrder = found.toSorted(
        (one, other) =>
          byBytes(one.kind, other.kind) ||
          byBytes(one.state ?? "", other.state ?? "") ||
          byBytes(one.id, other.id),
      );
      return groupedBy(inOrder, ({ subject }) => subject);
    },
    findMany: async ({ platform, kind }, ids) =>
      new Map(
        ids.flatMap((id) => {
          const found = holdings.get(placeOf(platform, kind, id))?.holding;
          return found === undefined ? [] : [[id, found] as const];
        }),
      ),
    endingBefore: async ({ platform, kind }, day) =>
      all()
        .filter((holding) => holding.platform === platform && holding.kind === kind)
        .filter(({ until }) => until !== undefined && until < day)
        .toSorted((one, other) => byBytes(one.until ?? "", other.until ?? "") || byBytes(one.id, other.id))
        .slice(0, 1000),
    readings: async ({ platform, kind }, subjects) =>
      new Map(
        subjects.flatMap((subject) => {
          const found = readings.get(placeOf(platform, kind, subject));
          if (found === undefined) return [];
          const { wholeAt, readAt } = found;
          return [[subject, { subject, wholeAt, readAt }] as const];
        }),
      ),
  };
}

function withoutReporter({ key, from, to, seenAt }: MemoryTables["changes"][number]) {
  return { key, from, to, seenAt };
}

function runsInOrder({ runs }: MemoryTables) {
  return [...runs.values()].toSorted(
    (one, other) => one.startedAt - other.startedAt || byBytes(one.id, other.id),
  );
}

function byKey(one: LedgerEntry, other: LedgerEntry): number {
  return byBytes(one.key, other.key);
}

function those<Value>(
  map: { readonly get: (key: string) => Value | undefined },
  keys: readonly string[],
): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) found.set(key, value);
  }
  return found;
}
