import { pages } from "../database/database.ts";
import type { Problem } from "../faults/problem.ts";
import { readFor } from "../lists/listing.ts";
import { walk } from "../lists/walk.ts";
import { pagesOf, gapSentence, type Gap } from "../lists/whole.ts";
import type { Resource } from "../platforms/resource.ts";
import { canBeLookedFor, isOfMoves, lookOf, provesAbsence, needsSecondLook } from "../requests/events.ts";
import type { State } from "../requests/state.ts";
import type { Staging } from "../staging/staging.ts";
import type { WorkItem } from "../staging/work-item.ts";
import { applyReading, applySubject } from "./apply.ts";
import { readRequests, purposeOf } from "./read.ts";
import { eachWorkItem, follow, waysToLook, type ReconcileTools, rowsOf } from "./tools.ts";

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
  const left: WorkItem[] = [];
  eachWorkItem(resource.kind, states, tools.staging, (workItem) => void left.push(workItem));
  for (const workItem of left) {
    const isRepeatable = resource[workItem.verb]?.isRepeatable === true;
    const about = { key: workItem.key, platform };
    await follow(resource, workItem, { event: "unlookable", isRepeatable }, tools, () => about);
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
    resource.read.changedSince === undefined ||
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

const together = 200;

/**
 * Asks for the requests of each subject that has work items in these states, and moves those work items on. Answers why when
 * the platform answers for none of them; then the rest is not asked for.
 */
async function reconcileSubjects(
  resource: Resource,
  states: readonly State[],
  tools: ReconcileTools,
): Promise<Problem | undefined> {
  for (const subjects of pages(
    "",
    (after: string) => tools.staging.remotes.subjectsAt(resource.kind, states, after, together),
    (one) => one,
  )) {
    const ends = await Promise.all(
      subjects.map((subject) => reconcileSubject(resource, states, subject, tools)),
    );
    const problem = ends.at(-1);
    if (problem !== undefined && !ends.includes(undefined)) return problem;
  }
  return undefined;
}

/**
 * Says whether a work item that the last look did not find is sure not to be there. The platform took it, or may have: so
 * where that look was at the list of all, which may be cut or behind without a sign of it, its subject is asked about
 * once more; then the work item has moved on, unless it is not there.
 * @param isMade an answer gave it an id of its own, so that only a list with gaps is a reason to ask
 */
export async function isSurelyAbsent(
  resource: Resource,
  workItem: WorkItem,
  tools: ReconcileTools,
  isMade = false,
): Promise<boolean> {
  const { remotes, workItems } = tools.staging;
  const look = remotes.lastLook(resource.kind) ?? "apart";
  if (resource.read.ofSubject === undefined || !needsSecondLook(look, isMade)) return true;
  if (remotes.askOnce(resource.kind, workItem.state, workItem.subject))
    await reconcileSubject(resource, [workItem.state], workItem.subject, tools);
  const now = workItems.findAll([workItem.key]).get(workItem.key);
  return now?.state === workItem.state;
}

async function reconcileSubject(
  resource: Resource,
  states: readonly State[],
  subject: string,
  tools: ReconcileTools,
): Promise<Problem | undefined> {
  const { staging, client } = tools;
  const workItems = staging.workItems
    .ofSubject(resource.kind, subject)
    .filter(({ state }) => states.includes(state));
  const rows = (): readonly number[] => rowsOf(workItems);
  const listing = resource.read.ofSubject?.(subject, workItems[0]?.attributes ?? {});
  if (listing === undefined) {
    // its list had a gap, and there is no other way to see what is in that
    const problem = incomplete(client.platform, undefined);
    leave(workItems, problem, tools);
    return problem;
  }
  const end = await walk(
    client,
    readFor(listing, { purpose: purposeOf(resource, states, tools), rows }),
    (remotes) => staging.remotes.keep(resource.kind, remotes),
    { isShort: true },
  );
  if (!end.complete) {
    leave(workItems, end.problem, tools);
    return end.problem;
  }
  await applySubject(resource, states, subject, end.gap === undefined ? "whole" : "part", tools);
  if (end.gap === undefined) return undefined;
  const now = staging.workItems.findAll(workItems.map(({ key }) => key));
  const open = workItems.filter(({ key, state }) => now.get(key)?.state === state);
  leave(open, incomplete(client.platform, end.gap), tools);
  return undefined;
}

/** What cannot be looked for is not requested, and what is in doubt stays so. */
function leave(workItems: readonly WorkItem[], problem: Problem, { staging }: ReconcileTools): void {
  staging.together(() => {
    for (const workItem of workItems) {
      staging.workItems.move(workItem, { event: "unreadable", problem, reading: "subject" });
    }
  });
}

function incomplete(platform: string, gap: Gap | undefined): Problem {
  const why = gap === undefined ? "" : ` (${gapSentence(gap)})`;
  return {
    code: "list_incomplete",
    message: `${platform}'s list of requests could not be read completely${why}, so it is not known whether this is already requested. Nothing was sent for it; run again later.`,
  };
}
