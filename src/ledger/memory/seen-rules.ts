import type { LedgerEntry, RemoteState, RequestIdentity } from "../entry.ts";
import { roundsOf, wholeTime, type LedgerChange } from "../store.ts";
import type { MemoryTables } from "./rows.ts";

/** What lists show of requests. Answers those that are another request's. */
export function recordSeen(tables: MemoryTables, { seen, at, run }: ChangeOf<"seen">): readonly string[] {
  return roundsOf(seen).flatMap((round) => {
    const taken = new Set<string>();
    const judged = round.map(({ remote, ...request }) => {
      const id = remote.remoteId;
      const holders = heldBy(tables, request.kind, id);
      const name = JSON.stringify([request.kind, id]);
      const isTaken = taken.has(name) || holders.length > 0;
      taken.add(name);
      const isAnothers =
        id !== undefined && remote.shared !== true && !holders.includes(request.key) && isTaken;
      return { request, remote, isAnothers };
    });
    for (const { request, remote, isAnothers } of judged) {
      if (!isAnothers) see(tables, request, remote, { at, run });
    }
    return judged.flatMap(({ request, isAnothers }) => (isAnothers ? [request.key] : []));
  });
}

function see(
  tables: MemoryTables,
  request: RequestIdentity,
  remote: RemoteState,
  { at, run }: { readonly at: number; readonly run: string },
): void {
  const entry = tables.requests.get(request.key);
  if (entry === undefined) {
    const adopted = { ...identityOf(request), origin: "adopted", sends: 0, settledAt: at, run } as const;
    tables.requests.set({
      ...withRemote({ ...adopted, standing: "accepted" }, remote, at),
      shownAt: at,
    });
    return;
  }
  if (entry.standing !== "accepted") {
    const origin = mayBeSent(entry) ? "adopted" : entry.origin;
    tables.requests.set({ ...entry, origin });
    accept(tables, request.key, remote, { at, run, placed: true, shownAt: at });
    return;
  }
  noteMove(tables, entry, remote, at);
  tables.requests.set({
    ...withRemote(entry, remote, at),
    shownAt: at,
    unsettledSince: undefined,
  });
}

function withRemote(entry: LedgerEntry, remote: RemoteState, at: number): LedgerEntry {
  const hasStatus = remote.status !== undefined;
  const createdAt = wholeTime(remote.createdAt);
  return {
    ...entry,
    remoteId: remote.remoteId ?? entry.remoteId,
    status: remote.status ?? entry.status,
    statusReason: hasStatus ? remote.statusReason : entry.statusReason,
    details: remote.details ?? entry.details,
    seenAt: hasStatus ? at : entry.seenAt,
    createdAt: createdAt ?? entry.createdAt,
  };
}

/** A status has not moved when the id is another one. */
function noteMove(tables: MemoryTables, entry: LedgerEntry, remote: RemoteState, at: number): void {
  const { key, status: from } = entry;
  const isOther = entry.remoteId !== undefined && entry.remoteId !== (remote.remoteId ?? entry.remoteId);
  if (isOther || from === undefined || remote.status === undefined || from === remote.status) return;
  tables.changes = [...tables.changes, { key, from, to: remote.status, seenAt: at, reportedBy: undefined }];
}

export type ChangeOf<What extends LedgerChange["what"]> = Extract<LedgerChange, { readonly what: What }>;

export const nothingRemote = {
  remoteId: undefined,
  status: undefined,
  statusReason: undefined,
  details: undefined,
} as const;

export function mayBeSent(entry: LedgerEntry | undefined): boolean {
  return entry === undefined || entry.standing === "refused" || entry.standing === "released";
}

export function identityOf({
  key,
  platform,
  kind,
  organization,
  subject,
  attributes,
}: RequestIdentity): RequestIdentity {
  return { key, platform, kind, organization, subject, attributes };
}

/** The keys of the accepted requests of a kind that have an id. */
export function heldBy({ requests }: MemoryTables, kind: string, id: string | undefined): readonly string[] {
  if (id === undefined) return [];
  return requests
    .withRemoteId(kind, id)
    .filter(({ standing }) => standing === "accepted")
    .map(({ key }) => key);
}

interface Acceptance {
  readonly at: number;
  readonly run: string;
  /** The platform has named it. */
  readonly placed: boolean;
  /** When the platform showed it, or a person vouched for it; undefined when only an answer named it. */
  readonly shownAt?: number;
}

export function accept(tables: MemoryTables, key: string, remote: RemoteState, how: Acceptance): void {
  const entry = tables.requests.get(key);
  if (entry === undefined) return;
  const { at, run, placed, shownAt } = how;
  noteMove(tables, entry, remote, at);
  tables.requests.set({
    ...withRemote(entry, remote, at),
    standing: "accepted",
    problem: undefined,
    doubtSince: undefined,
    answerStatus: undefined,
    operationId: undefined,
    settledAt: at,
    run,
    unsettledSince: placed ? undefined : entry.unsettledSince,
    shownAt: shownAt ?? entry.shownAt,
  });
}
