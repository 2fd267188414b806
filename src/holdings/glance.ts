import type { Problem } from "../faults/problem.ts";
import type { Holding } from "../ledger/entry.ts";
import { readFor } from "../lists/listing.ts";
import { walk } from "../lists/walk.ts";
import { nameOfList, type HoldingSource } from "../platforms/holding-source.ts";
import type { HoldingTools } from "./read.ts";

/**
 * Looks at the first page of a list that cannot be asked for what moved: as long as that page and the length of the
 * list are what the ledger knows, so is the rest, as far as it matters now. What ends soonest stands on it, or what
 * moved last. Answers why when it cannot be read.
 */
export async function glance(
  resource: HoldingSource,
  at: number,
  tools: HoldingTools,
): Promise<"moved" | "unmoved" | Problem> {
  const { client, ledger, staging } = tools;
  const page: Holding[] = [];
  const end = await walk(
    client,
    readFor(resource.all, { optional: true }),
    (items) => void page.push(...items),
    {
      goOn: () => false,
    },
  );
  if (!end.complete) return end.problem;
  const name = nameOfList(resource);
  const remembered = (await ledger.lists.recallMany([name])).get(name)?.total;
  const interest = staging.holders.among(
    resource.platform,
    page.map(({ subject }) => subject),
  );
  const mine = page.filter(({ subject }) => interest.has(subject));
  const known = await ledger.holdings.findMany(
    resource,
    mine.map(({ id }) => id),
  );
  const isNew = (holding: Holding): boolean => !isSame(holding, known.get(holding.id));
  if (resource.firstPage === "moved-first") {
    const last = mine.at(-1);
    if (last !== undefined && isNew(last)) return "moved";
    await ledger.holdings.keep(mine, at);
    return "unmoved";
  }
  const moved = mine.some(isNew) || (remembered !== undefined && end.total !== remembered);
  return moved || (await anyLeft(resource, page, tools)) ? "moved" : "unmoved";
}

/** What ended before the last one on the page and is not on it has got another day, or is gone. */
async function anyLeft(
  resource: HoldingSource,
  page: readonly Holding[],
  { ledger, staging }: HoldingTools,
): Promise<boolean> {
  const lastDay = page.findLast(({ until }) => until !== undefined)?.until;
  if (lastDay === undefined) return false;
  const shown = new Set(page.map(({ id }) => id));
  const left = (await ledger.holdings.endingBefore(resource, lastDay)).filter(({ id }) => !shown.has(id));
  const interest = staging.holders.among(
    resource.platform,
    left.map(({ subject }) => subject),
  );
  return interest.size > 0;
}

function isSame(one: Holding, other: Holding | undefined): boolean {
  const told = (holding: Holding | undefined): string =>
    JSON.stringify([
      holding?.state,
      holding?.number,
      holding?.status,
      holding?.from,
      holding?.until,
      holding?.due,
    ]);
  return other !== undefined && told(one) === told(other);
}
