import type { Directory, Entry } from "../platforms/platform.ts";
import type { OpenQuestion } from "../workspace/questions.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { eachOpen } from "./each-open.ts";
import type { LookupTools } from "./from-memory.ts";

/** Keeps the entries of a page that may answer open questions. */
export function keepEntries(directory: Directory, entries: readonly Entry[], workspace: Workspace): void {
  workspace.together(() => {
    for (const entry of entries) {
      workspace.questions.addCandidate(directory.name, entry.handles, entry.id, JSON.stringify(entry));
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
  const keep = async (): Promise<void> => {
    const answers = found;
    found = [];
    await ledger.identities.remember(directory.name, answers, clock.now());
  };
  await eachOpen(directory.name, workspace, async (question) => {
    const entries = workspace.questions.candidates(question.id).map((entry) => JSON.parse(entry) as Entry);
    if (shown === "part" && !isNamedForCertain(question)) return;
    const decision = directory.decide(question, entries, shown === "whole" || shown === "rest");
    const partly = shown === "part" || shown === "rest";
    if ("needsList" in decision || (partly && "failed" in decision)) return;
    if ("failed" in decision) {
      workspace.questions.fail(question.id, decision.failed, decision.problem);
      return;
    }
    workspace.questions.answer(question.id, decision.found);
    found.push({ question: question.text, id: decision.found });
    if (found.length >= 200) await keep();
  });
  await keep();
}

/** Ids and e-mail addresses belong to one only, so that who has them is found, whatever was not read. */
function isNamedForCertain({ about }: OpenQuestion): boolean {
  return about["id"] !== undefined || about["email"] !== undefined;
}
