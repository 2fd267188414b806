import type { Client } from "../http/client.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import { readOne } from "../reconcile/read-by-id.ts";
import { identityOf } from "../reconcile/tools.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { Staging } from "../staging/staging.ts";
import { likeListed, takenListed } from "./likeness.ts";
import {
  conflictProblem,
  likeProblem,
  lostProblem,
  unlistedProblem,
  vouchedProblem,
  type ResolveLine,
} from "./words.ts";

/** What ending a doubt needs. */
export interface ConcludeTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly clock: Clock;
  readonly resolveLine: ResolveLine;
}

/** Whether the request is to be sent again. */
type Conclusion = "resend" | "ended";

/** Ends the search for a request that no list showed over its whole settling time. */
export async function conclude(
  resource: Resource,
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  tools: ConcludeTools,
): Promise<Conclusion> {
  const { ledger, staging, clock, client, resolveLine } = tools;
  const isOfThisRun = entry?.run === ledger.requests.run;
  if (workItem.step === "confirm" && entry?.remoteId !== undefined) {
    // it has an id of its own: it counts as made in its night, and only later is it asked for by that
    if (isOfThisRun) staging.workItems.setStep(workItem.key, "done");
    else await readOne(resource, workItem, entry.remoteId, tools);
    return "ended";
  }
  const listed = { ledger, staging, now: clock.now() };
  const taken =
    workItem.step === "confirm" ? await takenListed(resource, workItem, entry, listed) : undefined;
  if (taken !== undefined) {
    await ledger.requests.recordSeen([{ ...identityOf(resource, workItem), remote: taken }], clock.now());
    staging.workItems.setStep(workItem.key, "done");
    return "ended";
  }
  const like = await likeListed(resource, workItem, entry, listed);
  if (like !== undefined) {
    const about = { key: workItem.key, id: like.remoteId, platform: client.platform };
    staging.workItems.setStep(workItem.key, "done", likeProblem(about, resolveLine));
    return "ended";
  }
  if (workItem.step === "confirm" && (isOfThisRun || entry?.shownAt !== undefined)) {
    const problem = isOfThisRun ? unlistedProblem : vouchedProblem;
    staging.workItems.setStep(workItem.key, "done", problem(workItem.key, resolveLine));
    return "ended";
  }
  return endDoubt(workItem, entry, tools);
}

async function endDoubt(
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  tools: ConcludeTools,
): Promise<Conclusion> {
  const { ledger, staging, clock, resolveLine } = tools;
  if (entry?.answerStatus !== undefined) {
    const reason = entry.problem ?? String(entry.answerStatus);
    await ledger.requests.refuse([workItem.key], reason, clock.now(), false);
    staging.workItems.setStep(workItem.key, "done", conflictProblem(reason));
    return "ended";
  }
  // no row of this roster asks for it any more
  if (workItem.row === 0) {
    await ledger.requests.release([workItem.key], clock.now());
    staging.workItems.setStep(workItem.key, "done");
    return "ended";
  }
  if ((workItem.resends ?? 0) > 0) {
    staging.workItems.setStep(
      workItem.key,
      "done",
      lostProblem({ key: workItem.key, sends: entry?.sends ?? 2, reason: entry?.problem }, resolveLine),
    );
    return "ended";
  }
  staging.workItems.countResend(workItem.key);
  // a group that was taken and made in part would be again
  if (workItem.step === "confirm") staging.workItems.sendAlone(workItem.key);
  await ledger.requests.release([workItem.key], clock.now());
  staging.workItems.setStep(workItem.key, "create");
  return "resend";
}
