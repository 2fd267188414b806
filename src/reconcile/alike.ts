import type { Resource } from "../platforms/platform.ts";
import type { Remote } from "../platforms/remote.ts";
import type { WorkItem } from "../staging/work-items.ts";

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
