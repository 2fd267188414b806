import { readFor } from "../lists/listing.ts";
import type { Resource } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import { gapSentence, type Gap } from "../lists/whole.ts";
import { needsSecondLook } from "../requests/absence.ts";
import type { Problem } from "../faults/problem.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { State } from "../requests/state.ts";
import { applySubject } from "./apply.ts";
import { purposeOf } from "./read.ts";
import { rowsOf, type ReconcileTools } from "./tools.ts";

const together = 200;

/**
 * Asks for the requests of each subject that has work items in these states, and moves those work items on. Answers why when
 * the platform answers for none of them; then the rest is not asked for.
 */
export async function reconcileSubjects(
  resource: Resource,
  states: readonly State[],
  tools: ReconcileTools,
): Promise<Problem | undefined> {
  for (let after = ""; ;) {
    const subjects = tools.staging.remotes.subjectsAt(resource.kind, states, after, together);
    const last = subjects.at(-1);
    if (last === undefined) return undefined;
    after = last;
    const ends = await Promise.all(
      subjects.map((subject) => reconcileSubject(resource, states, subject, tools)),
    );
    const problem = ends.at(-1);
    if (problem !== undefined && !ends.includes(undefined)) return problem;
  }
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
  if (resource.ofSubject === undefined || !needsSecondLook(look, isMade)) return true;
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
  const listing = resource.ofSubject?.(subject, workItems[0]?.attributes ?? {});
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
