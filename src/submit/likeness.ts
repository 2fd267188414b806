import type { Attributes, LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { clockSlackMs, type Resource, type Remote } from "../platforms/resource.ts";
import { assign } from "../reconcile/match.ts";
import type { Staging } from "../staging/staging.ts";
import type { WorkItem } from "../staging/work-item.ts";

const dayMs = 86_400_000;

/** What is listed about a subject: what can be read, and what cannot. */
interface Listed {
  readonly readable: readonly Remote[];
  readonly unreadable: readonly Remote[];
}

/**
 * Something on the platform that may be the request that was sent, whatever its words: open, and not older than the
 * sending. Pure.
 * @param since the first sending of which nobody knows what became; milliseconds since the epoch
 * @param listed about the same subject, or about nobody that can be told, and not known to be another request
 */
function likeIn(
  { attributes }: Pick<WorkItem, "attributes">,
  since: number,
  { readable, unreadable }: Listed,
): Remote | undefined {
  const earliest = earliestCreation(attributes, since);
  return [...readable, ...unreadable].find(
    ({ open, createdAt }) => open && (createdAt === undefined || createdAt >= earliest),
  );
}

/**
 * The one listed request that what the platform said it took can be, though it calls it by words of its own; undefined
 * when there is none, or more than one. Pure.
 */
function takenIn(
  resource: Pick<Resource, "fitsButForWords">,
  { attributes }: Pick<WorkItem, "attributes">,
  since: number,
  { readable }: Listed,
): Remote | undefined {
  const earliest = earliestCreation(attributes, since);
  const fitting = readable.filter(
    (remote) =>
      remote.open &&
      (remote.createdAt ?? Number.NEGATIVE_INFINITY) >= earliest &&
      resource.fitsButForWords?.(attributes, remote) === true,
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The platforms' clocks may differ from ours. A license may have been sent with a day of creation of its own. */
function earliestCreation(attributes: Attributes, since: number): number {
  const posted = Date.parse(String(attributes["created"] ?? ""));
  const own = Number.isNaN(posted) ? since : posted - dayMs;
  return Math.min(since, own) - clockSlackMs;
}

/** The first sending of which nobody knows what became, by the platform's clock where that was known to be behind. */
function sentSince(entry: LedgerEntry | undefined, now: number): number {
  return (entry?.unsettledSince ?? entry?.intendedAt ?? now) + Math.min(0, entry?.clockAheadMs ?? 0);
}

interface ListedTools {
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly now: number;
}

/** What was last listed that may be this request, though it does not fit by its words. */
export async function likeListed(
  resource: Resource,
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  tools: ListedTools,
): Promise<Remote | undefined> {
  return likeIn(workItem, sentSince(entry, tools.now), await unclaimedListed(resource, workItem, tools));
}

/** What was last listed that this request, which the platform took, is under other words. */
export async function takenListed(
  resource: Resource,
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  tools: ListedTools,
): Promise<Remote | undefined> {
  return takenIn(
    resource,
    workItem,
    sentSince(entry, tools.now),
    await unclaimedListed(resource, workItem, tools),
  );
}

async function unclaimedListed(
  resource: Resource,
  workItem: WorkItem,
  { ledger, staging }: ListedTools,
): Promise<Listed> {
  const listed = {
    readable: staging.remotes.ofSubject(resource.kind, workItem.subject),
    unreadable: staging.remotes.unreadableOf(resource.kind, workItem.subject),
  };
  const known = (await ledger.requests.ofSubjects(resource, [workItem.subject])).get(workItem.subject) ?? [];
  return withoutClaimed(resource, listed, known, [workItem], ledger);
}

/** What of a list no request of the ledger but these work items has, by its id or, where that is not known yet, by fitting. */
async function withoutClaimed(
  resource: Resource,
  { readable, unreadable }: Listed,
  known: readonly LedgerEntry[],
  workItems: readonly WorkItem[],
  ledger: Ledger,
): Promise<Listed> {
  const ids = [...readable, ...unreadable].map(({ remoteId }) => remoteId).filter((id) => id !== "");
  const claims = await ledger.requests.claims(resource.kind, ids);
  const mine = new Set(workItems.map(({ key }) => key));
  const isFree = ({ remoteId }: Remote): boolean => {
    const claimant = claims.get(remoteId);
    return claimant === undefined || mine.has(claimant);
  };
  const free = readable.filter(isFree);
  const nameless = known.filter(
    ({ key, standing, remoteId }) =>
      !mine.has(key) && remoteId === undefined && standing !== "refused" && standing !== "released",
  );
  const theirs = assign(
    resource,
    nameless.map(({ key, attributes, intendedAt }) => ({
      key,
      attributes,
      knownId: undefined,
      toldIds: [],
      sentAt: intendedAt,
      onlyKnown: false,
    })),
    free,
  );
  const taken = new Set([...theirs.values()].map(({ remoteId }) => remoteId));
  return {
    readable: free.filter(({ remoteId }) => !taken.has(remoteId)),
    unreadable: unreadable.filter(isFree),
  };
}
