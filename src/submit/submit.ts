import { allEnded } from "../lists/all-ended.ts";
import type { Resource } from "../platforms/platform.ts";
import { problemOfReading } from "../lists/walk.ts";
import type { WorkItem } from "../staging/work-items.ts";
import type { Staging } from "../staging/staging.ts";
import { send, type SendTools, type Sent } from "./send.ts";
import { OperationWatch } from "./gone.ts";
import { lookOnce } from "./look.ts";

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
 * Requests everything of one kind that is at the step `create`. Work items of one batch travel in one call; a refused
 * call is split until what is refused stands alone. None of these work items is at that step afterwards.
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
  const sent = await send(resource, workItems, tools);
  if (sent.outcome === "refused") return refused(resource, workItems, sent, watch, tools);
  if (sent.outcome === "in_doubt" && sent.putOff === true && putOffs < mostPutOffs) {
    return lookThenSend(resource, workItems, watch, tools, putOffs);
  }
  if (sent.outcome === "accepted") watch.accepted();
  for (const workItem of workItems) moveOn(workItem, sent, tools);
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
  const { staging, ledger, clock } = tools;
  const looked = await lookOnce(resource, workItems, tools);
  for (const { key } of looked?.found ?? []) staging.workItems.setStep(key, "confirm");
  for (const { key } of looked?.alike ?? workItems) staging.workItems.setStep(key, "doubt");
  if (looked === undefined || looked.absent.length === 0) return;
  await ledger.requests.release(keysOf(looked.absent), clock.now());
  await submit(resource, looked.absent, watch, tools, putOffs + 1);
}

type Refusal = Extract<Sent, { readonly outcome: "refused" }>;

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
  const { client, ledger, clock, staging } = tools;
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
      else
        staging.workItems.setStep(
          workItem.key,
          "done",
          problemOfReading({ kind: "not-sent", stop }, client.platform),
        );
    }
    return;
  }
  const looked = await lookOnce(resource, workItems, tools);
  if (looked === undefined) {
    for (const { key } of workItems) staging.workItems.setStep(key, "doubt");
    return;
  }
  for (const { key } of looked.found) staging.workItems.setStep(key, "confirm");
  for (const { key } of looked.alike) staging.workItems.setStep(key, "doubt");
  await ledger.requests.refuse(keysOf(looked.absent), refusal.reason, clock.now(), true);
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
  if (found) tools.staging.workItems.setStep(workItem.key, "confirm");
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

function moveOn({ key }: WorkItem, sent: Sent, { staging, client, onFailure }: SubmitTools): void {
  switch (sent.outcome) {
    case "accepted": {
      const { remoteId, status } = sent.remote;
      staging.workItems.setStep(key, remoteId === undefined || status === undefined ? "confirm" : "done");
      return;
    }
    case "in_doubt":
      // looked for twice as long, as what was sent again is, and not sent again before another run
      if (sent.later === true) staging.workItems.countResend(key);
      staging.workItems.setStep(key, "doubt");
      return;
    case "refused":
      staging.workItems.setStep(key, "done", {
        code: "refused",
        problem:
          sent.status === 404
            ? `${client.platform} refused the request (${sent.reason}). Something that it names may no longer exist or may not be visible to these credentials.`
            : `${client.platform} refused the request (${sent.reason}).`,
      });
      onFailure(staging.rows.rowsOf(key));
      return;
    case "not_sent":
      staging.workItems.setStep(key, "done", problemOfReading(sent.reply, client.platform));
  }
}
