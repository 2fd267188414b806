import { readFor, type Directory, type Entry } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Problem } from "../staging/staged-rows.ts";
import { decideOpen, keepEntries } from "./decide.ts";
import { unread } from "./unread.ts";
import { eachOpen } from "./each-open.ts";
import type { LookupTools } from "./from-memory.ts";

/** Asks every open question alone; questions that the same search answers share it. */
export async function answerOneByOne(directory: Directory, tools: LookupTools): Promise<void> {
  const { client, workspace } = tools;
  const searches = new Map<string, Promise<Problem | undefined>>();
  await eachOpen(directory.name, workspace, async (question) => {
    const search = directory.search(question);
    if (search === undefined) return;
    const look = async (): Promise<Problem | undefined> => {
      const rows = (): readonly number[] => workspace.rows.referringTo(question.id);
      const keep = (entries: readonly Entry[]): void => keepEntries(directory, entries, workspace);
      const end = await walk(client, readFor(search, { ...tools, rows }), keep, { isShort: true });
      if (!end.complete) return end.problem;
      return end.gap === undefined ? undefined : unread(client.platform, end.gap);
    };
    const word = directory.searchWord?.(question);
    const shared = word === undefined ? undefined : searches.get(word);
    const looking = shared ?? look();
    if (word !== undefined && shared === undefined) searches.set(word, looking);
    const problem = await looking;
    if (problem !== undefined) workspace.questions.fail(question.id, problem, "unread");
  });
  await decideOpen(directory, "searches", tools);
}
