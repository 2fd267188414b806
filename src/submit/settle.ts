import { pages } from "../database/database.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Resource } from "../platforms/resource.ts";
import { waysToLook } from "../reconcile/tools.ts";
import { canBeLookedFor } from "../requests/events.ts";
import type { Clock } from "../runtime.ts";
import type { WorkItem } from "../staging/work-item.ts";
import { likeListed } from "./likeness.ts";
import { conclude, type ConcludeTools, pollAll } from "./poll.ts";

/** What settling needs. */
interface SettleTools extends ConcludeTools {
  readonly signal: AbortSignal;
  /** How long a list may lag before "it is not there" is believed. */
  readonly settleMs: number;
  /** A request of a run that died may have been on its way for so long after its intent. */
  readonly writeTimeoutMs: number;
  /** By how much the platform's clock is ahead of ours now; undefined when it has not said. */
  readonly clockAheadMs: () => number | undefined;
  /** Looks at the platform once more and moves on what it finds; false when it cannot be read. */
  readonly look: () => Promise<boolean>;
  /**
   * Whether a work item that the last look did not find is sure not to be there; else it has moved on, or waits. What has
   * an id of its own is made.
   */
  readonly isAbsent: (workItem: WorkItem, isMade: boolean) => Promise<boolean>;
  /** Sends what is to be sent. */
  readonly resend: () => Promise<void>;
  /** Told before each wait for the next look. */
  readonly onWait?: (ms: number) => void;
}

/** When to look, as shares of the settling time; only the last look is believed when it finds nothing. */
const looksAt = [0, 0.05, 0.15, 0.35, 0.65, 1];

/**
 * Asks after what the platform works on, settles what is in doubt and confirms what has no id yet. Looks several times over the settling time, since a
 * list may lag behind; what is not there at its end, nor anything like it, was not carried out and is sent again, once.
 * What cannot be settled stays in doubt for the next run.
 * @param lookedAt when the platform was last looked at for this; milliseconds since the epoch; undefined when it could
 * not be read
 */
export async function settleAll(
  resource: Resource,
  lookedAt: number | undefined,
  tools: SettleTools,
): Promise<void> {
  const { clock, signal, settleMs } = tools;
  await pollAll(resource, settleMs, tools);
  if (!anyOpen(resource, tools)) return;
  let firstLook = lookedAt;
  let lastLook = lookedAt;
  for (;;) {
    if (firstLook !== undefined && lastLook !== undefined) {
      const { nextLook, released } = await moveOnExpired(resource, firstLook, lastLook, tools);
      if (released > 0) {
        await tools.resend();
        await pollAll(resource, settleMs, tools);
        continue;
      }
      if (nextLook === undefined) return;
      const wait = nextLook - clock.now();
      tools.onWait?.(wait);
      await clock.sleep(wait, signal);
    }
    if (signal.aborted) return;
    lastLook = clock.now();
    if (!(await tools.look())) return;
    firstLook ??= lastLook;
  }
}

const openStates = ["doubt", "confirm"] as const;

function anyOpen(resource: Resource, { staging }: SettleTools): boolean {
  return openStates.some((state) => staging.workItems.count(resource.kind, state).workItems > 0);
}

interface Progress {
  /** When the platform is to be looked at next; undefined when nothing is left to look for. */
  readonly nextLook: number | undefined;
  /** How many requests are to be sent again. */
  readonly released: number;
}

async function moveOnExpired(
  resource: Resource,
  firstLook: number,
  lastLook: number,
  tools: SettleTools,
): Promise<Progress> {
  let nextLook: number | undefined;
  let released = 0;
  for await (const { workItem, entry } of openWorkItems(resource, tools)) {
    const { from, ms } = windowOf(workItem, entry, firstLook, tools);
    const next = looksAt.map((share) => from + share * ms).find((time) => time > lastLook);
    const isLookedFor = next !== undefined && canBeLookedFor(waysToLook(resource));
    if (isLookedFor && !(await needsNoWait(resource, workItem, entry, tools))) {
      nextLook = Math.min(nextLook ?? next, next);
    } else if (
      !(await tools.isAbsent(workItem, workItem.state === "confirm" && entry?.remoteId !== undefined))
    ) {
      continue;
    } else if (await conclude(resource, workItem, entry, tools)) {
      released += 1;
    }
  }
  return { nextLook, released };
}

/**
 * What an earlier run was given an id for can be asked for by that; and where something like what it sent is listed by
 * now, no waiting makes that any clearer.
 */
async function needsNoWait(
  resource: Resource,
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  { ledger, staging, clock }: SettleTools,
): Promise<boolean> {
  if (entry === undefined || entry.run === ledger.requests.run) return false;
  if (workItem.state === "confirm") return entry.remoteId !== undefined;
  if (workItem.verb !== "create") return false;
  return (await likeListed(resource, workItem, entry, { ledger, staging, now: clock.now() })) !== undefined;
}

async function* openWorkItems(
  resource: Resource,
  { staging, ledger }: SettleTools,
): AsyncGenerator<{ readonly workItem: WorkItem; readonly entry: LedgerEntry | undefined }> {
  for (const state of openStates) {
    for (const workItems of pages(
      "",
      (after: string) => staging.workItems.page(resource.kind, state, after, 200),
      ({ key }) => key,
    )) {
      const entries = await ledger.requests.findMany(workItems.map(({ key }) => key));
      for (const workItem of workItems) yield { workItem, entry: entries.get(workItem.key) };
    }
  }
}

/**
 * What earlier runs sent without ever seeing it may be sent again, since no list showed it. When something like it is
 * listed by now, it is not: a person has to tell.
 */
export async function holdWhatIsAlike(
  resource: Resource,
  { ledger, staging, clock, client, resolveLine }: ConcludeTools,
): Promise<void> {
  const entries = await ledger.requests.sentUnseen(resource);
  const workItems = staging.workItems.findAll(entries.map(({ key }) => key));
  for (const entry of entries) {
    const workItem = workItems.get(entry.key);
    if (workItem?.state !== "send" || workItem.verb !== "create") continue;
    const like = await likeListed(resource, workItem, entry, { ledger, staging, now: clock.now() });
    if (like === undefined) continue;
    staging.workItems.move(workItem, { event: "alike" }, () => ({
      key: workItem.key,
      platform: client.platform,
      line: resolveLine,
      id: like.remoteId === "" ? undefined : like.remoteId,
    }));
  }
}

/** What the time of settling depends on. */
interface WindowTools {
  readonly ledger: { readonly requests: Pick<Ledger["requests"], "run"> };
  readonly clock: Pick<Clock, "now">;
  readonly settleMs: number;
  readonly writeTimeoutMs: number;
  readonly clockAheadMs: () => number | undefined;
}

/** Over which time a request is looked for. */
interface SettlingWindow {
  /** Nothing of it can have been on its way after this; milliseconds since the epoch. */
  readonly from: number;
  readonly ms: number;
}

/** A clock that differs from the platform's by more than this proves nothing about other nights. */
const mostApartMs = 10_000;

/** `Date` has whole seconds, so a clock that is right reads half a second behind on average. */
const dateGrainMs = 500;

/**
 * When the settling time of a request began, and how long it is. A second silence speaks for a list that lags, so what
 * was sent again in this run has twice the time. What another run sent counts from the first look of this one: two
 * clocks, or one that was set between, measure nothing together, unless the platform's own agrees with both.
 */
function windowOf(
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  firstLook: number,
  tools: WindowTools,
): SettlingWindow {
  const ms = (workItem.resends ?? 0) > 0 ? tools.settleMs * 2 : tools.settleMs;
  const now = tools.clock.now();
  if (entry === undefined) return { from: firstLook, ms };
  const left =
    workItem.state === "confirm"
      ? (entry.settledAt ?? now)
      : (entry.doubtSince ?? (entry.intendedAt ?? now) + tools.writeTimeoutMs);
  if (entry.run === tools.ledger.requests.run) return { from: left, ms };
  const apart = workItem.state === "confirm" ? undefined : apartMs(entry.clockAheadMs, tools.clockAheadMs());
  if (apart === undefined) return { from: firstLook, ms };
  // what a run that died had just sent may still be on its way; a time in the future counts as now
  const latest = entry.doubtSince === undefined ? firstLook + tools.writeTimeoutMs : firstLook;
  return { from: Math.min(left + apart, latest), ms };
}

/** By how much two runs' clocks may differ, told by the platform's; undefined when it disagrees with either. */
function apartMs(then: number | undefined, now: number | undefined): number | undefined {
  if (then === undefined || now === undefined) return undefined;
  const off = (ahead: number): number => Math.max(0, Math.abs(ahead + dateGrainMs) - dateGrainMs);
  const [one, other] = [off(then), off(now)];
  return one > mostApartMs || other > mostApartMs ? undefined : one + other;
}
