import { pagesOf } from "../lists/choose.ts";
import { readFor, type Directory, type Entry, type RequestPlatform } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Problem } from "../staging/staged-rows.ts";
import type { LookupTools } from "./from-memory.ts";

const together = 200;

/**
 * Reads everybody whose id was believed unread, from the roster or from an earlier run, and for whom something would
 * be requested now: who is not there any more, or deactivated, gets no request. Nobody else is read.
 */
export async function checkBelieved(platform: RequestPlatform, tools: LookupTools): Promise<void> {
  for (const directory of platform.directories) {
    if (directory.deactivates === true) await checkDirectory(directory, tools);
  }
}

async function checkDirectory(directory: Directory, tools: LookupTools): Promise<void> {
  const { workspace, ledger, client } = tools;
  const { total } = await ledger.surveys.recall(directory.name);
  const count = workspace.questions.believedCount(directory.name);
  const isCheaper = (pages: number): boolean => pages < count;
  if (directory.all !== undefined && count > 1 && (total === undefined || isCheaper(pagesOf(total)))) {
    const end = await walk(client, directory.all, (entries) => judge(directory, entries, tools), {
      goOn: (further, known) => isCheaper(known === undefined ? further : pagesOf(known)),
      again: () => false,
    });
    if (end.complete && end.total !== undefined) {
      await ledger.surveys.remember(directory.name, { total: end.total });
    }
  }
  // those whom the list did not show, too
  for (let after = ""; ;) {
    const ids = workspace.questions.believed(directory.name, after, together);
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
    await Promise.all(ids.map((id) => checkOne(directory, id, tools)));
  }
}

async function checkOne(directory: Directory, id: string, tools: LookupTools): Promise<void> {
  const { workspace, client } = tools;
  const listing = directory.search({ directory: directory.name, about: { id } });
  if (listing === undefined) throw new Error(`${directory.name} cannot be asked by id`);
  const found: Entry[] = [];
  const rows = (): readonly number[] => workspace.wants.rowsToCreate(id);
  const end = await walk(client, readFor(listing, { rows }), (entries) => void found.push(...entries));
  if (!end.complete) return workspace.wants.endCreates(id, end.problem);
  const problem = problemOf(directory, id, found);
  if (problem !== undefined) workspace.wants.endCreates(id, problem);
}

/** Says of the entries of a page what is known of them now. */
function judge(directory: Directory, entries: readonly Entry[], { workspace }: LookupTools): void {
  workspace.together(() => {
    for (const entry of entries) {
      if (!workspace.questions.see(directory.name, entry.id)) continue;
      const problem = problemOf(directory, entry.id, [entry]);
      if (problem !== undefined) workspace.wants.endCreates(entry.id, problem);
    }
  });
}

function problemOf(directory: Directory, id: string, entries: readonly Entry[]): Problem | undefined {
  const decision = directory.decide({ directory: directory.name, about: { id } }, entries, false);
  return "failed" in decision ? { code: decision.failed, problem: decision.problem } : undefined;
}
