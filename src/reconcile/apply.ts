import { pages } from "../database/database.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Resource, Remote } from "../platforms/resource.ts";
import { unseenRemoval } from "../requests/chain.ts";
import { isOfMoves, provesAbsence, type Extent, type Event } from "../requests/events.ts";
import { wasNeverShown } from "../requests/known.ts";
import { goalOf } from "../requests/operation.ts";
import { next, type Next, type State } from "../requests/state.ts";
import type { UnlistedAtAll, WorkItem } from "../staging/work-item.ts";
import { contradicted } from "./aliases.ts";
import { alikeOf, assign, isDisputed, isFalselyKnown, shownAs, wantedOf } from "./match.ts";
import { readOne, readTold, recordSeen } from "./read.ts";
import { follow, seenOf, type ReconcileTools } from "./tools.ts";

/** Moves the work items in these states on by what was read, subject by subject. */
export async function applyReading(
  resource: Resource,
  states: readonly State[],
  extent: Extent,
  tools: ReconcileTools,
): Promise<void> {
  const { staging } = tools;
  // in a first run that is nearly all
  if (provesAbsence(extent) && states.includes("look")) {
    staging.workItems.moveUnlisted(resource.kind, unlistedAtAll);
  }
  for (const subjects of pages(
    "",
    (after: string) => staging.remotes.subjectsAt(resource.kind, states, after, 100),
    (one) => one,
  )) {
    await Promise.all(subjects.map((subject) => applySubject(resource, states, subject, extent, tools)));
  }
}

/** Moves the work items about one subject on by what was read of it. */
export async function applySubject(
  resource: Resource,
  states: readonly State[],
  subject: string,
  extent: Extent,
  tools: ReconcileTools,
): Promise<void> {
  const { staging, ledger, clock } = tools;
  const { platform } = tools.client;
  const entries = new Map(
    ((await ledger.requests.ofSubjects(resource, [subject])).get(subject) ?? []).map((entry) => [
      entry.key,
      entry,
    ]),
  );
  const listed = withoutGivenUp(staging.remotes.ofSubject(resource.kind, subject), entries);
  const wanted = staging.workItems
    .ofSubject(resource.kind, subject)
    .filter(({ state }) => states.includes(state));
  const workItems = await lookAgain(resource, wanted, { entries, listed }, tools);
  const found = new Map(assign(resource, wantedOf(resource, workItems, entries, listed), listed));
  const at = clock.now();
  const all = [...entries.values()];
  const seen = workItems.flatMap((workItem) => {
    const remote = found.get(workItem.key);
    if (remote === undefined || !isThere(resource, workItem, remote, all)) return [];
    const alike = isOfMoves(extent)
      ? entries.get(workItem.key)?.details?.["alike"]
      : alikeOf(resource, workItem, remote, listed, (id) => isAnothers(id, workItem.key, entries, found));
    const details = { ...remote.details, ...(alike === undefined ? {} : { alike }) };
    return [seenOf(resource, workItem, { ...remote, details })];
  });
  for (const key of await recordSeen(resource, seen, tools)) found.delete(key);
  const isUnmoved = ({ key }: WorkItem): boolean => !found.has(key) && !wasNeverShown(entries.get(key));
  const unmoved = extent === "moved" ? workItems.filter(isUnmoved).map(({ key }) => key) : [];
  await ledger.requests.touch(unmoved, at);
  const toRead: { readonly workItem: WorkItem; readonly read: Next["read"] }[] = [];
  const gone: WorkItem[] = [];
  staging.together(() => {
    for (const workItem of workItems) {
      const [remote, entry] = [found.get(workItem.key), entries.get(workItem.key)];
      if (remote !== undefined) {
        const removal = unseenRemoval(workItem.key, all);
        const event = listedEvent(resource, workItem, remote, entry, removal?.ids);
        if (workItem.verb !== "create" || event.goal === "differs")
          staging.workItems.setTarget(workItem.key, remote.remoteId);
        staging.workItems.move(workItem, event, () => ({ key: removal?.key ?? workItem.key, platform }));
        continue;
      }
      const clash =
        workItem.state === "look" && provesAbsence(extent) ? clashIn(resource, workItem, listed) : undefined;
      const event =
        clash === undefined ? notListedEvent(resource, workItem, entry, extent) : contradicted(clash);
      const { record } = next(workItem.state, event);
      if (record !== undefined) {
        gone.push(workItem);
        continue;
      }
      const { read } = staging.workItems.move(workItem, event, () => ({ key: workItem.key, platform }));
      if (read !== undefined) toRead.push({ workItem, read });
    }
  });
  for (const workItem of gone) {
    const event = notListedEvent(resource, workItem, entries.get(workItem.key), extent);
    await follow(resource, workItem, event, tools);
  }
  for (const { workItem, read } of toRead) {
    const entry = entries.get(workItem.key);
    if (read === "by-possible-ids") await endLook(resource, workItem, entry, tools);
    else if (entry?.remoteId !== undefined) await readOne(resource, workItem, entry.remoteId, tools);
  }
}

/**
 * Where a list shows that a request is not what the ledger has its id for, the ledger is put right and the work item is
 * looked for. The first version took a facility's request for one specialty for a request for all of them.
 */
async function lookAgain(
  resource: Resource,
  workItems: readonly WorkItem[],
  { entries, listed }: { readonly entries: Map<string, LedgerEntry>; readonly listed: readonly Remote[] },
  { staging, ledger, clock }: ReconcileTools,
): Promise<readonly WorkItem[]> {
  const wrong = workItems.filter(
    ({ key, state }) => state === "refresh" && isFalselyKnown(resource, entries.get(key), listed),
  );
  if (wrong.length === 0) return workItems;
  const keys = wrong.map(({ key }) => key);
  await ledger.requests.disown(keys, clock.now());
  for (const [key, entry] of await ledger.requests.findMany(keys)) entries.set(key, entry);
  staging.together(() => {
    for (const workItem of wrong) staging.workItems.move(workItem, { event: "disproved" });
  });
  return workItems.map((workItem) =>
    keys.includes(workItem.key) ? { ...workItem, state: "look" } : workItem,
  );
}

/** A list was read whole, and has nothing about a subject; of what is to be created there no id is known. */
const unlistedAtAll: UnlistedAtAll = {
  event: "not-listed",
  goal: goalOf("create", "absent"),
  extent: "whole",
  hasId: false,
  wasShown: true,
  hasIdsToRead: false,
};

/** Whether a listed request is what a work item is for, as it is to be or not. */
function isThere(
  resource: Resource,
  workItem: WorkItem,
  remote: Remote,
  entries: readonly LedgerEntry[],
): boolean {
  if (unseenRemoval(workItem.key, entries)?.ids.has(remote.remoteId) === true) return false;
  const goal = goalOf(workItem.verb, shownAs(resource, workItem, remote));
  return goal === "met" || goal === "differs";
}

/** Whether a request is found for another work item, or stands under another key. */
function isAnothers(
  id: string,
  key: string,
  entries: ReadonlyMap<string, LedgerEntry>,
  found: ReadonlyMap<string, Remote>,
): boolean {
  return (
    [...entries.values()].some((entry) => entry.key !== key && entry.remoteId === id) ||
    [...found].some(([other, remote]) => other !== key && remote.remoteId === id)
  );
}

/** Why an open request on the platform is neither this one nor to be told from it. */
function clashIn(resource: Resource, workItem: WorkItem, listed: readonly Remote[]): string | undefined {
  return listed
    .map(({ open, attributes }) =>
      open ? resource.clash?.(workItem.attributes, attributes, "platform") : undefined,
    )
    .find((clash) => clash !== undefined);
}

/** What ended and was given up for a new request is not handed back. */
function withoutGivenUp(
  listed: readonly Remote[],
  entries: ReadonlyMap<string, LedgerEntry>,
): readonly Remote[] {
  const givenUp = new Set([...entries.values()].flatMap((entry) => entry.givenUp ?? []));
  return listed.filter(({ remoteId, open }) => open || !givenUp.has(remoteId));
}

/** What is listed nowhere is to be created, unless one of the ids that the roster gives for it turns out to be it. */
async function endLook(
  resource: Resource,
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  tools: ReconcileTools,
): Promise<void> {
  if ((await readTold(resource, workItem, tools)) !== "not there") return;
  const isMade = entry?.origin === "created";
  const absent = {
    event: "read-by-id",
    found: "absent",
    goal: goalOf(workItem.verb, "absent"),
    wasShown: entry?.shownAt !== undefined,
    isDisputed: isDisputed(entry, workItem),
    isMade,
  } as const;
  const { platform } = tools.client;
  await follow(resource, workItem, absent, tools, () => ({ key: workItem.key, platform }));
}

/** That a reading shows a request. */
export function listedEvent(
  resource: Pick<Resource, "update">,
  workItem: Pick<WorkItem, "verb" | "attributes">,
  remote: Remote,
  entry: LedgerEntry | undefined,
  removedIds?: ReadonlySet<string>,
): Extract<Event, { readonly event: "listed" }> {
  const goal = goalOf(workItem.verb, shownAs(resource, workItem, remote));
  return {
    event: "listed",
    goal: goal === "out-of-reach" ? "unmet" : goal,
    hasStatus: remote.status !== undefined,
    wasShown: entry?.shownAt !== undefined,
    ...(removedIds?.has(remote.remoteId) === true ? { isRemoved: true } : {}),
  };
}

function notListedEvent(
  { read: { byId } }: Resource,
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  extent: Extent,
): Event {
  // without a call for one of them, a list that was read whole is all there is to be read
  const canBeRead = byId !== undefined || provesAbsence(extent);
  return {
    event: "not-listed",
    goal: goalOf(workItem.verb, "absent"),
    extent,
    hasId: canBeRead && entry?.remoteId !== undefined,
    wasShown: !wasNeverShown(entry),
    hasIdsToRead: workItem.toldIds.length > 0 || isDisputed(entry, workItem),
  };
}
