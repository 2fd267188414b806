import type { LedgerEntry } from "../ledger/entry.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Remote } from "../platforms/remote.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { Wanted } from "./match.ts";

/** Whether an entry's id stands under another key as well, so that it has to be seen whose it is. */
export function isDisputed(entry: LedgerEntry | undefined, workItem: Pick<WorkItem, "state">): boolean {
  return workItem.state === "look" && entry?.standing === "accepted";
}

/** Whether a list shows that the request with an entry's id is not what the entry says. */
export function isFalselyKnown(
  resource: Resource,
  entry: LedgerEntry | undefined,
  listed: readonly Remote[],
): boolean {
  if (resource.lacks === undefined || entry?.remoteId === undefined) return false;
  const remote = listed.find(({ remoteId }) => remoteId === entry.remoteId);
  return remote !== undefined && resource.lacks(remote, entry.attributes);
}

/** What this run wants, and what the ledger knows beside it, so that nothing known is adopted twice. */
export function wantedOf(
  resource: Resource,
  workItems: readonly WorkItem[],
  entries: ReadonlyMap<string, LedgerEntry>,
  listed: readonly Remote[],
): readonly Wanted[] {
  const keys = new Set(workItems.map(({ key }) => key));
  const disputed = new Set(
    workItems.flatMap((workItem) => {
      const entry = entries.get(workItem.key);
      return isDisputed(entry, workItem) ? (entry?.remoteId ?? []) : [];
    }),
  );
  const byId = new Map(listed.map((remote) => [remote.remoteId, remote]));
  // an id that stands under several keys is that of the ones that it fits
  const isItsOwn = ({ remoteId, attributes }: LedgerEntry): boolean => {
    if (remoteId === undefined) return false;
    const remote = disputed.has(remoteId) ? byId.get(remoteId) : undefined;
    return remote === undefined || resource.matchRank(attributes, remote) > 0;
  };
  const known = [...entries.values()].filter((entry) => !keys.has(entry.key) && isItsOwn(entry));
  return [
    ...workItems.map((workItem) => {
      const { key, attributes, state, toldIds } = workItem;
      const entry = entries.get(key);
      const unsure = isDisputed(entry, workItem);
      const sent = state === "doubt" || state === "confirm" || (unsure && entry?.origin === "created");
      return {
        key,
        attributes,
        knownId: unsure || isFalselyKnown(resource, entry, listed) ? undefined : entry?.remoteId,
        toldIds: state === "look" ? toldIds : [],
        sentAt: sent ? entry?.intendedAt : undefined,
        onlyKnown: false,
      };
    }),
    ...known.map(({ key, attributes, remoteId }) => ({
      key,
      attributes,
      knownId: remoteId,
      toldIds: [],
      sentAt: undefined,
      onlyKnown: true,
    })),
  ];
}
