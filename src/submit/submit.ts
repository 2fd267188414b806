import { allEnded } from "../lists/all-ended.ts";
import type { Resource } from "../platforms/resource.ts";
import { problemOfReading } from "../lists/walk.ts";
import { followAll } from "../reconcile/tools.ts";
import { sentEvent, type Answer } from "../requests/answer.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { Staging } from "../staging/staging.ts";
import { send, type SendTools } from "./send.ts";
import { OperationWatch, lookOnce, type Looked } from "./look.ts";

/** What submitting needs. */
export interface SubmitTools extends SendTools {
  readonly staging: Staging;
  /** Submissions under way at the same time; a few more than the client has slots, so that none is idle. */
  readonly width: number;
  /** Only what the roster asks for in this row or further up; undefined for all of it. */
  readonly upToRow: number | undefined;
  /** Told when the last of them has been taken up, though not all have ended. */
  readonly onTakenUp?: () => void;
  /** Told of every request that ended badly, with the number of rows that ask for it. */
  readonly onFailure: (rows: number) => void;
}

/** So long the others wait for the first answer, which may say that the operation is gone. */
const firstAnswerMs = 3_000;

/**
 * Requests everything of one kind that is to be sent. Work items of one batch travel in one call; a refused
 * call is split until what is refused stands alone. None of these work items is to be sent afterwards.
 */
export async function submitAll(resource: Resource, tools: SubmitTools): Promise<void> {
  const { staging, width } = tools;
  const watch = new OperationWatch();
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (let after = "", first = true; failures.length === 0; first = false) {
    const workItems = staging.workItems.nextBatch(resource.kind, after, tools.upToRow);
    const [next] = workItems;
    if (next === undefined) break;
    after = next.batch;
    const work: Promise<void> = submit(resource, workItems, watch, tools)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => underWay.delete(work));
    underWay.add(work);
    if (first && staging.workItems.nextBatch(resource.kind, after, tools.upToRow).length > 0)
      await inTime(work, firstAnswerMs, tools);
    if (underWay.size >= width) await Promise.race(underWay);
  }
  tools.onTakenUp?.();
  await allEnded(underWay);
  if (failures.length > 0) throw failures[0];
}

/** Waits for something, but not for longer than a time. */
async function inTime(work: Promise<void>, ms: number, { clock, signal }: SubmitTools): Promise<void> {
  const ended = new AbortController();
  const enough = clock.sleep(ms, AbortSignal.any([signal, ended.signal]));
  await Promise.race([work, enough]);
  ended.abort();
}

/** @param putOffs how often these were put off before */
async function submit(
  resource: Resource,
  workItems: readonly WorkItem[],
  watch: OperationWatch,
  tools: SubmitTools,
  putOffs = 0,
): Promise<void> {
  const answers = await send(resource, workItems, tools);
  const [answer] = answers;
  // a call that was refused or put off as a whole was so for all of them
  if (answer?.outcome === "refused" && answer.status !== undefined) {
    return refused(resource, workItems, { ...answer, status: answer.status }, watch, tools);
  }
  if (answer?.outcome === "in_doubt" && answer.isPutOff === true && putOffs < mostPutOffs) {
    return lookThenSend(resource, workItems, watch, tools, putOffs);
  }
  for (const [index, workItem] of workItems.entries()) {
    const own = answers[index];
    if (own === undefined) throw new Error("something that was sent has no answer");
    if (own.outcome === "accepted" || own.outcome === "pending") watch.accepted();
    moveOn(workItem, own, tools);
  }
}

/** What is put off more often is settled like every other doubt. */
const mostPutOffs = 5;

/**
 * Something on the way asked to wait, and the request may have been made behind it: that is looked for once, and what is
 * not there is sent again.
 */
async function lookThenSend(
  resource: Resource,
  workItems: readonly WorkItem[],
  watch: OperationWatch,
  tools: SubmitTools,
  putOffs: number,
): Promise<void> {
  const looked = await lookOnce(resource, workItems, tools);
  await followLook(resource, workItems, looked, "put-off", tools);
  if (looked === undefined || looked.absent.length === 0) return;
  await submit(resource, looked.absent, watch, tools, putOffs + 1);
}

/** Moves each of these on by what one look has shown; undefined when it brought nothing. */
async function followLook(
  resource: Resource,
  workItems: readonly WorkItem[],
  looked: Looked | undefined,
  after: "put-off" | "refused",
  tools: SubmitTools,
  reason?: string,
): Promise<void> {
  const saw = (as: "found" | "alike" | "absent" | "unread") => ({ event: "looked", as, after }) as const;
  if (looked === undefined) return followAll(resource, workItems, saw("unread"), tools);
  await followAll(resource, looked.found, saw("found"), tools);
  await followAll(resource, looked.alike, saw("alike"), tools);
  await followAll(resource, looked.absent, saw("absent"), tools, reason);
}

type Refusal = Extract<Answer, { readonly outcome: "refused" }> & { readonly status: number };

/**
 * Of a group that was refused a part may have been made: that is looked for before the rest is split. An operation that
 * is gone ends all requests of its kind.
 */
async function refused(
  resource: Resource,
  workItems: readonly WorkItem[],
  refusal: Refusal,
  watch: OperationWatch,
  tools: SubmitTools,
): Promise<void> {
  const { client, staging } = tools;
  const [first] = workItems;
  if (first === undefined) return;
  const isGone = await watch.isGone(resource, first, refusal.status, client);
  // what is about the path or the subject as a whole is about all of them
  if (isGone || workItems.length === 1 || about.whole.has(refusal.status)) {
    if (!about.whole.has(refusal.status) && (await isThereAlready(resource, first, watch, tools))) return;
    await refuse(workItems, refusal, tools);
    const stop = isGone ? retire(resource, first, refusal, client) : undefined;
    for (const workItem of workItems) {
      if (stop === undefined) moveOn(workItem, refusal, tools);
      else {
        const gone = problemOfReading({ kind: "not-sent", stop }, client.platform);
        staging.workItems.move(workItem, { event: "sent", outcome: "refused", gone });
      }
    }
    return;
  }
  const looked = await lookOnce(resource, workItems, tools);
  await followLook(resource, workItems, looked, "refused", tools, refusal.reason);
  if (looked === undefined) return;
  // what was made in part is told apart already, so the culprit is among the rest
  const half = Math.ceil(looked.absent.length / 2);
  for (const part of [looked.absent.slice(0, half), looked.absent.slice(half)]) {
    if (part.length > 0) await submit(resource, part, watch, tools);
  }
}

/** Whether a request that was refused alone turns out to be there; then it is adopted. */
async function isThereAlready(
  resource: Resource,
  workItem: WorkItem,
  watch: OperationWatch,
  tools: SubmitTools,
): Promise<boolean> {
  if (!watch.maySeek) return false;
  const looked = await lookOnce(resource, [workItem], tools);
  const found = looked !== undefined && looked.found.length > 0;
  watch.sought(found);
  if (found) tools.staging.workItems.move(workItem, { event: "looked", as: "found", after: "refused" });
  return found;
}

/** Statuses that say the same of every request of a group. */
const about = { whole: new Set([404, 405, 410]) };

/** A refusal of one alone is on record as such already. */
async function refuse(
  workItems: readonly WorkItem[],
  { reason }: Refusal,
  { ledger, clock }: SubmitTools,
): Promise<void> {
  if (workItems.length === 1) return;
  await ledger.requests.refuse(keysOf(workItems), reason, clock.now(), true);
}

function keysOf(workItems: readonly WorkItem[]): readonly string[] {
  return workItems.map(({ key }) => key);
}

function retire(
  resource: Resource,
  { attributes }: WorkItem,
  { reason }: Refusal,
  client: SubmitTools["client"],
) {
  const { method, route } = resource.submission([attributes]);
  return client.breaker.retire(method, route, reason);
}

function moveOn(workItem: WorkItem, answer: Answer, { staging, client, onFailure }: SubmitTools): void {
  const { key } = workItem;
  const { platform } = client;
  const event = sentEvent(answer, (reply) => problemOfReading(reply, platform));
  const refusal = answer.outcome === "refused" ? answer : undefined;
  staging.workItems.move(workItem, event, () => ({
    key,
    platform,
    reason: refusal?.reason,
    status: refusal?.status,
  }));
  if (refusal !== undefined) onFailure(staging.rows.rowsOf(key));
}
