import type { Client } from "../http/client.ts";
import type { Reply } from "../http/reply.ts";
import { withRetries, type RetryPolicy } from "../http/retry.ts";
import type { RemoteState, SubmissionOutcome } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Resource } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import { identityOf } from "../reconcile/tools.ts";
import type { WorkItem } from "../staging/work-items.ts";

/** What sending needs. */
export interface SendTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly retryPolicy: RetryPolicy;
  readonly signal: AbortSignal;
}

/** What became of one submission, as far as this run can tell yet. */
export type Sent =
  | { readonly outcome: "accepted"; readonly remote: RemoteState }
  | { readonly outcome: "refused"; readonly status: number; readonly reason: string }
  | {
      readonly outcome: "in_doubt";
      readonly reason: string;
      readonly answerStatus?: number;
      /** Something on the way asked to wait: one look tells whether it may be sent again. */
      readonly putOff?: boolean;
      /** The platform says that it will be carried out later, so that its absence proves little in this run. */
      readonly later?: boolean;
    }
  | { readonly outcome: "not_sent"; readonly reply: Reply };

/**
 * The one way by which a request leaves: intent on the disk, then the call, then the outcome on the disk. Only what
 * was certainly not carried out is tried again, each time with an intent of its own.
 */
export async function send(
  resource: Resource,
  workItems: readonly WorkItem[],
  tools: SendTools,
): Promise<Sent> {
  let sent: Sent | undefined;
  let attempts = 0;
  const attempt = async (): Promise<Reply> => {
    attempts += 1;
    const { reply, sent: result } = await sendOnce(resource, workItems, attempts, tools);
    sent = result;
    return reply;
  };
  await withRetries(attempt, ({ kind }) => kind === "not-processed", tools.retryPolicy, tools);
  if (sent === undefined) throw new Error("nothing was tried");
  return sent;
}

async function sendOnce(
  resource: Resource,
  workItems: readonly WorkItem[],
  attempt: number,
  { client, ledger, clock }: SendTools,
): Promise<{ readonly reply: Reply; readonly sent: Sent }> {
  const attributes = workItems.map((workItem) => workItem.attributes);
  const requests = workItems.map((workItem) => identityOf(resource, workItem));
  const call = {
    ...resource.submission(attributes),
    rows: () => [...new Set(workItems.map(({ row }) => row))],
  };
  const { reply, receipt } = await client.write(
    call,
    async (before) => {
      // refused for its credentials: nothing was carried out under it, and by now it may be too old to be believed
      if (before !== undefined) {
        const unsent: SubmissionOutcome = { outcome: "released", problem: "the credentials were renewed" };
        await ledger.requests.recordOutcome(before, unsent, clock.now());
      }
      return ledger.requests.recordIntent(requests, clock.now(), client.clockAheadMs);
    },
    attempt,
  );
  const sent = sentOf(reply, resource, workItems);
  if (receipt === undefined) return { reply, sent };
  const kept = await ledger.requests.recordOutcome(receipt, outcomeOf(sent, workItems.length), clock.now());
  return {
    reply,
    sent:
      kept === "recorded"
        ? sent
        : { outcome: "in_doubt", reason: "an answer with the id of another request" },
  };
}

/** Statuses by which a server says that it made nothing of one request (RFC 9110, 15.5; RFC 4918, 11.2). */
const certainRefusals = new Set([400, 404, 405, 410, 422]);

/** "The request has been accepted for processing, but the processing has not been completed" (RFC 9110, 15.3.3). */
const accepted = 202;

function sentOf(reply: Reply, resource: Resource, workItems: readonly WorkItem[]): Sent {
  switch (reply.kind) {
    case "ok": {
      const proof = resource.accepted(
        reply.body,
        workItems.map(({ attributes }) => attributes),
      );
      return "doubt" in proof
        ? {
            outcome: "in_doubt",
            reason: `${reply.status} with ${proof.doubt}`,
            ...(reply.status === accepted ? { later: true } : {}),
          }
        : { outcome: "accepted", remote: proof.remote };
    }
    case "refused": {
      const { status, reason } = reply;
      // a conflict most likely means that the request exists; all others may come from a proxy after it was made
      return certainRefusals.has(status)
        ? { outcome: "refused", status, reason }
        : { outcome: "in_doubt", reason, answerStatus: status };
    }
    case "put-off":
      return { outcome: "in_doubt", reason: reply.reason, putOff: true };
    case "unknown":
      return { outcome: "in_doubt", reason: reply.reason };
    case "forbidden":
    case "not-processed":
    case "not-sent":
      return { outcome: "not_sent", reply };
  }
}

/** A group that was refused may have been made in part: until somebody has looked, it is in doubt. */
function outcomeOf(sent: Sent, together: number): SubmissionOutcome {
  switch (sent.outcome) {
    case "accepted":
      return sent;
    case "refused":
      return together > 1
        ? { outcome: "in_doubt", problem: sent.reason, answerStatus: sent.status }
        : { outcome: "refused", problem: sent.reason };
    case "in_doubt":
      return { outcome: "in_doubt", problem: sent.reason, answerStatus: sent.answerStatus };
    case "not_sent":
      return {
        outcome: "released",
        problem: sent.reply.kind === "not-sent" ? sent.reply.stop.reason : sent.reply.kind,
      };
  }
}
