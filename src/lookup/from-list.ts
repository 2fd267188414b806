import type { Directory } from "../platforms/platform.ts";
import { walk } from "../platforms/walk.ts";
import { decideOpen, keepEntries } from "./decide.ts";
import type { LookupTools } from "./from-memory.ts";

/**
 * Answers the open questions from the whole list, unless its first page shows that asking one by one is cheaper.
 * Says whether the list was read; when it could not be, its questions have failed.
 */
export async function answerFromList(
  directory: Directory,
  tools: LookupTools,
  { singles, mustList }: { readonly singles: number; readonly mustList: boolean },
): Promise<boolean> {
  const { client, ledger, workspace } = tools;
  if (directory.all === undefined) throw new Error(`${directory.name} has no list`);
  const first = { wasEnough: false };
  const end = await walk(
    client,
    directory.all,
    (entries) => keepEntries(directory, entries, workspace),
    (furtherPages, total) => {
      // a list with cursors makes one page known at a time, so its length counts
      const further = total === undefined ? furtherPages : Math.ceil(total / 100) - 1;
      first.wasEnough = !mustList && further > singles;
      return !first.wasEnough;
    },
  );
  if (!end.complete) {
    workspace.questions.failOpen(directory.name, end.problem.code, end.problem.problem);
    return true;
  }
  if (end.total !== undefined) await ledger.surveys.remember(directory.name, { total: end.total });
  if (first.wasEnough) return false;
  await decideOpen(directory, true, tools);
  return true;
}
