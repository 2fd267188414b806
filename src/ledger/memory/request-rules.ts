import type { LedgerEntry, SubmissionOutcome } from "../entry.ts";
import { RefusedChange } from "../store.ts";
import type { MemoryTables } from "./rows.ts";
import { type ChangeOf, nothingRemote, mayBeSent, identityOf, heldBy, accept } from "./seen-rules.ts";

/** An intent for all that is sent together, or for none of it. */
export function intend(
  { requests }: MemoryTables,
  { requests: wanted, at, run, clockAheadMs }: ChangeOf<"intend">,
): undefined {
  const met = new Set<string>();
  for (const { key } of wanted) {
    if (met.has(key) || !mayBeSent(requests.get(key)))
      throw new RefusedChange(`${key} was requested before; it is not sent again`);
    met.add(key);
  }
  for (const request of wanted) {
    const before = requests.get(request.key);
    requests.set({
      ...(before ?? identityOf(request)),
      attributes: request.attributes,
      standing: "intended",
      origin: "created",
      intendedAt: at,
      unsettledSince: before?.unsettledSince ?? at,
      clockAheadMs,
      givenUp: before?.givenUp,
      seenAt: before?.seenAt,
      sends: (before?.sends ?? 0) + 1,
      run,
      ...nothingRemote,
      createdAt: undefined,
      shownAt: undefined,
      doubtSince: undefined,
      settledAt: undefined,
      answerStatus: undefined,
      operationId: undefined,
      problem: undefined,
    });
  }
  return undefined;
}

/** How a submission ended. */
export function recordOutcome(
  tables: MemoryTables,
  { keys, ended, at, run }: ChangeOf<"outcome">,
): "recorded" | "claimed" {
  if (ended.outcome !== "accepted") {
    for (const key of keys) end(tables, key, { ...ended, certain: true, at, run });
    return "recorded";
  }
  const { remoteId: id, shared } = ended.remote;
  if (
    id !== undefined &&
    ended.isShared !== true &&
    keys.some((key) => othersWith(tables, key, id).length > 0)
  ) {
    const problem = `answered with the id ${id}, which another request has`;
    for (const key of keys) end(tables, key, { outcome: "in_doubt", problem, certain: true, at, run });
    return "claimed";
  }
  for (const [place, key] of keys.entries()) {
    const isIts = place === 0 || shared === true || id === undefined;
    accept(tables, key, isIts ? ended.remote : {}, { at, run, placed: id !== undefined });
  }
  return "recorded";
}

/** It came to nothing. */
export function endAll(
  tables: MemoryTables,
  { keys, outcome, problem, certain, at, run }: ChangeOf<"end">,
): undefined {
  for (const key of keys) end(tables, key, { outcome, problem, certain, at, run });
  return undefined;
}

/** A person says what became of requests. */
export function resolve(
  tables: MemoryTables,
  { keys, resolution, at, run }: ChangeOf<"resolve">,
): ReadonlyMap<string, LedgerEntry> {
  const there = [...new Set(keys)].flatMap((key) => tables.requests.get(key) ?? []);
  for (const [place, entry] of there.entries()) {
    const { key, remoteId, givenUp = [] } = entry;
    if (resolution.as === "created") {
      const id = place === 0 ? resolution.remoteId : undefined;
      const holders = heldBy(tables, entry.kind, id);
      const isFree = holders.length === 0 || holders.includes(key);
      const remote = id !== undefined && isFree ? { remoteId: id } : {};
      accept(tables, key, remote, { at, run, placed: true, shownAt: at });
      continue;
    }
    tables.requests.set({
      ...entry,
      ...nothingRemote,
      standing: "released",
      problem:
        resolution.as === "absent" ? "settled by a person as not created" : "asked for again by a person",
      settledAt: at,
      run,
      doubtSince: undefined,
      answerStatus: undefined,
      operationId: undefined,
      unsettledSince: undefined,
      shownAt: undefined,
      givenUp: remoteId === undefined ? entry.givenUp : [...givenUp, remoteId],
    });
  }
  return new Map(there.map((entry) => [entry.key, entry]));
}

/** Their ids are another request's. */
export function disown({ requests }: MemoryTables, { keys, at, run }: ChangeOf<"disown">): undefined {
  for (const entry of entriesOf(requests, keys)) {
    requests.set({
      ...entry,
      ...nothingRemote,
      seenAt: undefined,
      createdAt: undefined,
      shownAt: undefined,
      standing: entry.origin === "created" ? entry.standing : "released",
      problem: "its id turned out to be that of another request",
      settledAt: at,
      run,
    });
  }
  return undefined;
}

/** It stands under another key from now on. */
export function rename(tables: MemoryTables, { key, into }: ChangeOf<"rename">): undefined {
  const { requests } = tables;
  const [entry, way] = [requests.get(key), requests.get(into.key)];
  if (entry === undefined || (way !== undefined && !mayBeSent(way)) || key === into.key)
    throw new RefusedChange(`${key} cannot be renamed to ${into.key}`);
  requests.delete(key);
  requests.set({ ...entry, key: into.key, attributes: into.attributes });
  tables.changes = tables.changes.map((change) =>
    change.key === key ? { ...change, key: into.key } : change,
  );
  return undefined;
}

/** Nothing has moved on these. */
export function touch({ requests }: MemoryTables, { keys, at }: ChangeOf<"touch">): undefined {
  for (const entry of entriesOf(requests, keys)) requests.set({ ...entry, seenAt: at });
  return undefined;
}

function entriesOf(requests: MemoryTables["requests"], keys: readonly string[]): readonly LedgerEntry[] {
  return [...new Set(keys)].flatMap((key) => requests.get(key) ?? []);
}

function othersWith(tables: MemoryTables, key: string, id: string): readonly string[] {
  const kind = tables.requests.get(key)?.kind;
  return kind === undefined ? [] : heldBy(tables, kind, id).filter((other) => other !== key);
}

interface Ending {
  readonly outcome: Exclude<SubmissionOutcome["outcome"], "accepted">;
  readonly problem: string;
  readonly answerStatus?: number | undefined;
  readonly operationId?: string | undefined;
  readonly certain: boolean;
  readonly at: number;
  readonly run: string;
}

function end({ requests }: MemoryTables, key: string, ending: Ending): void {
  const entry = requests.get(key);
  if (entry === undefined) return;
  const { outcome, problem, answerStatus, operationId, certain, at, run } = ending;
  const inDoubt = outcome === "in_doubt";
  const isSettled = certain && !inDoubt && entry.intendedAt === entry.unsettledSince;
  requests.set({
    ...entry,
    standing: outcome,
    problem,
    doubtSince: inDoubt ? at : undefined,
    answerStatus: inDoubt ? answerStatus : undefined,
    operationId: inDoubt ? operationId : undefined,
    settledAt: at,
    run,
    unsettledSince: isSettled ? undefined : entry.unsettledSince,
  });
}
