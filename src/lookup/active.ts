import { pages } from "../database/pages.ts";
import { pagesOf } from "../lists/choose.ts";
import type { OpenPlatform } from "../platforms/definition.ts";
import { readFor } from "../lists/listing.ts";
import type { LookupSource, Entry } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Problem } from "../faults/problem.ts";
import type { LookupTools } from "./from-memory.ts";

const together = 200;

/**
 * Reads everybody whose id was believed unread, from the roster or from an earlier run, and for whom something would
 * be requested now: who is not there any more, or deactivated, gets no request. Nobody else is read.
 */
export async function checkBelieved(platform: OpenPlatform, tools: LookupTools): Promise<void> {
  for (const lookupSource of platform.lookupSources) {
    if (lookupSource.deactivates === true) await checkSource(lookupSource, tools);
  }
}

async function checkSource(lookupSource: LookupSource, tools: LookupTools): Promise<void> {
  const { staging, ledger, client } = tools;
  const total = (await ledger.lists.recallMany([lookupSource.name])).get(lookupSource.name)?.total;
  const count = staging.queries.believedCount(lookupSource.name);
  const isCheaper = (listPages: number): boolean => listPages < count;
  if (lookupSource.all !== undefined && count > 1 && (total === undefined || isCheaper(pagesOf(total)))) {
    const end = await walk(client, lookupSource.all, (entries) => judge(lookupSource, entries, tools), {
      goOn: (further, known) => isCheaper(known === undefined ? further : pagesOf(known)),
      again: () => false,
    });
    if (end.complete && end.total !== undefined) {
      await ledger.lists.remember(lookupSource.name, { total: end.total });
    }
  }
  // those whom the list did not show, too
  const believed = (after: string): readonly string[] =>
    staging.queries.believed(lookupSource.name, after, together);
  for (const ids of pages("", believed, (id) => id)) {
    await Promise.all(ids.map((id) => checkOne(lookupSource, id, tools)));
  }
}

async function checkOne(lookupSource: LookupSource, id: string, tools: LookupTools): Promise<void> {
  const { staging, client } = tools;
  const listing = lookupSource.search({ lookupSource: lookupSource.name, about: { id } });
  if (listing === undefined) throw new Error(`${lookupSource.name} cannot be asked by id`);
  const found: Entry[] = [];
  const rows = (): readonly number[] => staging.workItems.rowsToCreate(id);
  const end = await walk(client, readFor(listing, { rows }), (entries) => void found.push(...entries));
  if (!end.complete) return staging.workItems.withhold(id, end.problem);
  const problem = problemOf(lookupSource, id, found);
  if (problem !== undefined) staging.workItems.withhold(id, problem);
}

/** Says of the entries of a page what is known of them now. */
function judge(lookupSource: LookupSource, entries: readonly Entry[], { staging }: LookupTools): void {
  staging.together(() => {
    for (const entry of entries) {
      if (!staging.queries.see(lookupSource.name, entry.id)) continue;
      const problem = problemOf(lookupSource, entry.id, [entry]);
      if (problem !== undefined) staging.workItems.withhold(entry.id, problem);
    }
  });
}

function problemOf(lookupSource: LookupSource, id: string, entries: readonly Entry[]): Problem | undefined {
  const decision = lookupSource.decide({ lookupSource: lookupSource.name, about: { id } }, entries, false);
  return "failed" in decision ? { code: decision.failed, message: decision.problem } : undefined;
}
