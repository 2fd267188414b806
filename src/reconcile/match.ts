import type { Attributes } from "../ledger/entry.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Remote } from "../platforms/remote.ts";

/** A request that a listed one may turn out to be. */
export interface Wanted {
  readonly key: string;
  readonly attributes: Attributes;
  /** The id it is known by: the ledger has it under this very key. */
  readonly knownId: string | undefined;
  /** Ids that an earlier results file gives for it. They count where they fit. */
  readonly toldIds: readonly string[];
  /** This program sent it then, and does not know its id. */
  readonly sentAt: number | undefined;
  /** No row asks for it now; it only keeps what is its own from being taken for something else. */
  readonly onlyKnown: boolean;
}

/**
 * Says which listed request is which wanted one, all about one subject. A listed request is given to one work item at
 * most, unless the resource's may be for several: first to the one that knows its id, then to the best fit among those that were told it, then to the best fit
 * of all, the open before the ended and the newer before the older. Pure.
 */
export function assign(
  resource: Pick<Resource, "matchRank" | "mayAdopt" | "sharesRequests" | "clash">,
  wanted: readonly Wanted[],
  listed: readonly Remote[],
): ReadonlyMap<string, Remote> {
  const byId = new Map(listed.map((remote) => [remote.remoteId, remote]));
  const found = new Map<string, Remote>();
  const taken = new Set<string>();
  const give = (key: string, remote: Remote): void => {
    found.set(key, remote);
    if (resource.sharesRequests !== true) taken.add(remote.remoteId);
  };
  for (const { key, knownId } of wanted) {
    const remote = knownId === undefined ? undefined : byId.get(knownId);
    if (remote !== undefined && !taken.has(remote.remoteId)) give(key, remote);
  }
  const open = wanted.filter(
    ({ key, knownId, onlyKnown }) => !onlyKnown && knownId === undefined && !found.has(key),
  );
  const pairs = open.flatMap((workItem) =>
    listed
      .map((remote) => ({ workItem, remote, rank: resource.matchRank(workItem.attributes, remote) }))
      .filter(({ rank }) => rank > 0),
  );
  const told = pairs.filter(
    ({ workItem, remote }) =>
      workItem.toldIds.includes(remote.remoteId) && !clashes(resource, workItem, remote),
  );
  const adoptable = pairs.filter(
    ({ workItem, remote }) =>
      resource.mayAdopt(workItem.attributes, remote, { sentAt: workItem.sentAt }) &&
      !clashes(resource, workItem, remote),
  );
  for (const { workItem, remote } of [...told.toSorted(better), ...adoptable.toSorted(better)]) {
    if (!found.has(workItem.key) && !taken.has(remote.remoteId)) give(workItem.key, remote);
  }
  return found;
}

/** What this program sent is known by its numbers, whatever the platform calls it. */
function clashes(resource: Pick<Resource, "clash">, workItem: Wanted, { attributes }: Remote): boolean {
  return (
    workItem.sentAt === undefined &&
    resource.clash?.(workItem.attributes, attributes, "platform") !== undefined
  );
}

interface Pair {
  readonly remote: Remote;
  readonly rank: number;
}

function better(one: Pair, other: Pair): number {
  return (
    other.rank - one.rank ||
    Number(other.remote.open) - Number(one.remote.open) ||
    (other.remote.createdAt ?? 0) - (one.remote.createdAt ?? 0)
  );
}
