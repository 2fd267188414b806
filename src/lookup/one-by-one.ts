import { readFor, type LookupSource, type Entry } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Problem } from "../staging/staged-rows.ts";
import { decideOpen, keepEntries } from "./decide.ts";
import { unread } from "./unread.ts";
import { eachOpen } from "./each-open.ts";
import type { LookupTools } from "./from-memory.ts";

/** Asks every open query alone; queries that the same search answers share it. */
export async function answerOneByOne(lookupSource: LookupSource, tools: LookupTools): Promise<void> {
  const { client, staging } = tools;
  const searches = new Map<string, Promise<Problem | undefined>>();
  await eachOpen(lookupSource.name, staging, async (query) => {
    const search = lookupSource.search(query);
    if (search === undefined) return;
    const look = async (): Promise<Problem | undefined> => {
      const rows = (): readonly number[] => staging.rows.referringTo(query.id);
      const keep = (entries: readonly Entry[]): void => keepEntries(lookupSource, entries, staging);
      const end = await walk(client, readFor(search, { ...tools, rows }), keep, { isShort: true });
      if (!end.complete) return end.problem;
      return end.gap === undefined ? undefined : unread(client.platform, end.gap);
    };
    const word = lookupSource.searchWord?.(query);
    const shared = word === undefined ? undefined : searches.get(word);
    const looking = shared ?? look();
    if (word !== undefined && shared === undefined) searches.set(word, looking);
    const problem = await looking;
    if (problem !== undefined) staging.queries.fail(query.id, problem, "unread");
  });
  await decideOpen(lookupSource, "searches", tools);
}
