import type { RequestBook } from "../platforms/platform.ts";
import type { Remote } from "../staging/remotes.ts";
import type { Want } from "../staging/work-items.ts";

/** So many ids are named; a cell is no list. */
const named = 3;

/** The other open requests that fit a want as well as the one that was found for it, as words for its row. */
export function alikeOf(
  book: Pick<RequestBook, "matchRank" | "sharesRequests">,
  want: Want,
  found: Remote,
  listed: readonly Remote[],
  isAnothers: (remoteId: string) => boolean,
): string | undefined {
  const rank = book.matchRank(want.facts, found);
  const others = listed.filter(
    (remote) =>
      remote.remoteId !== found.remoteId &&
      remote.open &&
      rank > 0 &&
      book.matchRank(want.facts, remote) >= rank &&
      (book.sharesRequests === true || !isAnothers(remote.remoteId)),
  );
  const ids = others.map(({ remoteId }) => remoteId).toSorted();
  if (ids.length === 0) return undefined;
  return ids.slice(0, named).join(", ") + (ids.length > named ? ` and ${ids.length - named} more` : "");
}
