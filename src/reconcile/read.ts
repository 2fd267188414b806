import type { Purpose } from "../http/call.ts";
import { chooseReading, pagesOf } from "../lists/choose.ts";
import { readFor, type Listing } from "../lists/listing.ts";
import type { Resource } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Remote } from "../platforms/remote.ts";
import type { Extent } from "../requests/absence.ts";
import type { Problem } from "../faults/problem.ts";
import type { State } from "../requests/state.ts";
import type { ReconcileTools } from "./tools.ts";

/** What came of reading; no extent when nothing was read, since asking subject by subject is cheaper. */
export type Reading = { readonly extent: Extent | undefined } | { readonly problem: Problem };

/** Lists read a day more than what is needed: the days of filters have no time zone. */
const dayMs = 86_400_000;

/** Reads the requests about the subjects of these work items, in the way that takes the fewest calls. */
export async function readRequests(
  resource: Resource,
  states: readonly State[],
  tools: ReconcileTools,
): Promise<Reading> {
  const { staging, ledger } = tools;
  staging.remotes.takeInterest(resource.kind, states);
  const onlyRefresh = states.every(
    (state) => state === "refresh" || staging.workItems.count(resource.kind, state).workItems === 0,
  );
  if (onlyRefresh && resource.changedSince !== undefined)
    return readMoved(resource, resource.changedSince, tools);
  const remembered = (await ledger.lists.recallMany([resource.kind])).get(resource.kind)?.total;
  const choice = chooseReading({
    singles: staging.remotes.subjectCount(resource.kind),
    mustList: resource.ofSubject === undefined,
    noList: resource.all.length === 0,
    pages: remembered === undefined ? undefined : pagesOf(remembered),
    pagesRead: 0,
  });
  return choice === "singles" ? { extent: undefined } : readAll(resource, states, tools);
}

/** What the calls are for, where one reading may serve several ends. */
export function purposeOf(
  resource: Resource,
  states: readonly State[],
  { staging }: Pick<ReconcileTools, "staging">,
): Purpose {
  const any = (state: State): boolean =>
    states.includes(state) && staging.workItems.count(resource.kind, state).workItems > 0;
  if (any("look")) return "existing";
  return any("refresh") ? "status" : "settle";
}

/** The whole list, unless its first page shows that asking by subject is cheaper. */
async function readAll(
  resource: Resource,
  states: readonly State[],
  tools: ReconcileTools,
): Promise<Reading> {
  const { staging, client, ledger } = tools;
  const purpose = purposeOf(resource, states, tools);
  const singles = staging.remotes.subjectCount(resource.kind);
  const absent = states.filter((state) => state === "look" || state === "refresh");
  const first = { wasEnough: false };
  let total = 0;
  let extent: Extent = "whole";
  for (const listing of resource.all) {
    const end = await walk(
      client,
      readFor(listing, { purpose }),
      (remotes) => staging.remotes.keep(resource.kind, remotes),
      {
        goOn: (furtherPages, known) => {
          const further = known === undefined ? furtherPages : pagesOf(known) - 1;
          first.wasEnough = further > singles && resource.ofSubject !== undefined;
          return !first.wasEnough;
        },
        // what it did not show can be asked for one by one as well
        again: (pages) => pages <= staging.remotes.unlistedCount(resource.kind, absent),
      },
    );
    if (!end.complete) return end;
    total += end.total ?? 0;
    if (first.wasEnough) break;
    if (end.gap !== undefined) extent = "part";
  }
  await ledger.lists.remember(resource.kind, { total });
  return { extent: first.wasEnough ? undefined : extent };
}

/** Statuses only: what has not moved since the oldest reading needs no call. Never proves that something is not there. */
async function readMoved(
  resource: Resource,
  changedSince: (day: string) => Listing<Remote>,
  tools: ReconcileTools,
): Promise<Reading> {
  const { staging, client } = tools;
  const since = await oldestReading(resource, tools);
  const day = new Date(since - dayMs).toISOString().slice(0, 10);
  const end = await walk(client, readFor(changedSince(day), { purpose: "status" }), (remotes) =>
    staging.remotes.keep(resource.kind, remotes),
  );
  if (!end.complete) return end;
  return { extent: end.gap === undefined ? "moved" : "moved-part" };
}

async function oldestReading(
  resource: Resource,
  { staging, ledger, clock }: ReconcileTools,
): Promise<number> {
  let oldest = clock.now();
  for (let after = ""; ;) {
    const workItems = staging.workItems.page(resource.kind, "refresh", after, 200);
    const last = workItems.at(-1);
    if (last === undefined) return oldest;
    after = last.key;
    for (const { seenAt } of (await ledger.requests.findMany(workItems.map(({ key }) => key))).values()) {
      oldest = Math.min(oldest, seenAt ?? 0);
    }
  }
}
