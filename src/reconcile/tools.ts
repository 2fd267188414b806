import { pages } from "../database/database.ts";
import type { Client } from "../http/client.ts";
import type { RemoteState, RequestIdentity } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Resource } from "../platforms/resource.ts";
import type { WaysToLook, Event } from "../requests/events.ts";
import { operationNamed, type Verb } from "../requests/operation.ts";
import { next, type Next, type State } from "../requests/state.ts";
import type { Subject } from "../requests/wording.ts";
import type { Clock } from "../runtime.ts";
import type { Staging } from "../staging/staging.ts";
import type { WorkItem } from "../staging/work-item.ts";

/** What reconciling needs. */
export interface ReconcileTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly clock: Clock;
}

/** Does something for each work item of a kind in some states, in key order; the task may move the work item on. */
export function eachWorkItem(
  kind: string,
  states: readonly State[],
  staging: Staging,
  task: (workItem: WorkItem) => void,
): void {
  for (const state of states) {
    for (const workItems of pages(
      "",
      (after: string) => staging.workItems.page(kind, state, after, 200),
      ({ key }) => key,
    )) {
      staging.together(() => {
        for (const workItem of workItems) task(workItem);
      });
    }
  }
}

/** In which ways a resource can be looked for. */
export function waysToLook({ read: { lists, ofSubject } }: Pick<Resource, "read">): WaysToLook {
  return { list: lists.length > 0, subject: ofSubject !== undefined };
}

/** The rows that ask for these; none for what no row asks for any more. */
export function rowsOf(workItems: readonly Pick<WorkItem, "row">[]): readonly number[] {
  return [...new Set(workItems.flatMap(({ row }) => row ?? []))];
}

type FollowTools = Pick<ReconcileTools, "ledger" | "staging" | "clock">;

/**
 * Something has happened to a work item, and the ledger has to hold what follows before it counts: that is recorded, and
 * then the work item moves. Answers what follows.
 */
export async function follow(
  resource: Resource,
  workItem: WorkItem,
  event: Event,
  tools: FollowTools,
  about?: () => Subject,
): Promise<Next> {
  await recordWhatFollows(resource, [workItem], event, tools, about?.().reason);
  return tools.staging.workItems.move(workItem, event, about);
}

/**
 * {@link follow} for several to which the same has happened, recorded as one.
 * @param reason the platform's words, where it refused them
 */
export async function followAll(
  resource: Resource,
  workItems: readonly WorkItem[],
  event: Event,
  tools: FollowTools,
  reason?: string,
): Promise<void> {
  await recordWhatFollows(resource, workItems, event, tools, reason);
  for (const workItem of workItems) tools.staging.workItems.move(workItem, event);
}

async function recordWhatFollows(
  resource: Resource,
  workItems: readonly WorkItem[],
  event: Event,
  { ledger, clock }: FollowTools,
  reason = "",
): Promise<void> {
  const [first] = workItems;
  if (first === undefined) return;
  const { record } = next(first.state, event);
  const keys = workItems.map(({ key }) => key);
  switch (record) {
    case "released":
      return ledger.requests.release(keys, clock.now());
    case "refused":
    case "presumed-refused":
      return ledger.requests.refuse(keys, reason, clock.now(), record === "refused");
    case "disowned":
      return ledger.requests.disown(keys, clock.now());
    case "accepted":
      await ledger.requests.recordSeen(
        workItems.map((workItem) => seenOf(resource, workItem, {})),
        clock.now(),
      );
      return;
    case undefined:
      return;
  }
}

/** How many of these may travel in one call. */
export function mostTogether(resource: Resource): (verb: Verb) => number | undefined {
  return (verb) => resource[verb]?.maxBatch;
}

/** What of it the platform shows, as the ledger keeps it. */
export function seenOf<Shown extends RemoteState>(
  resource: Resource,
  workItem: WorkItem,
  remote: Shown,
): RequestIdentity & { readonly remote: Shown } {
  // all operations on one thing have its id
  const shared = remote.shared === true || isOneOfSeveral(workItem);
  return { ...identityOf(resource, workItem), remote: shared ? { ...remote, shared } : remote };
}

/** Whether other operations on the same thing may have its id as well. */
export function isOneOfSeveral({ verb, key }: Pick<WorkItem, "verb" | "key">): boolean {
  return verb !== "create" || operationNamed(key).before > 0;
}

/** The work item as the ledger keeps it. */
export function identityOf(
  resource: Resource,
  { key, kind, subject, attributes }: WorkItem,
): RequestIdentity {
  return { key, platform: resource.platform, kind, organization: resource.organization, subject, attributes };
}
