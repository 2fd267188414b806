import { pagesOf } from "../lists/choose.ts";
import type { RequestBook } from "../platforms/platform.ts";
import type { Problem } from "../staging/staged-rows.ts";
import type { Look } from "../staging/remotes.ts";
import type { Step } from "../staging/work-items.ts";
import type { Workspace } from "../staging/staging.ts";
import { applyReading } from "./apply.ts";
import { readRequests, type Extent } from "./read.ts";
import { surveySubjects } from "./subjects.ts";
import { eachWant, type SurveyTools } from "./tools.ts";

/**
 * Reads with the fewest calls what a platform has of the wants at these steps, and moves each want on:
 * what is found is adopted, confirmed or has its status kept; what is looked for and surely not there is to be
 * created; what is in doubt and not there stays so. When the platform cannot be read, its wants end with that problem,
 * and the answer is false.
 */
export async function survey(
  book: RequestBook,
  steps: readonly Step[],
  tools: SurveyTools,
): Promise<boolean> {
  const others = steps.filter((step) => step !== "refresh");
  if (steps.includes("refresh") && (await isCheaperApart(book, others, tools))) {
    const moved = await surveyTogether(book, ["refresh"], tools);
    return (await surveyTogether(book, others, tools)) && moved;
  }
  const before = countOf(book, ["confirm"], tools.workspace);
  if (!(await surveyTogether(book, steps, tools))) return false;
  // what an earlier run made and no list has shown yet was not among what moved
  const unshown =
    steps.includes("refresh") && before === 0 && countOf(book, ["confirm"], tools.workspace) > 0;
  return unshown ? surveyTogether(book, ["confirm"], tools) : true;
}

async function surveyTogether(
  book: RequestBook,
  steps: readonly Step[],
  tools: SurveyTools,
): Promise<boolean> {
  const { workspace } = tools;
  workspace.remotes.clear(book.kind);
  if (countOf(book, steps, workspace) === 0) return true;
  const reading = await readRequests(book, steps, tools);
  if ("problem" in reading) {
    endAll(book, steps, reading.problem, workspace);
    return false;
  }
  const { extent } = reading;
  workspace.remotes.setLook(book.kind, lookOf(extent));
  if (extent !== "apart") await applyReading(book, steps, extent, tools);
  if (extent === "complete" || extent === "moved" || extent === "moved-part") return true;
  // what would be requested is asked for by its subject first; of a doubt that is asked when it is believed
  const left = extent === "apart" ? steps : steps.filter((step) => step === "look");
  const problem = await surveySubjects(book, left, tools);
  if (problem !== undefined) endAll(book, left, problem, workspace);
  return problem === undefined;
}

function lookOf(extent: Extent | "apart"): Look {
  if (extent === "apart") return "apart";
  return extent === "complete" ? "whole" : "part";
}

/** A few new requests among many known ones: what moved is one short list, and the new ones are asked for by subject. */
async function isCheaperApart(
  book: RequestBook,
  others: readonly Step[],
  { workspace, ledger }: SurveyTools,
): Promise<boolean> {
  if (book.changedSince === undefined || workspace.wants.count(book.kind, "refresh").wants === 0)
    return false;
  const { total } = await ledger.surveys.recall(book.kind);
  const alone = countOf(book, others, workspace);
  return alone > 0 && total !== undefined && alone + 1 < pagesOf(total);
}

function countOf(book: RequestBook, steps: readonly Step[], workspace: Workspace): number {
  return steps.reduce((sum, step) => sum + workspace.wants.count(book.kind, step).wants, 0);
}

/** What is in doubt stays in doubt; all else is not reached in this run. */
function endAll(book: RequestBook, steps: readonly Step[], problem: Problem, workspace: Workspace): void {
  eachWant(book.kind, steps, workspace, (want) => {
    const next = want.step === "doubt" || want.step === "confirm" ? want.step : "done";
    workspace.wants.setStep(want.key, next, problem);
  });
}
