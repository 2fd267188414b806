import type { Resource } from "../platforms/platform.ts";
import { likeListed } from "./likeness.ts";
import type { ConcludeTools } from "./conclude.ts";
import { likeProblem } from "./words.ts";

/**
 * What earlier runs sent without ever seeing it may be sent again, since no list showed it. When something like it is
 * listed by now, it is not: a person has to tell.
 */
export async function holdWhatIsAlike(
  resource: Resource,
  { ledger, staging, clock, client, resolveLine }: ConcludeTools,
): Promise<void> {
  const entries = await ledger.requests.sentUnseen(resource.kind, resource.organization);
  const workItems = staging.workItems.findAll(entries.map(({ key }) => key));
  for (const entry of entries) {
    const workItem = workItems.get(entry.key);
    if (workItem?.step !== "create") continue;
    const like = await likeListed(resource, workItem, entry, { ledger, staging, now: clock.now() });
    if (like === undefined) continue;
    const about = { key: workItem.key, id: like.remoteId, platform: client.platform };
    staging.workItems.setStep(workItem.key, "done", likeProblem(about, resolveLine));
  }
}
