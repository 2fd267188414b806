import type { Attributes, LedgerEntry } from "../ledger/entry.ts";
import { canChange } from "../platforms/operation.ts";
import type { Resource, Remote } from "../platforms/resource.ts";
import { unseenRemoval } from "../requests/chain.ts";
import { operationNamed, type Shown } from "../requests/operation.ts";
import type { WorkItem } from "../staging/work-item.ts";

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
  /** It is to be changed or removed, so that it has to be there, whoever made it. */
  readonly isChange?: boolean;
  /** These are surely not the one: they are being removed. */
  readonly notIds?: ReadonlySet<string> | undefined;
}

/** What the platform shows of what a work item is about. */
export function shownAs(
  { update }: Pick<Resource, "update">,
  { attributes }: Pick<WorkItem, "attributes">,
  remote: Remote | undefined,
): Shown {
  if (remote === undefined) return "absent";
  if (update === undefined) return "there";
  return update.isAsWished(attributes, remote) ? "as-wished" : "otherwise";
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
      .filter(
        ({ remoteId, open: isOpen }) =>
          (workItem.isChange !== true || isOpen) && workItem.notIds?.has(remoteId) !== true,
      )
      .map((remote) => ({ workItem, remote, rank: resource.matchRank(workItem.attributes, remote) }))
      .filter(({ rank }) => rank > 0),
  );
  const told = pairs.filter(
    ({ workItem, remote }) =>
      workItem.toldIds.includes(remote.remoteId) && !clashes(resource, workItem, remote),
  );
  const adoptable = pairs.filter(
    ({ workItem, remote }) =>
      (workItem.isChange === true ||
        resource.mayAdopt(workItem.attributes, remote, { sentAt: workItem.sentAt })) &&
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
  // all operations on one thing have its id
  const things = new Set(canChange(resource) ? workItems.map(({ key }) => operationNamed(key).resource) : []);
  const isOfSameThing = ({ key }: LedgerEntry): boolean =>
    things.size > 0 && things.has(operationNamed(key).resource);
  const others = [...entries.values()].filter((entry) => !keys.has(entry.key) && !isOfSameThing(entry));
  return [
    ...workItems.map((workItem) => {
      const { key, attributes, state, toldIds, verb, target } = workItem;
      if (verb !== "create") {
        const ids = [entries.get(key)?.remoteId ?? [], target ?? [], toldIds].flat();
        return {
          key,
          attributes,
          knownId: undefined,
          toldIds: ids,
          sentAt: undefined,
          onlyKnown: false,
          isChange: true,
        };
      }
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
        ...(sent ? { notIds: unseenRemoval(key, [...entries.values()])?.ids } : {}),
      };
    }),
    ...others.filter(isItsOwn).map(({ key, attributes, remoteId }) => ({
      key,
      attributes,
      knownId: remoteId,
      toldIds: [],
      sentAt: undefined,
      onlyKnown: true,
    })),
    ...others.filter(mayBeUnseen).map(({ key, attributes, intendedAt }) => ({
      key,
      attributes,
      knownId: undefined,
      toldIds: [],
      sentAt: intendedAt,
      onlyKnown: false,
    })),
  ];
}

/** The open listed request that something not sent by this program may be taken for, and that is no other request's. */
export function adoptionFor(
  resource: Resource,
  workItem: WorkItem,
  entries: readonly LedgerEntry[],
  listed: readonly Remote[],
): Remote | undefined {
  const others = new Map(
    entries.filter(({ key }) => key !== workItem.key).map((entry) => [entry.key, entry]),
  );
  const plain: WorkItem = { ...workItem, state: "look", toldIds: [] };
  return assign(resource, wantedOf(resource, [plain], others, listed), listed).get(workItem.key);
}

/** What was sent, and of which no id is known: it may be there, and what fits it better than anything else is its own. */
function mayBeUnseen({ standing, remoteId }: LedgerEntry): boolean {
  return (
    remoteId === undefined && (standing === "intended" || standing === "in_doubt" || standing === "accepted")
  );
}

/** So many ids are named; a cell is no list. */
const named = 3;

/** The other open requests that fit a work item as well as the one that was found for it, as words for its row. */
export function alikeOf(
  resource: Pick<Resource, "matchRank" | "sharesRequests">,
  workItem: WorkItem,
  found: Remote,
  listed: readonly Remote[],
  isAnothers: (remoteId: string) => boolean,
): string | undefined {
  const rank = resource.matchRank(workItem.attributes, found);
  const others = listed.filter(
    (remote) =>
      remote.remoteId !== found.remoteId &&
      remote.open &&
      rank > 0 &&
      resource.matchRank(workItem.attributes, remote) >= rank &&
      (resource.sharesRequests === true || !isAnothers(remote.remoteId)),
  );
  const ids = others.map(({ remoteId }) => remoteId).toSorted();
  if (ids.length === 0) return undefined;
  return ids.slice(0, named).join(", ") + (ids.length > named ? ` and ${ids.length - named} more` : "");
}
