import type { Directory, Entry } from "../platforms/platform.ts";
import { earlierIdOf, rememberedAs } from "../platforms/earlier-id.ts";
import { textOf, type OpenQuestion, type Question } from "../staging/queries.ts";
import type { Workspace } from "../staging/staging.ts";
import { eachOpen } from "./each-open.ts";
import type { LookupTools } from "./from-memory.ts";

/** Keeps the entries of a page that may answer open questions. */
export function keepEntries(directory: Directory, entries: readonly Entry[], workspace: Workspace): void {
  workspace.together(() => {
    for (const { holding, ...entry } of entries) {
      workspace.questions.addCandidate(directory.name, entry.handles, entry.id, JSON.stringify(entry));
      if (holding !== undefined) workspace.holders.glimpse(holding);
    }
  });
}

/**
 * How much of what there is the entries are: the `whole` list, or all that `searches` for the questions show. A `part`
 * of the list cannot show that somebody is not there, nor that nobody else has the same name; of the `rest`, which
 * cannot be searched for, it is the most that there is.
 */
export type Shown = "whole" | "searches" | "part" | "rest";

/** Says of every open question who is meant, or that nobody or several are. Found ids are kept in the ledger. */
export async function decideOpen(directory: Directory, shown: Shown, tools: LookupTools): Promise<void> {
  const { workspace, ledger, clock } = tools;
  let found: { question: string; id: string }[] = [];
  const redirected: { id: number; instead: Question; otherwise: string | undefined }[] = [];
  const keep = async (): Promise<void> => {
    const answers = found;
    found = [];
    await ledger.identities.remember(directory.name, answers, clock.now());
  };
  await eachOpen(directory.name, workspace, async (question) => {
    const entries = workspace.questions.candidates(question.id).map((entry) => JSON.parse(entry) as Entry);
    if (shown === "part" && !isNamedForCertain(question)) return;
    const partly = shown === "part" || shown === "rest";
    // where the whole list is not known, an id of an earlier run is asked for alone
    const all = shown === "whole" || (shown === "rest" && earlierIdOf(question) === undefined);
    const decision = directory.decide(question, entries, all);
    if ("needsList" in decision || (partly && !("found" in decision))) return;
    if ("failed" in decision) {
      const ending = decision.contradicts === true ? "contradicted" : "open";
      workspace.questions.fail(question.id, { code: decision.failed, problem: decision.problem }, ending);
      return;
    }
    if ("instead" in decision) {
      redirected.push({ id: question.id, ...decision });
      return;
    }
    workspace.questions.answer(question.id, decision.found);
    found.push({ question: textOf(rememberedAs(question, decision.found)), id: decision.found });
    if (found.length >= 200) await keep();
  });
  await keep();
  // the questions in their place are new ones, and not of this pass
  for (const { id, instead, otherwise } of redirected) {
    workspace.questions.redirect(id, instead, otherwise);
  }
}

/** Answers the questions that others have answered by now. */
export async function settleRedirected(directory: Directory, tools: LookupTools): Promise<void> {
  const { workspace, ledger, clock } = tools;
  for (let after = 0; ;) {
    const questions = workspace.questions.redirected(directory.name, after, 200);
    const last = questions.at(-1);
    if (last === undefined) return;
    after = last.id;
    const kept: { question: string; id: string }[] = [];
    for (const question of questions) {
      const { answer, problem, ending, believed } = question.instead;
      const found = answer ?? (ending === "open" ? question.otherwise : undefined);
      if (found !== undefined) {
        workspace.questions.answer(question.id, found, believed && answer !== undefined);
        kept.push({ question: textOf(rememberedAs(question, found)), id: found });
      } else if (problem !== undefined) {
        workspace.questions.fail(question.id, problem, ending);
      }
    }
    await ledger.identities.remember(directory.name, kept, clock.now());
  }
}

/** Ids and email addresses belong to one only, so that who has them is found, whatever was not read. */
function isNamedForCertain({ about }: OpenQuestion): boolean {
  return about["id"] !== undefined || about["earlier"] !== undefined || about["email"] !== undefined;
}
