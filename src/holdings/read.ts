import { pages } from "../database/database.ts";
import type { Problem } from "../faults/problem.ts";
import type { Client } from "../http/client.ts";
import type { Holding } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { HoldingReading } from "../ledger/stores.ts";
import { readFor, type Listing } from "../lists/listing.ts";
import { walk, type WalkEnd, type WalkHow } from "../lists/walk.ts";
import { chooseReading, pagesOf } from "../lists/whole.ts";
import { nameOfList, type Holder, type HoldingSource } from "../platforms/holding-source.ts";
import type { Clock } from "../runtime.ts";
import type { Staging } from "../staging/staging.ts";
import { msPerDay } from "../text/days.ts";
import { glance } from "./glance.ts";

/** What reading what people have needs. */
export interface HoldingTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly clock: Clock;
}

/** What was read whole longer ago is read whole again: lists of what moved do not show what is gone. */
const longestMemoryMs = 7 * msPerDay;

const together = 200;

/**
 * Reads with the fewest calls what those of interest have of one kind, into the ledger: what look-ups have shown costs
 * nothing, what is known is asked for what moved, and for the others the list or one call each is read. Answers why
 * when it cannot be read.
 */
export async function readHoldings(
  resource: HoldingSource,
  tools: HoldingTools,
): Promise<Problem | undefined> {
  const { clock, ledger } = tools;
  const at = clock.now();
  const { unread, known, oldest } = await takeStock(resource, tools, at);
  if (unread === 0) return known === 0 ? undefined : readMoved(resource, oldest, at, tools);
  const name = nameOfList(resource);
  const total = (await ledger.lists.recallMany([name])).get(name)?.total;
  const singles = unread + (known > 0 ? 1 : 0);
  const choice = chooseReading({
    singles,
    mustList: false,
    noList: false,
    pages: total === undefined ? undefined : pagesOf(total),
    pagesRead: 0,
  });
  if (choice !== "singles") {
    const end = await readAll(resource, at, tools, singles);
    if (end !== "apart") return end;
  }
  const problem = await readOneByOne(resource, at, tools);
  if (problem !== undefined || known === 0) return problem;
  return readMoved(resource, oldest, at, tools);
}

interface Stock {
  /** Holders of whom nothing is known, or nothing that is young enough. */
  readonly unread: number;
  /** Holders who may be asked for what moved. */
  readonly known: number;
  /** When the one of them was read whose reading is the oldest. */
  readonly oldest: number;
}

async function takeStock(resource: HoldingSource, tools: HoldingTools, at: number): Promise<Stock> {
  let [unread, known, oldest] = [0, 0, at];
  await eachPage(resource, tools, async (holders, readings) => {
    const subjects = holders.map(({ subject }) => subject);
    const glimpsed = tools.staging.holders.glimpsed(resource.platform, resource.kind, subjects);
    await tools.ledger.holdings.keep(glimpsed, at);
    const seen = glimpsed.map(({ subject }) => subject);
    await tools.ledger.holdings.markRead(resource, seen, at, true);
    for (const subject of subjects) {
      if (seen.includes(subject)) continue;
      const reading = readings.get(subject);
      if (!isYoung(reading, at)) unread += 1;
      else {
        known += 1;
        oldest = Math.min(oldest, reading.readAt);
      }
    }
  });
  return { unread, known, oldest };
}

function isYoung(reading: HoldingReading | undefined, at: number): reading is HoldingReading {
  return reading !== undefined && at - reading.wholeAt < longestMemoryMs;
}

/** Does something for those of interest, a page at a time. */
async function eachPage(
  resource: HoldingSource,
  { staging, ledger }: HoldingTools,
  task: (holders: readonly Holder[], readings: ReadonlyMap<string, HoldingReading>) => Promise<void>,
): Promise<void> {
  const ofInterest = (after: string): readonly Holder[] =>
    staging.holders.page(resource.platform, resource.holders, after, together);
  for (const holders of pages("", ofInterest, ({ subject }) => subject)) {
    const subjects = holders.map(({ subject }) => subject);
    await task(holders, await ledger.holdings.readings(resource, subjects));
  }
}

/** The whole list, unless its first page shows that asking one by one is cheaper. */
async function readAll(
  resource: HoldingSource,
  at: number,
  tools: HoldingTools,
  singles = Number.POSITIVE_INFINITY,
): Promise<Problem | "apart" | undefined> {
  const first = { isApart: false };
  const end = await readList(resource, resource.all, at, tools, {
    goOn: (furtherPages, total) => {
      first.isApart = (total === undefined ? furtherPages : pagesOf(total) - 1) > singles;
      return !first.isApart;
    },
  });
  if (!end.complete) return end.problem;
  if (end.total !== undefined) await tools.ledger.lists.remember(nameOfList(resource), { total: end.total });
  if (first.isApart) return "apart";
  // who was missed for a gap is read again by the next run
  if (end.gap === undefined) await markAll(resource, at, true, tools);
  return undefined;
}

/** Keeps what a list shows of those of interest. */
async function readList(
  resource: HoldingSource,
  listing: Listing<Holding>,
  at: number,
  tools: HoldingTools,
  how: WalkHow = {},
): Promise<WalkEnd> {
  const { client, staging, ledger } = tools;
  const kept: Promise<void>[] = [];
  const end = await walk(
    client,
    readFor(listing, { optional: true }),
    (holdings) => {
      const ofInterest = staging.holders.among(
        resource.platform,
        holdings.map(({ subject }) => subject),
      );
      kept.push(
        ledger.holdings.keep(
          holdings.filter(({ subject }) => ofInterest.has(subject)),
          at,
        ),
      );
    },
    how,
  );
  await Promise.all(kept);
  return end;
}

async function readOneByOne(
  resource: HoldingSource,
  at: number,
  tools: HoldingTools,
): Promise<Problem | undefined> {
  let problem: Problem | undefined;
  await eachPage(resource, tools, async (holders, readings) => {
    await Promise.all(
      holders.map(async (holder) => {
        if (isYoung(readings.get(holder.subject), at) || problem !== undefined) return;
        const end = await readList(resource, resource.ofHolder(holder), at, tools);
        if (!end.complete) problem ??= end.problem;
        else if (end.gap === undefined)
          await tools.ledger.holdings.markRead(resource, [holder.subject], at, true);
      }),
    );
  });
  return problem;
}

/** What moved since the oldest reading, and a day more: the days of filters have no time zone. */
async function readMoved(
  resource: HoldingSource,
  oldest: number,
  at: number,
  tools: HoldingTools,
): Promise<Problem | undefined> {
  if (resource.changedSince !== undefined) {
    const day = new Date(oldest - msPerDay).toISOString().slice(0, 10);
    const end = await readList(resource, resource.changedSince(day), at, tools);
    if (end.complete) {
      if (end.gap === undefined) await markAll(resource, at, false, tools);
      return undefined;
    }
    if (end.problem.code !== "refused") return end.problem;
  }
  const name = nameOfList(resource);
  const total = (await tools.ledger.lists.recallMany([name])).get(name)?.total;
  if (resource.firstPage !== undefined && !isShort(resource, total)) {
    const seen = await glance(resource, at, tools);
    if (seen === "unmoved") {
      await markAll(resource, at, false, tools);
      return undefined;
    }
    if (seen !== "moved") return seen;
  }
  const end = await readAll(resource, at, tools);
  return end === "apart" ? undefined : end;
}

/** A list of a page is read whole with the same call; of two pages what ends is worth the second one. */
function isShort({ firstPage }: HoldingSource, total: number | undefined): boolean {
  return total !== undefined && pagesOf(total) <= (firstPage === "ends-first" ? 2 : 1);
}

async function markAll(
  resource: HoldingSource,
  at: number,
  whole: boolean,
  tools: HoldingTools,
): Promise<void> {
  await eachPage(resource, tools, async (holders) => {
    await tools.ledger.holdings.markRead(
      resource,
      holders.map(({ subject }) => subject),
      at,
      whole,
    );
  });
}
