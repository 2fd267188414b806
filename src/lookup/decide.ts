import type { Directory, Entry } from "../platforms/platform.ts";
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
 * Says of every open question who is meant, or that nobody or several are. Found ids are kept in the ledger.
 * @param all the whole list was read, so that what is not among the entries is nowhere
 */
export async function decideOpen(directory: Directory, all: boolean, tools: LookupTools): Promise<void> {
  const { workspace, ledger, clock } = tools;
  let found: { question: string; id: string }[] = [];
  const keep = async (): Promise<void> => {
    const answers = found;
    found = [];
    await ledger.identities.remember(directory.name, answers, clock.now());
  };
  await eachOpen(directory.name, workspace, async (question) => {
    const entries = workspace.questions.candidates(question.id).map((entry) => JSON.parse(entry) as Entry);
    const decision = directory.decide(question, entries, all);
    if ("needsList" in decision) return;
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
