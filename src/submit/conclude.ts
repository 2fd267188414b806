import type { Client } from "../http/client.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import { readOne } from "../reconcile/read-by-id.ts";
import { follow, identityOf, waysToLook } from "../reconcile/tools.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { Staging } from "../staging/staging.ts";
import { likeListed, takenListed } from "./likeness.ts";
import { canBeLookedFor } from "../requests/absence.ts";
import type { Event } from "../requests/events.ts";
import type { ResolveLine } from "../requests/wording.ts";

/** What ending a doubt needs. */
export interface ConcludeTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly clock: Clock;
  readonly resolveLine: ResolveLine;
}

/** Ends the search for a request that no list showed over its whole settling time; true when it is to be sent again. */
export async function conclude(
  resource: Resource,
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  tools: ConcludeTools,
): Promise<boolean> {
  const { ledger, staging, clock, client, resolveLine } = tools;
  const isAccepted = workItem.state === "confirm";
  const hasId = entry?.remoteId !== undefined;
  const listed = { ledger, staging, now: clock.now() };
  // what has an id of its own is known by that
  const isById = isAccepted && hasId;
  const taken = isAccepted && !isById ? await takenListed(resource, workItem, entry, listed) : undefined;
  const like =
    isById || taken !== undefined ? undefined : await likeListed(resource, workItem, entry, listed);
  if (taken !== undefined) {
    await ledger.requests.recordSeen([{ ...identityOf(resource, workItem), remote: taken }], clock.now());
  }
  const event: Event = {
    event: "expired",
    absence: canBeLookedFor(waysToLook(resource)) ? "read" : "unread",
    hasId,
    isOfThisRun: entry?.run === ledger.requests.run,
    wasShown: entry?.shownAt !== undefined,
    isTaken: taken !== undefined,
    isAlike: like !== undefined,
    wasRefused: entry?.answerStatus !== undefined,
    isAsked: workItem.row !== undefined,
    wasResent: (workItem.resends ?? 0) > 0,
  };
  const after = await follow(resource, workItem, event, tools, () => ({
    key: workItem.key,
    platform: client.platform,
    line: resolveLine,
    id: like?.remoteId === "" ? undefined : like?.remoteId,
    sends: entry?.sends,
    reason: entry?.problem ?? entry?.answerStatus?.toString(),
  }));
  if (after.read === "by-id" && entry?.remoteId !== undefined) {
    await readOne(resource, workItem, entry.remoteId, tools);
  }
  return after.state === "send";
}
