import type { Client } from "../http/client.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Directory } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { eachOpen } from "./each-open.ts";

/** What looking up needs. */
export interface LookupTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly clock: Clock;
}

/** Answers found longer ago than this are looked up again: people move, groups are merged. */
const longestMemoryMs = 30 * 86_400_000;

/**
 * Answers what needs no call. Counts what is left: searches that would answer the questions one by one, and
 * questions that only the whole list answers.
 */
export async function answerFromMemory(
  directory: Directory,
  { workspace, ledger, clock }: LookupTools,
): Promise<{ readonly searchable: number; readonly listOnly: number }> {
  const left = { searchable: 0, listOnly: 0 };
  const words = new Set<string>();
  await eachOpen(directory.name, workspace, async (question) => {
    const answer =
      directory.given(question) ??
      (await ledger.identities.recall(directory.name, question.text, clock.now() - longestMemoryMs));
    if (answer !== undefined) {
      workspace.questions.answer(question.id, answer, true);
      return;
    }
    workspace.questions.setHandles(question, directory.handlesOf(question));
    const word = directory.searchWord?.(question);
    if (word !== undefined && words.has(word)) return;
    if (word !== undefined) words.add(word);
    if (directory.search(question) === undefined) left.listOnly += 1;
    else left.searchable += 1;
  });
  return left;
}
