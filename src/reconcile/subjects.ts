import { readFor, type Resource } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import { gapSentence, type Gap } from "../lists/whole.ts";
import type { Problem } from "../staging/staged-rows.ts";
import type { Step, WorkItem } from "../staging/work-items.ts";
import { applySubject } from "./apply.ts";
import { purposeOf } from "./read.ts";
import type { ReconcileTools } from "./tools.ts";

const together = 200;

/**
 * Asks for the requests of each subject that has work items at these steps, and moves those work items on. Answers why when
 * the platform answers for none of them; then the rest is not asked for.
 */
export async function reconcileSubjects(
  resource: Resource,
  steps: readonly Step[],
  tools: ReconcileTools,
): Promise<Problem | undefined> {
  for (let after = ""; ;) {
    const subjects = tools.staging.remotes.subjectsAt(resource.kind, steps, after, together);
    const last = subjects.at(-1);
    if (last === undefined) return undefined;
    after = last;
    const ends = await Promise.all(
      subjects.map((subject) => reconcileSubject(resource, steps, subject, tools)),
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
  if (look === "apart" || (look === "whole" && isMade)) return true;
  if (remotes.askOnce(resource.kind, workItem.step, workItem.subject))
    await reconcileSubject(resource, [workItem.step], workItem.subject, tools);
  const now = workItems.findAll([workItem.key]).get(workItem.key);
  return now?.step === workItem.step;
}

async function reconcileSubject(
  resource: Resource,
  steps: readonly Step[],
  subject: string,
  tools: ReconcileTools,
): Promise<Problem | undefined> {
  const { staging, client } = tools;
  const workItems = staging.workItems
    .ofSubject(resource.kind, subject)
    .filter(({ step }) => steps.includes(step));
  const rows = (): readonly number[] => [...new Set(workItems.map(({ row }) => row))];
  const listing = resource.ofSubject(subject, workItems[0]?.attributes ?? {});
  const end = await walk(
    client,
    readFor(listing, { purpose: purposeOf(resource, steps, tools), rows }),
    (remotes) => staging.remotes.keep(resource.kind, remotes),
    { isShort: true },
  );
  if (!end.complete) {
    leave(workItems, end.problem, tools);
    return end.problem;
  }
  await applySubject(resource, steps, subject, end.gap === undefined ? "complete" : "part", tools);
  if (end.gap === undefined) return undefined;
  const now = staging.workItems.findAll(workItems.map(({ key }) => key));
  const open = workItems.filter(({ key, step }) => now.get(key)?.step === step);
  leave(open, incomplete(client.platform, end.gap), tools);
  return undefined;
}

/** What cannot be looked for is not requested, and what is in doubt stays so. */
function leave(workItems: readonly WorkItem[], problem: Problem, { staging }: ReconcileTools): void {
  staging.together(() => {
    for (const { key } of workItems) staging.workItems.setStep(key, "done", problem);
  });
}

function incomplete(platform: string, gap: Gap): Problem {
  return {
    code: "list_incomplete",
    problem: `${platform}'s list of requests could not be read completely (${gapSentence(gap)}), so it is not known whether this is already requested. Nothing was sent for it; run again later.`,
  };
}
