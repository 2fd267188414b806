import { pages } from "../database/database.ts";
import type { Problem } from "../faults/problem.ts";
import type { Purpose } from "../http/call.ts";
import type { Reply } from "../http/reply.ts";
import type { RequestIdentity } from "../ledger/entry.ts";
import { readFor, type Listing } from "../lists/listing.ts";
import { walk, problemOfReading } from "../lists/walk.ts";
import { chooseReading, pagesOf } from "../lists/whole.ts";
import type { Resource, Remote } from "../platforms/resource.ts";
import type { Extent, Event } from "../requests/events.ts";
import { wasNeverShown } from "../requests/known.ts";
import { goalOf } from "../requests/operation.ts";
import type { Next, State } from "../requests/state.ts";
import type { WorkItem } from "../staging/work-item.ts";
import { adoptionFor, shownAs } from "./match.ts";
import { follow, type ReconcileTools, identityOf, seenOf, rowsOf } from "./tools.ts";

/** What came of reading; no extent when nothing was read, since asking subject by subject is cheaper. */
type Reading = { readonly extent: Extent | undefined } | { readonly problem: Problem };

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
  const { lists, ofSubject, changedSince } = resource.read;
  if (onlyRefresh && changedSince !== undefined) return readMoved(resource, changedSince, tools);
  const remembered = (await ledger.lists.recallMany([resource.kind])).get(resource.kind)?.total;
  const choice = chooseReading({
    singles: staging.remotes.subjectCount(resource.kind),
    mustList: ofSubject === undefined,
    noList: lists.length === 0,
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
  for (const listing of resource.read.lists) {
    const end = await walk(
      client,
      readFor(listing, { purpose }),
      (remotes) => staging.remotes.keep(resource.kind, remotes),
      {
        goOn: (furtherPages, known) => {
          const further = known === undefined ? furtherPages : pagesOf(known) - 1;
          first.wasEnough = further > singles && resource.read.ofSubject !== undefined;
          return !first.wasEnough;
        },
        // what it did not show can be asked for one by one as well
        again: (read) => read <= staging.remotes.unlistedCount(resource.kind, absent),
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
  for (const workItems of pages(
    "",
    (after: string) => staging.workItems.page(resource.kind, "refresh", after, 200),
    ({ key }) => key,
  )) {
    for (const { seenAt } of (await ledger.requests.findMany(workItems.map(({ key }) => key))).values()) {
      oldest = Math.min(oldest, seenAt ?? 0);
    }
  }
  return oldest;
}

/**
 * Reads one request that no list shows though the ledger knows its id. What is gone, or is about somebody else by
 * now, ends as a problem, never as a new request.
 */
export async function readOne(
  resource: Resource,
  workItem: WorkItem,
  id: string,
  tools: ReconcileTools,
): Promise<Next> {
  const { client, ledger, staging, clock } = tools;
  const { reply, remote } = await readById(resource, id, tools);
  const isChange = workItem.verb !== "create";
  const wasShown =
    isChange && !wasNeverShown((await ledger.requests.findMany([workItem.key])).get(workItem.key));
  const found = (how: "itself" | "another" | "elsewhere" | "absent"): Promise<Next> => {
    const goal = goalOf(workItem.verb, shownAs(resource, workItem, how === "itself" ? remote : undefined));
    const event = {
      event: "read-by-id",
      found: how,
      goal,
      wasShown,
      isDisputed: false,
      isMade: true,
    } as const;
    const { platform } = client;
    const about = {
      key: workItem.key,
      platform,
      id,
      wantedFor: workItem.subject,
      listedFor: remote?.subject ?? "",
    };
    return follow(resource, workItem, event, tools, () => about);
  };
  // what has ended is not there any more to be changed
  if (remote !== undefined && remote.remoteId === id && (remote.open || !isChange)) {
    if (remote.subject !== "" && remote.subject !== workItem.subject) return found("elsewhere");
    const goal = goalOf(workItem.verb, shownAs(resource, workItem, remote));
    if (goal === "met" || goal === "differs")
      await ledger.requests.recordSeen([seenOf(resource, workItem, remote)], clock.now());
    if (isChange || goal === "differs") staging.workItems.setTarget(workItem.key, id);
    return found("itself");
  }
  if (reply !== undefined && reply.kind !== "ok" && !(reply.kind === "refused" && reply.status === 404)) {
    return staging.workItems.move(workItem, unreadableItself(reply, client.platform));
  }
  const hasAnother = !isChange && (await adoptAnother(resource, workItem, id, tools));
  return found(hasAnother ? "another" : "absent");
}

/** What one call shows of an id; no reply where the platform has no call for that, and its lists are all there is. */
async function readById(
  { read: { byId } }: Resource,
  id: string,
  { client }: Pick<ReconcileTools, "client">,
): Promise<{ readonly reply: Reply | undefined; readonly remote: Remote | undefined }> {
  if (byId === undefined) return { reply: undefined, remote: undefined };
  const { call, read } = byId(id);
  const reply = await client.read(call);
  return { reply, remote: reply.kind === "ok" ? read(reply.body) : undefined };
}

function unreadableItself(reply: Reply, platform: string): Event {
  return { event: "unreadable", problem: problemOfReading(reply, platform), reading: "single" };
}

/** The answer to a submission may have named a wrong id: an open request that fits and is nobody's is the one then. */
async function adoptAnother(
  resource: Resource,
  workItem: WorkItem,
  id: string,
  { ledger, staging, clock }: ReconcileTools,
): Promise<boolean> {
  const { kind, subject } = workItem;
  const entries = (await ledger.requests.ofSubjects(resource, [subject])).get(subject) ?? [];
  const listed = staging.remotes
    .ofSubject(kind, subject)
    .filter(({ remoteId, open }) => open && remoteId !== id);
  const remote = adoptionFor(resource, workItem, entries, listed);
  if (remote === undefined) return false;
  const left = await ledger.requests.recordSeen([{ ...identityOf(resource, workItem), remote }], clock.now());
  return left.length === 0;
}

/**
 * Reads the requests that an earlier results file names for a work item, when no list shows them: what is for the same
 * subject and fits is that one; what is not, or is not there, is nobody's here. Says whether the work item is found, is not
 * there, or cannot be told about, which ends it.
 */
export async function readTold(
  resource: Resource,
  workItem: WorkItem,
  tools: ReconcileTools,
): Promise<"found" | "not there" | "ended"> {
  const { client, ledger, staging, clock } = tools;
  const { byId } = resource.read;
  if (byId === undefined) return "not there";
  for (const id of workItem.toldIds) {
    // the cell may hold anything
    if (!/^[\w-]{1,64}$/.test(id)) continue;
    const { call, read } = byId(id);
    const reply = await client.read({ ...call, rows: () => rowsOf([workItem]) });
    if (reply.kind !== "ok" && reply.kind !== "refused") {
      staging.workItems.move(workItem, unreadableItself(reply, client.platform));
      return "ended";
    }
    const remote = reply.kind === "ok" ? read(reply.body) : undefined;
    if (remote?.remoteId !== id || remote.subject !== workItem.subject) continue;
    if (resource.matchRank(workItem.attributes, remote) === 0) continue;
    if (resource.clash?.(workItem.attributes, remote.attributes, "platform") !== undefined) continue;
    const isChange = workItem.verb !== "create";
    // what has ended is not there any more
    if (isChange && !remote.open) continue;
    const goal = goalOf(workItem.verb, shownAs(resource, workItem, remote));
    const isThere = goal === "met" || goal === "differs";
    const left = isThere
      ? await ledger.requests.recordSeen([seenOf(resource, workItem, remote)], clock.now())
      : [];
    if (left.length > 0) continue;
    if (isChange || goal === "differs") staging.workItems.setTarget(workItem.key, id);
    const known = { isDisputed: false, isMade: false, wasShown: false };
    staging.workItems.move(workItem, { event: "read-by-id", found: "itself", goal, ...known });
    return "found";
  }
  return "not there";
}

type Seen = RequestIdentity & { readonly remote: Remote };

/**
 * Keeps what was seen. Where the ledger has it under another key, the platform's word decides: if it does not fit that
 * key, it is taken from there. Answers the keys of those that stay with the other.
 */
export async function recordSeen(
  resource: Resource,
  seen: readonly Seen[],
  { ledger, clock }: ReconcileTools,
): Promise<readonly string[]> {
  const { requests } = ledger;
  const at = clock.now();
  const left = new Set(await requests.recordSeen(seen, at));
  if (left.size === 0) return [];
  const disputed = seen.filter(({ key }) => left.has(key));
  const owners = await requests.withRemoteIds(
    [resource.kind],
    disputed.map(({ remote }) => remote.remoteId),
  );
  const wrong = disputed.filter(({ remote }) =>
    owners
      .filter(({ remoteId }) => remoteId === remote.remoteId)
      .every(
        ({ subject, attributes }) =>
          subject !== remote.subject || resource.matchRank(attributes, remote) === 0,
      ),
  );
  const ids = new Set(wrong.map(({ remote }) => remote.remoteId));
  const losers = owners.filter(({ remoteId }) => remoteId !== undefined && ids.has(remoteId));
  await requests.disown(
    losers.map(({ key }) => key),
    at,
  );
  const still = new Set(await requests.recordSeen(wrong, at));
  return [...left].filter((key) => still.has(key) || !wrong.some((one) => one.key === key));
}
