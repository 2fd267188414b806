import { readFor, type RequestBook } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import { gapSentence, type Gap } from "../lists/whole.ts";
import type { Problem } from "../staging/staged-rows.ts";
import type { Step, Want } from "../staging/work-items.ts";
import { applySubject } from "./apply.ts";
import { purposeOf } from "./read.ts";
import type { SurveyTools } from "./tools.ts";

const together = 200;

/**
 * Asks for the requests of each subject that has wants at these steps, and moves those wants on. Answers why when
 * the platform answers for none of them; then the rest is not asked for.
 */
export async function surveySubjects(
  book: RequestBook,
  steps: readonly Step[],
  tools: SurveyTools,
): Promise<Problem | undefined> {
  for (let after = ""; ;) {
    const subjects = tools.workspace.remotes.subjectsAt(book.kind, steps, after, together);
    const last = subjects.at(-1);
    if (last === undefined) return undefined;
    after = last;
    const ends = await Promise.all(subjects.map((subject) => surveySubject(book, steps, subject, tools)));
    const problem = ends.at(-1);
    if (problem !== undefined && !ends.includes(undefined)) return problem;
  }
}

/**
 * Says whether a want that the last look did not find is sure not to be there. The platform took it, or may have: so
 * where that look was at the list of all, which may be cut or behind without a sign of it, its subject is asked about
 * once more; then the want has moved on, unless it is not there.
 * @param isMade an answer gave it an id of its own, so that only a list with gaps is a reason to ask
 */
export async function isSurelyAbsent(
  book: RequestBook,
  want: Want,
  tools: SurveyTools,
  isMade = false,
): Promise<boolean> {
  const { remotes, wants } = tools.workspace;
  const look = remotes.lastLook(book.kind) ?? "apart";
  if (look === "apart" || (look === "whole" && isMade)) return true;
  if (remotes.askOnce(book.kind, want.step, want.subject))
    await surveySubject(book, [want.step], want.subject, tools);
  const now = wants.findAll([want.key]).get(want.key);
  return now?.step === want.step;
}

async function surveySubject(
  book: RequestBook,
  steps: readonly Step[],
  subject: string,
  tools: SurveyTools,
): Promise<Problem | undefined> {
  const { workspace, client } = tools;
  const wants = workspace.wants.ofSubject(book.kind, subject).filter(({ step }) => steps.includes(step));
  const rows = (): readonly number[] => [...new Set(wants.map(({ row }) => row))];
  const listing = book.ofSubject(subject, wants[0]?.facts ?? {});
  const end = await walk(
    client,
    readFor(listing, { purpose: purposeOf(book, steps, tools), rows }),
    (remotes) => workspace.remotes.keep(book.kind, remotes),
    { isShort: true },
  );
  if (!end.complete) {
    leave(wants, end.problem, tools);
    return end.problem;
  }
  await applySubject(book, steps, subject, end.gap === undefined ? "complete" : "part", tools);
  if (end.gap === undefined) return undefined;
  const now = workspace.wants.findAll(wants.map(({ key }) => key));
  const open = wants.filter(({ key, step }) => now.get(key)?.step === step);
  leave(open, incomplete(client.platform, end.gap), tools);
  return undefined;
}

/** What cannot be looked for is not requested, and what is in doubt stays so. */
function leave(wants: readonly Want[], problem: Problem, { workspace }: SurveyTools): void {
  workspace.together(() => {
    for (const { key } of wants) workspace.wants.setStep(key, "done", problem);
  });
}

function incomplete(platform: string, gap: Gap): Problem {
  return {
    code: "list_incomplete",
    problem: `${platform}'s list of requests could not be read completely (${gapSentence(gap)}), so it is not known whether this is already requested. Nothing was sent for it; run again later.`,
  };
}
