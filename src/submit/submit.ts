import { allEnded } from "../lists/all-ended.ts";
import { problemOfReading } from "../lists/walk.ts";
import { boundTo } from "../platforms/operation.ts";
import type { Resource } from "../platforms/resource.ts";
import { mostTogether } from "../reconcile/tools.ts";
import { isAboutAll, sentEvent, type Answer } from "../requests/answer.ts";
import { problemFor } from "../requests/wording.ts";
import type { Staging } from "../staging/staging.ts";
import { firstBatch, type BatchCursor, type WorkItem } from "../staging/work-item.ts";
import { OperationWatch, adoptIfThere } from "./look.ts";
import { send, type SendTools } from "./send.ts";

/** What submitting needs. */
export interface SubmitTools extends SendTools {
  readonly staging: Staging;
  /** Submissions under way at the same time; a few more than the client has slots, so that none is idle. */
  readonly width: number;
  /** Only what the roster asks for in this row or further up; undefined for all of it. */
  readonly upToRow: number | undefined;
  /** Told when the last of them has been taken up, though not all have ended. */
  readonly onTakenUp?: () => void;
  /** Told of requests that are refused. */
  readonly failures: {
    /** A group was refused: one of its requests at least will turn out to be. */
    readonly expect: (group: string) => void;
    /** A request was refused that so many rows ask for. */
    readonly refuse: (rows: number, group: string) => void;
  };
}

/** So long the others wait for the first answer, which may say that the operation is gone. */
const firstAnswerMs = 3_000;

/**
 * Requests everything of one kind that is to be sent. Work items of one batch travel in one call; of a call that is
 * refused a part may have been made, so all of it is in doubt. None of these work items is to be sent afterwards.
 */
export async function submitAll(resource: Resource, tools: SubmitTools): Promise<void> {
  const { staging, width } = tools;
  const watch = new OperationWatch();
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const most = mostTogether(resource);
  for (let after: BatchCursor = firstBatch, first = true; failures.length === 0; first = false) {
    const workItems = staging.workItems.nextBatch(resource.kind, after, tools.upToRow, most);
    const last = workItems.at(-1);
    if (last === undefined) break;
    after = last;
    const work: Promise<void> = submit(resource, workItems, watch, tools)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => underWay.delete(work));
    underWay.add(work);
    if (first && staging.workItems.nextBatch(resource.kind, after, tools.upToRow, most).length > 0)
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

async function submit(
  resource: Resource,
  workItems: readonly WorkItem[],
  watch: OperationWatch,
  tools: SubmitTools,
): Promise<void> {
  const lost = workItems.filter(({ verb, target }) => verb !== "create" && target === undefined);
  if (lost.length > 0) {
    for (const workItem of lost) withholdLost(workItem, tools);
    const others = workItems.filter((workItem) => !lost.includes(workItem));
    return others.length === 0 ? undefined : submit(resource, others, watch, tools);
  }
  const answers = await send(resource, workItems, tools);
  const [answer] = answers;
  // a call that was refused as a whole was so for all of them
  if (answer?.outcome === "refused" && answer.status !== undefined && answer.isOfSeveral !== true) {
    return refused(resource, workItems, { ...answer, status: answer.status }, watch, tools);
  }
  for (const [index, workItem] of workItems.entries()) {
    const own = answers[index];
    if (own === undefined) throw new Error("something that was sent has no answer");
    if (own.outcome === "accepted" || own.outcome === "pending") watch.accepted();
    moveOn(workItem, own, tools);
  }
}

/** Nothing has shown in this run what is to be changed. */
function withholdLost(workItem: WorkItem, { staging, client }: SubmitTools): void {
  const { key } = workItem;
  const problem = problemFor("nothing-to-change", { key, platform: client.platform });
  staging.workItems.move(workItem, { event: "withheld", problem });
}

type Refusal = Extract<Answer, { readonly outcome: "refused" }> & { readonly status: number };

/** What was refused for good: one alone, or all of a group for what they share. An operation that is gone ends its kind. */
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
  if (!isAboutAll(refusal.status, first.verb) && (await isThereAlready(resource, first, watch, tools)))
    return;
  const stop = isGone ? retire(resource, first, refusal, client) : undefined;
  for (const workItem of workItems) {
    if (stop === undefined) moveOn(workItem, refusal, tools);
    else {
      const gone = problemOfReading({ kind: "not-sent", stop }, client.platform);
      staging.workItems.move(workItem, { event: "sent", outcome: "refused", isOfSeveral: false, gone });
    }
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
  const isThere = await adoptIfThere(resource, workItem, tools);
  watch.sought(isThere);
  if (isThere) tools.staging.workItems.move(workItem, { event: "there-already" });
  return isThere;
}

function retire(resource: Resource, workItem: WorkItem, { reason }: Refusal, client: SubmitTools["client"]) {
  const { method, route } = boundTo(resource, [workItem]).call();
  return client.breaker.retire(method, route, reason);
}

function moveOn(workItem: WorkItem, answer: Answer, { staging, client, failures }: SubmitTools): void {
  const { key, kind, subject, verb } = workItem;
  const { platform } = client;
  const event = sentEvent(answer, (reply) => problemOfReading(reply, platform), verb);
  const refusal = answer.outcome === "refused" ? answer : undefined;
  staging.workItems.move(workItem, event, () => ({
    key,
    platform,
    reason: refusal?.reason,
    status: refusal?.status,
  }));
  if (refusal === undefined) return;
  const group = `${kind}|${subject}`;
  if (refusal.isOfSeveral === true) failures.expect(group);
  else failures.refuse(staging.rows.rowsOf(key), group);
}
