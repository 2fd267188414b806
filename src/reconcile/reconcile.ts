import { pagesOf } from "../lists/choose.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Problem } from "../staging/staged-rows.ts";
import type { Look } from "../staging/remotes.ts";
import type { Step } from "../staging/work-items.ts";
import type { Staging } from "../staging/staging.ts";
import { applyReading } from "./apply.ts";
import { readRequests, type Extent } from "./read.ts";
import { reconcileSubjects } from "./subjects.ts";
import { eachWorkItem, type ReconcileTools } from "./tools.ts";

/**
 * Reads with the fewest calls what a platform has of the work items at these steps, and moves each work item on:
 * what is found is adopted, confirmed or has its status kept; what is looked for and surely not there is to be
 * created; what is in doubt and not there stays so. When the platform cannot be read, its wants end with that problem,
 * and the answer is false.
 */
export async function reconcile(
  resource: Resource,
  steps: readonly Step[],
  tools: ReconcileTools,
): Promise<boolean> {
  const others = steps.filter((step) => step !== "refresh");
  if (steps.includes("refresh") && (await isCheaperApart(resource, others, tools))) {
    const moved = await reconcileTogether(resource, ["refresh"], tools);
    return (await reconcileTogether(resource, others, tools)) && moved;
  }
  const before = countOf(resource, ["confirm"], tools.staging);
  if (!(await reconcileTogether(resource, steps, tools))) return false;
  // what an earlier run made and no list has shown yet was not among what moved
  const unshown =
    steps.includes("refresh") && before === 0 && countOf(resource, ["confirm"], tools.staging) > 0;
  return unshown ? reconcileTogether(resource, ["confirm"], tools) : true;
}

async function reconcileTogether(
  resource: Resource,
  steps: readonly Step[],
  tools: ReconcileTools,
): Promise<boolean> {
  const { staging } = tools;
  staging.remotes.clear(resource.kind);
  if (countOf(resource, steps, staging) === 0) return true;
  const reading = await readRequests(resource, steps, tools);
  if ("problem" in reading) {
    endAll(resource, steps, reading.problem, staging);
    return false;
  }
  const { extent } = reading;
  staging.remotes.setLook(resource.kind, lookOf(extent));
  if (extent !== "apart") await applyReading(resource, steps, extent, tools);
  if (extent === "complete" || extent === "moved" || extent === "moved-part") return true;
  // what would be requested is asked for by its subject first; of a doubt that is asked when it is believed
  const left = extent === "apart" ? steps : steps.filter((step) => step === "look");
  const problem = await reconcileSubjects(resource, left, tools);
  if (problem !== undefined) endAll(resource, left, problem, staging);
  return problem === undefined;
}

function lookOf(extent: Extent | "apart"): Look {
  if (extent === "apart") return "apart";
  return extent === "complete" ? "whole" : "part";
}

/** A few new requests among many known ones: what moved is one short list, and the new ones are asked for by subject. */
async function isCheaperApart(
  resource: Resource,
  others: readonly Step[],
  { staging, ledger }: ReconcileTools,
): Promise<boolean> {
  if (
    resource.changedSince === undefined ||
    staging.workItems.count(resource.kind, "refresh").workItems === 0
  )
    return false;
  const { total } = await ledger.surveys.recall(resource.kind);
  const alone = countOf(resource, others, staging);
  return alone > 0 && total !== undefined && alone + 1 < pagesOf(total);
}

function countOf(resource: Resource, steps: readonly Step[], staging: Staging): number {
  return steps.reduce((sum, step) => sum + staging.workItems.count(resource.kind, step).workItems, 0);
}

/** What is in doubt stays in doubt; all else is not reached in this run. */
function endAll(resource: Resource, steps: readonly Step[], problem: Problem, staging: Staging): void {
  eachWorkItem(resource.kind, steps, staging, (workItem) => {
    const next = workItem.step === "doubt" || workItem.step === "confirm" ? workItem.step : "done";
    staging.workItems.setStep(workItem.key, next, problem);
  });
}
