import type { LedgerEntry } from "../ledger/entry.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Remote } from "../staging/remotes.ts";
import type { Step, WorkItem } from "../staging/work-items.ts";
import { alikeOf } from "./alike.ts";
import { assign } from "./match.ts";
import { readOne, readTold } from "./read-by-id.ts";
import type { Extent } from "./read.ts";
import { recordSeen } from "./seen.ts";
import { identityOf, type ReconcileTools } from "./tools.ts";
import { isDisputed, isFalselyKnown, wantedOf } from "./wanted.ts";

/** Moves the work items at these steps on by what was read, subject by subject. */
export async function applyReading(
  resource: Resource,
  steps: readonly Step[],
  extent: Extent,
  tools: ReconcileTools,
): Promise<void> {
  const { staging } = tools;
  // in a first run that is nearly all
  if (extent === "complete" && steps.includes("look")) staging.workItems.createUnlisted(resource.kind);
  for (let after = ""; ;) {
    const subjects = staging.remotes.subjectsAt(resource.kind, steps, after, 100);
    const last = subjects.at(-1);
    if (last === undefined) return;
    after = last;
    await Promise.all(subjects.map((subject) => applySubject(resource, steps, subject, extent, tools)));
  }
}

/** Moves the work items about one subject on by what was read of it. */
export async function applySubject(
  resource: Resource,
  steps: readonly Step[],
  subject: string,
  extent: Extent,
  tools: ReconcileTools,
): Promise<void> {
  const { staging, ledger, clock } = tools;
  const entries = new Map(
    (await ledger.requests.ofSubject(resource.kind, resource.organization, subject)).map((entry) => [
      entry.key,
      entry,
    ]),
  );
  const listed = withoutGivenUp(staging.remotes.ofSubject(resource.kind, subject), entries);
  const wanted = staging.workItems
    .ofSubject(resource.kind, subject)
    .filter(({ step }) => steps.includes(step));
  const workItems = await lookAgain(resource, wanted, { entries, listed }, tools);
  const found = new Map(assign(resource, wantedOf(resource, workItems, entries, listed), listed));
  const at = clock.now();
  const seen = workItems.flatMap((workItem) => {
    const remote = found.get(workItem.key);
    if (remote === undefined) return [];
    const alike = extent.startsWith("moved")
      ? entries.get(workItem.key)?.details?.["alike"]
      : alikeOf(resource, workItem, remote, listed, (id) => isAnothers(id, workItem.key, entries, found));
    const details = { ...remote.details, ...(alike === undefined ? {} : { alike }) };
    return [{ ...identityOf(resource, workItem), remote: { ...remote, details } }];
  });
  for (const key of await recordSeen(resource, seen, tools)) found.delete(key);
  const isUnmoved = ({ key }: WorkItem): boolean => !found.has(key) && !isUnshown(entries.get(key));
  const unmoved = extent === "moved" ? workItems.filter(isUnmoved).map(({ key }) => key) : [];
  await ledger.requests.touch(unmoved, at);
  const unlisted: { readonly workItem: WorkItem; readonly id: string }[] = [];
  const missing: WorkItem[] = [];
  staging.together(() => {
    for (const workItem of workItems) {
      const [remote, entry] = [found.get(workItem.key), entries.get(workItem.key)];
      const id = moveOn(workItem, remote, entry, extent, tools);
      if (id !== undefined) unlisted.push({ workItem, id });
      // only what was read whole shows that something is not there
      if (workItem.step !== "look" || remote !== undefined || extent !== "complete") continue;
      const clash = clashIn(resource, workItem, listed);
      if (clash !== undefined)
        staging.workItems.setStep(workItem.key, "done", { code: "contradiction", problem: clash });
      else if (workItem.toldIds.length > 0 || isDisputed(entry, workItem)) missing.push(workItem);
      else staging.workItems.setStep(workItem.key, "create");
    }
  });
  for (const { workItem, id } of unlisted) await readOne(resource, workItem, id, tools);
  for (const workItem of missing) await endLook(resource, workItem, entries.get(workItem.key), tools);
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
    ({ key, step }) => step === "refresh" && isFalselyKnown(resource, entries.get(key), listed),
  );
  if (wrong.length === 0) return workItems;
  const keys = wrong.map(({ key }) => key);
  await ledger.requests.disown(keys, clock.now());
  for (const [key, entry] of await ledger.requests.find(keys)) entries.set(key, entry);
  staging.together(() => {
    for (const key of keys) staging.workItems.setStep(key, "look");
  });
  return workItems.map((workItem) =>
    keys.includes(workItem.key) ? { ...workItem, step: "look" } : workItem,
  );
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

/** Only the answer to its submission ever named it. */
function isUnshown(entry: LedgerEntry | undefined): boolean {
  return entry?.standing === "accepted" && entry.shownAt === undefined;
}

/** What is listed nowhere is to be created, unless one of the ids that the roster gives for it turns out to be it. */
async function endLook(
  resource: Resource,
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  tools: ReconcileTools,
): Promise<void> {
  const { staging, ledger, clock } = tools;
  if ((await readTold(resource, workItem, tools)) !== "not there") return;
  if (!isDisputed(entry, workItem)) return staging.workItems.setStep(workItem.key, "create");
  await ledger.requests.disown([workItem.key], clock.now());
  staging.workItems.setStep(workItem.key, entry?.origin === "created" ? "confirm" : "create");
}

/** Says how far a work item has come now; answers its id when only the request itself can tell. */
function moveOn(
  workItem: WorkItem,
  found: Remote | undefined,
  entry: LedgerEntry | undefined,
  extent: Extent,
  { staging: { workItems } }: ReconcileTools,
): string | undefined {
  if (found !== undefined) {
    workItems.setStep(
      workItem.key,
      found.status === undefined && workItem.step === "confirm" ? "confirm" : "done",
    );
    return undefined;
  }
  switch (workItem.step) {
    case "refresh":
      // what was never shown is looked for by name
      if (extent.startsWith("moved") && isUnshown(entry)) {
        workItems.setStep(workItem.key, "confirm");
        return undefined;
      }
      // nothing heard of it is good news when only moves were asked for
      if ((extent === "complete" || extent === "part") && entry?.remoteId !== undefined)
        return entry.remoteId;
      workItems.setStep(workItem.key, "done");
      return undefined;
    case "look":
    case "doubt":
    case "confirm":
    case "create":
    case "done":
      return undefined;
  }
}
