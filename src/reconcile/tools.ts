import type { Client } from "../http/client.ts";
import type { RequestIdentity } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import type { Step, WorkItem } from "../staging/work-items.ts";
import type { Staging } from "../staging/staging.ts";

/** What a survey needs. */
export interface ReconcileTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly clock: Clock;
}

/** Does something for each work item of a kind at some steps, in key order; the task may move the work item on. */
export function eachWorkItem(
  kind: string,
  steps: readonly Step[],
  staging: Staging,
  task: (workItem: WorkItem) => void,
): void {
  for (const step of steps) {
    for (let after = ""; ;) {
      const workItems = staging.workItems.page(kind, step, after, 200);
      const last = workItems.at(-1);
      if (last === undefined) break;
      after = last.key;
      staging.together(() => {
        for (const workItem of workItems) task(workItem);
      });
    }
  }
}

/** The work item as the ledger keeps it. */
export function identityOf(
  resource: Resource,
  { key, kind, subject, attributes }: WorkItem,
): RequestIdentity {
  return { key, platform: resource.platform, kind, organization: resource.organization, subject, attributes };
}
