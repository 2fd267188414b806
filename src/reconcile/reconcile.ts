import { pagesOf } from "../lists/choose.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Problem } from "../faults/problem.ts";
import { canBeLookedFor, isOfMoves, lookOf, provesAbsence } from "../requests/absence.ts";
import type { State } from "../requests/state.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { Staging } from "../staging/staging.ts";
import { applyReading } from "./apply.ts";
import { readRequests } from "./read.ts";
import { reconcileSubjects } from "./subjects.ts";
import { eachWorkItem, follow, waysToLook, type ReconcileTools } from "./tools.ts";

/**
 * Reads with the fewest calls what a platform has of the work items in these states, and moves each work item on:
 * what is found is adopted, confirmed or has its status kept; what is looked for and surely not there is to be
 * created; what is in doubt and not there stays so. When the platform cannot be read, its work items end with that problem,
 * and the answer is false.
 */
export async function reconcile(
  resource: Resource,
  states: readonly State[],
  tools: ReconcileTools,
): Promise<boolean> {
  const others = states.filter((state) => state !== "refresh");
  if (states.includes("refresh") && (await isCheaperApart(resource, others, tools))) {
    const moved = await reconcileTogether(resource, ["refresh"], tools);
    return (await reconcileTogether(resource, others, tools)) && moved;
  }
  const before = countOf(resource, ["confirm"], tools.staging);
  if (!(await reconcileTogether(resource, states, tools))) return false;
  // what an earlier run made and no list has shown yet was not among what moved
  const unshown =
    states.includes("refresh") && before === 0 && countOf(resource, ["confirm"], tools.staging) > 0;
  return unshown ? reconcileTogether(resource, ["confirm"], tools) : true;
}

async function reconcileTogether(
  resource: Resource,
  states: readonly State[],
  tools: ReconcileTools,
): Promise<boolean> {
  const { staging } = tools;
  staging.remotes.clear(resource.kind);
  if (countOf(resource, states, staging) === 0) return true;
  if (!canBeLookedFor(waysToLook(resource))) return leaveUnseen(resource, states, tools);
  const reading = await readRequests(resource, states, tools);
  if ("problem" in reading) {
    endAll(resource, states, reading.problem, staging);
    return false;
  }
  const { extent } = reading;
  staging.remotes.setLook(resource.kind, lookOf(extent));
  if (extent !== undefined) {
    await applyReading(resource, states, extent, tools);
    if (provesAbsence(extent) || isOfMoves(extent)) return true;
  }
  // what would be requested is asked for by its subject first; of a doubt that is asked when it is believed
  const left = extent === undefined ? states : states.filter((state) => state === "look");
  const problem = await reconcileSubjects(resource, left, tools);
  if (problem !== undefined) endAll(resource, left, problem, staging);
  return problem === undefined;
}

/** The platform has no way to show what is there: nothing is believed absent, and nothing is read. */
async function leaveUnseen(
  resource: Resource,
  states: readonly State[],
  tools: ReconcileTools,
): Promise<true> {
  const { platform } = tools.client;
  const event = { event: "unlookable", isRepeatable: resource.isRepeatable === true } as const;
  const left: WorkItem[] = [];
  eachWorkItem(resource.kind, states, tools.staging, (workItem) => void left.push(workItem));
  for (const workItem of left) {
    await follow(resource, workItem, event, tools, () => ({ key: workItem.key, platform }));
  }
  return true;
}

/** A few new requests among many known ones: what moved is one short list, and the new ones are asked for by subject. */
async function isCheaperApart(
  resource: Resource,
  others: readonly State[],
  { staging, ledger }: ReconcileTools,
): Promise<boolean> {
  if (
    resource.changedSince === undefined ||
    staging.workItems.count(resource.kind, "refresh").workItems === 0
  )
    return false;
  const total = (await ledger.lists.recallMany([resource.kind])).get(resource.kind)?.total;
  const alone = countOf(resource, others, staging);
  return alone > 0 && total !== undefined && alone + 1 < pagesOf(total);
}

function countOf(resource: Resource, states: readonly State[], staging: Staging): number {
  return states.reduce((sum, state) => sum + staging.workItems.count(resource.kind, state).workItems, 0);
}

/** What is in doubt stays in doubt; all else is not reached in this run. */
function endAll(resource: Resource, states: readonly State[], problem: Problem, staging: Staging): void {
  eachWorkItem(resource.kind, states, staging, (workItem) => {
    staging.workItems.move(workItem, { event: "unreadable", problem, reading: "list" });
  });
}
