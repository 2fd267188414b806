import type { Resource } from "../platforms/platform.ts";
import { likeListed } from "./likeness.ts";
import type { ConcludeTools } from "./conclude.ts";

/**
 * What earlier runs sent without ever seeing it may be sent again, since no list showed it. When something like it is
 * listed by now, it is not: a person has to tell.
 */
export async function holdWhatIsAlike(
  resource: Resource,
  { ledger, staging, clock, client, resolveLine }: ConcludeTools,
): Promise<void> {
  const entries = await ledger.requests.sentUnseen(resource);
  const workItems = staging.workItems.findAll(entries.map(({ key }) => key));
  for (const entry of entries) {
    const workItem = workItems.get(entry.key);
    if (workItem?.state !== "send") continue;
    const like = await likeListed(resource, workItem, entry, { ledger, staging, now: clock.now() });
    if (like === undefined) continue;
    staging.workItems.move(workItem, { event: "alike" }, () => ({
      key: workItem.key,
      platform: client.platform,
      line: resolveLine,
      id: like.remoteId === "" ? undefined : like.remoteId,
    }));
  }
}
