import type { LedgerEntry } from "../ledger/entry.ts";
import type { RequestBook } from "../platforms/platform.ts";
import type { Remote } from "../staging/remotes.ts";
import type { Step, Want } from "../staging/work-items.ts";
import { alikeOf } from "./alike.ts";
import { assign } from "./match.ts";
import { readOne, readTold } from "./read-by-id.ts";
import type { Extent } from "./read.ts";
import { recordSeen } from "./seen.ts";
import { identityOf, type SurveyTools } from "./tools.ts";
import { isDisputed, isFalselyKnown, wantedOf } from "./wanted.ts";

/** Moves the wants at these steps on by what was read, subject by subject. */
export async function applyReading(
  book: RequestBook,
  steps: readonly Step[],
  extent: Extent,
  tools: SurveyTools,
): Promise<void> {
  const { workspace } = tools;
  // in a first run that is nearly all
  if (extent === "complete" && steps.includes("look")) workspace.wants.createUnlisted(book.kind);
  for (let after = ""; ;) {
    const subjects = workspace.remotes.subjectsAt(book.kind, steps, after, 100);
    const last = subjects.at(-1);
    if (last === undefined) return;
    after = last;
    await Promise.all(subjects.map((subject) => applySubject(book, steps, subject, extent, tools)));
  }
}

/** Moves the wants about one subject on by what was read of it. */
export async function applySubject(
  book: RequestBook,
  steps: readonly Step[],
  subject: string,
  extent: Extent,
  tools: SurveyTools,
): Promise<void> {
  const { workspace, ledger, clock } = tools;
  const entries = new Map(
    (await ledger.requests.ofSubject(book.kind, book.organization, subject)).map((entry) => [
      entry.key,
      entry,
    ]),
  );
  const listed = withoutGivenUp(workspace.remotes.ofSubject(book.kind, subject), entries);
  const wanted = workspace.wants.ofSubject(book.kind, subject).filter(({ step }) => steps.includes(step));
  const wants = await lookAgain(book, wanted, { entries, listed }, tools);
  const found = new Map(assign(book, wantedOf(book, wants, entries, listed), listed));
  const at = clock.now();
  const seen = wants.flatMap((want) => {
    const remote = found.get(want.key);
    if (remote === undefined) return [];
    const alike = extent.startsWith("moved")
      ? entries.get(want.key)?.details?.["alike"]
      : alikeOf(book, want, remote, listed, (id) => isAnothers(id, want.key, entries, found));
    const details = { ...remote.details, ...(alike === undefined ? {} : { alike }) };
    return [{ ...identityOf(book, want), remote: { ...remote, details } }];
  });
  for (const key of await recordSeen(book, seen, tools)) found.delete(key);
  const isUnmoved = ({ key }: Want): boolean => !found.has(key) && !isUnshown(entries.get(key));
  const unmoved = extent === "moved" ? wants.filter(isUnmoved).map(({ key }) => key) : [];
  await ledger.requests.touch(unmoved, at);
  const unlisted: { readonly want: Want; readonly id: string }[] = [];
  const missing: Want[] = [];
  workspace.together(() => {
    for (const want of wants) {
      const [remote, entry] = [found.get(want.key), entries.get(want.key)];
      const id = moveOn(want, remote, entry, extent, tools);
      if (id !== undefined) unlisted.push({ want, id });
      // only what was read whole shows that something is not there
      if (want.step !== "look" || remote !== undefined || extent !== "complete") continue;
      const clash = clashIn(book, want, listed);
      if (clash !== undefined)
        workspace.wants.setStep(want.key, "done", { code: "contradiction", problem: clash });
      else if (want.toldIds.length > 0 || isDisputed(entry, want)) missing.push(want);
      else workspace.wants.setStep(want.key, "create");
    }
  });
  for (const { want, id } of unlisted) await readOne(book, want, id, tools);
  for (const want of missing) await endLook(book, want, entries.get(want.key), tools);
}

/**
 * Where a list shows that a request is not what the ledger has its id for, the ledger is put right and the want is
 * looked for. The first version took a facility's request for one specialty for a request for all of them.
 */
async function lookAgain(
  book: RequestBook,
  wants: readonly Want[],
  { entries, listed }: { readonly entries: Map<string, LedgerEntry>; readonly listed: readonly Remote[] },
  { workspace, ledger, clock }: SurveyTools,
): Promise<readonly Want[]> {
  const wrong = wants.filter(
    ({ key, step }) => step === "refresh" && isFalselyKnown(book, entries.get(key), listed),
  );
  if (wrong.length === 0) return wants;
  const keys = wrong.map(({ key }) => key);
  await ledger.requests.disown(keys, clock.now());
  for (const [key, entry] of await ledger.requests.find(keys)) entries.set(key, entry);
  workspace.together(() => {
    for (const key of keys) workspace.wants.setStep(key, "look");
  });
  return wants.map((want) => (keys.includes(want.key) ? { ...want, step: "look" } : want));
}

/** Whether a request is found for another want, or stands under another key. */
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
function clashIn(book: RequestBook, want: Want, listed: readonly Remote[]): string | undefined {
  return listed
    .map(({ open, facts }) => (open ? book.clash?.(want.facts, facts, "platform") : undefined))
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
  book: RequestBook,
  want: Want,
  entry: LedgerEntry | undefined,
  tools: SurveyTools,
): Promise<void> {
  const { workspace, ledger, clock } = tools;
  if ((await readTold(book, want, tools)) !== "not there") return;
  if (!isDisputed(entry, want)) return workspace.wants.setStep(want.key, "create");
  await ledger.requests.disown([want.key], clock.now());
  workspace.wants.setStep(want.key, entry?.origin === "created" ? "confirm" : "create");
}

/** Says how far a want has come now; answers its id when only the request itself can tell. */
function moveOn(
  want: Want,
  found: Remote | undefined,
  entry: LedgerEntry | undefined,
  extent: Extent,
  { workspace: { wants } }: SurveyTools,
): string | undefined {
  if (found !== undefined) {
    wants.setStep(want.key, found.status === undefined && want.step === "confirm" ? "confirm" : "done");
    return undefined;
  }
  switch (want.step) {
    case "refresh":
      // what was never shown is looked for by name
      if (extent.startsWith("moved") && isUnshown(entry)) {
        wants.setStep(want.key, "confirm");
        return undefined;
      }
      // nothing heard of it is good news when only moves were asked for
      if ((extent === "complete" || extent === "part") && entry?.remoteId !== undefined)
        return entry.remoteId;
      wants.setStep(want.key, "done");
      return undefined;
    case "look":
    case "doubt":
    case "confirm":
    case "create":
    case "done":
      return undefined;
  }
}
