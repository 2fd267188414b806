import { pages } from "../database/database.ts";
import type { Client } from "../http/client.ts";
import type { Reply } from "../http/reply.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { boundTo } from "../platforms/operation.ts";
import type { Resource } from "../platforms/resource.ts";
import { readOne } from "../reconcile/read.ts";
import { follow, identityOf, seenOf, waysToLook, rowsOf } from "../reconcile/tools.ts";
import { answersTo, refusalIn, saysOf, type Answer } from "../requests/answer.ts";
import { canBeLookedFor, type Event, type Polled } from "../requests/events.ts";
import { verbs } from "../requests/operation.ts";
import type { ResolveLine } from "../requests/wording.ts";
import type { Clock } from "../runtime.ts";
import type { Staging } from "../staging/staging.ts";
import type { WorkItem } from "../staging/work-item.ts";
import { likeListed, takenListed } from "./likeness.ts";
import { answerFor } from "./send.ts";

/** What ending a doubt needs. */
export interface ConcludeTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly clock: Clock;
  readonly resolveLine: ResolveLine;
}

/** Ends the search for a request that no list showed over its whole settling time; true when it is to be sent again. */
export async function conclude(
  resource: Resource,
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  tools: ConcludeTools,
): Promise<boolean> {
  const { ledger, staging, clock, client, resolveLine } = tools;
  const isAccepted = workItem.state === "confirm";
  const isChange = workItem.verb !== "create";
  // a change is seen by what it was made to, where that can be read alone
  const hasId = entry?.remoteId !== undefined && (!isChange || resource.read.byId !== undefined);
  const listed = { ledger, staging, now: clock.now() };
  // what has an id of its own is known by that
  const isById = isChange || (isAccepted && hasId);
  const taken = isAccepted && !isById ? await takenListed(resource, workItem, entry, listed) : undefined;
  const like =
    isById || taken !== undefined ? undefined : await likeListed(resource, workItem, entry, listed);
  if (taken !== undefined) {
    await ledger.requests.recordSeen([{ ...identityOf(resource, workItem), remote: taken }], clock.now());
  }
  const event: Event = {
    event: "expired",
    absence: canBeLookedFor(waysToLook(resource)) ? "read" : "unread",
    hasId,
    isOfThisRun: entry?.run === ledger.requests.run,
    wasShown: entry?.shownAt !== undefined,
    isTaken: taken !== undefined,
    isAlike: like !== undefined,
    refusal: refusalIn(entry?.answerStatus),
    isAsked: workItem.row !== undefined,
    resends: workItem.resends ?? 0,
    isChange,
  };
  const after = await follow(resource, workItem, event, tools, () => ({
    key: workItem.key,
    platform: client.platform,
    line: resolveLine,
    id: like?.remoteId === "" ? undefined : like?.remoteId,
    sends: entry?.sends,
    reason: entry?.problem ?? entry?.answerStatus?.toString(),
  }));
  if (after.read !== "by-id" || entry?.remoteId === undefined) return after.state === "send";
  const shown = await readOne(resource, workItem, entry.remoteId, tools);
  return shown.state === "send";
}

/** What asking after operations that take time needs. */
interface PollTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly clock: Clock;
}

/** The waits between two rounds of asking, where the platform does not say when it may be asked. */
const usualWaitsMs = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];

/**
 * Asks what came of what the platform took and works on, round after round, until all of it has ended or the time is
 * over. What is left then stays on record with its number: the next run asks on, and nothing of it is sent again.
 * @param forMs how long to go on asking where the platform does not need longer; 0 asks once
 */
export async function pollAll(
  resource: Resource,
  forMs: number,
  { signal, ...tools }: PollTools & { readonly signal: AbortSignal },
): Promise<void> {
  if (verbs.every((verb) => resource[verb]?.poll === undefined)) return;
  const polling = verbs.flatMap((verb) => resource[verb]?.polling ?? []);
  const longestMs = Math.max(forMs, ...polling.map(({ atMostMs }) => atMostMs));
  const until = tools.clock.now() + (forMs === 0 ? 0 : longestMs);
  const waits = polling[0]?.waitsMs ?? usualWaitsMs;
  for (let round = 0; ; round += 1) {
    const waitMs = waits[Math.min(round, waits.length - 1)] ?? 0;
    await pollRound(resource, tools);
    const isOver = signal.aborted || tools.clock.now() + waitMs > until;
    if (isOver || tools.staging.workItems.count(resource.kind, "poll").workItems === 0) return;
    await tools.clock.sleep(waitMs, signal);
  }
}

/** One call for each number; the numbers are asked about side by side. */
async function pollRound(resource: Resource, tools: PollTools): Promise<void> {
  const { ledger, staging } = tools;
  // one number is asked about for what does the same
  const operations = new Map<string, { readonly id: string; readonly workItems: WorkItem[] }>();
  for (const workItems of pages(
    "",
    (after: string) => staging.workItems.page(resource.kind, "poll", after, 200),
    ({ key }) => key,
  )) {
    const entries = await ledger.requests.findMany(workItems.map(({ key }) => key));
    for (const workItem of workItems) {
      const id = operationIn(entries.get(workItem.key));
      const name = `${workItem.verb} ${id}`;
      operations.set(name, { id, workItems: [...(operations.get(name)?.workItems ?? []), workItem] });
    }
  }
  await Promise.all(
    [...operations.values()].map(({ id, workItems }) => pollOne(resource, id, workItems, tools)),
  );
}

function operationIn(entry: LedgerEntry | undefined): string {
  // the ledger says under which number before the staging says that there is one
  if (entry?.operationId === undefined) throw new Error("something is worked on under no number");
  return entry.operationId;
}

async function pollOne(
  resource: Resource,
  operationId: string,
  workItems: readonly WorkItem[],
  tools: PollTools,
): Promise<void> {
  const { client } = tools;
  const reading = boundTo(resource, workItems).poll?.(operationId);
  if (reading === undefined) throw new Error("something is worked on that cannot be asked about");
  const { call, read } = reading;
  const reply = await client.read({ ...call, rows: () => rowsOf(workItems) });
  const proof = reply.kind === "ok" ? read(reply.body) : undefined;
  const answers =
    proof === undefined || proof === "pending" ? [] : answersTo(reply, workItems.length, () => proof);
  for (const [index, workItem] of workItems.entries()) {
    const answer = answers[index];
    if (answer === undefined) await moveOn(resource, workItem, withoutEnd(reply), tools);
    else await end(resource, workItem, answerFor(answer, workItem), tools);
  }
}

/** A number that the platform does not know any more leaves only looking; every other silence, asking again. */
function withoutEnd(reply: Reply): Polled {
  if (reply.kind === "ok") return { event: "polled", as: "pending" };
  const isForgotten = reply.kind === "refused" && (reply.status === 404 || reply.status === 410);
  return { event: "polled", as: isForgotten ? "in_doubt" : "unread" };
}

async function end(resource: Resource, workItem: WorkItem, answer: Answer, tools: PollTools): Promise<void> {
  switch (answer.outcome) {
    case "accepted": {
      const { remote } = answer;
      const seen = [seenOf(resource, workItem, remote)];
      const left = await tools.ledger.requests.recordSeen(seen, tools.clock.now());
      // an id that is another one's proves nothing of this one
      if (left.length > 0) return moveOn(resource, workItem, { event: "polled", as: "in_doubt" }, tools);
      const says = saysOf(remote, workItem.verb);
      return moveOn(resource, workItem, { event: "polled", as: "accepted", ...says }, tools);
    }
    case "refused":
      return moveOn(resource, workItem, { event: "polled", as: "refused" }, tools, answer.reason);
    case "pending":
      return moveOn(resource, workItem, { event: "polled", as: "pending" }, tools);
    case "in_doubt":
    case "not_sent":
      return moveOn(resource, workItem, { event: "polled", as: "in_doubt" }, tools);
  }
}

async function moveOn(
  resource: Resource,
  workItem: WorkItem,
  event: Polled,
  tools: PollTools,
  reason?: string,
): Promise<void> {
  const { platform } = tools.client;
  await follow(resource, workItem, event, tools, () => ({ key: workItem.key, platform, reason }));
}
