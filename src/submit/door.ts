import type { Client } from "../http/client.ts";
import type { Reply } from "../http/reply.ts";
import { withRetries, type Patience } from "../http/retry.ts";
import type { IntentReceipt, RemoteState, SubmissionOutcome } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RequestBook } from "../platforms/platform.ts";
import type { Clock } from "../runtime.ts";
import { identityOf } from "../survey/tools.ts";
import type { Want } from "../workspace/wants.ts";

/** What sending needs. */
export interface DoorTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

/** What became of one submission, as far as this run can tell yet. */
export type Sent =
  | { readonly outcome: "accepted"; readonly remote: RemoteState }
  | { readonly outcome: "refused"; readonly status: number; readonly reason: string }
  | { readonly outcome: "in_doubt"; readonly reason: string }
  | { readonly outcome: "not_sent"; readonly reply: Reply };

/**
 * The one way by which a request leaves: intent on the disk, then the call, then the outcome on the disk. Only what
 * was certainly not carried out is tried again, each time with an intent of its own.
 */
export async function send(book: RequestBook, wants: readonly Want[], tools: DoorTools): Promise<Sent> {
  let sent: Sent | undefined;
  let attempts = 0;
  const attempt = async (): Promise<Reply> => {
    attempts += 1;
    const { reply, sent: result } = await sendOnce(book, wants, attempts, tools);
    sent = result;
    return reply;
  };
  await withRetries(attempt, ({ kind }) => kind === "not-processed", tools.patience, tools);
  if (sent === undefined) throw new Error("nothing was tried");
  return sent;
}

async function sendOnce(
  book: RequestBook,
  wants: readonly Want[],
  attempt: number,
  { client, ledger, clock }: DoorTools,
): Promise<{ readonly reply: Reply; readonly sent: Sent }> {
  const facts = wants.map((want) => want.facts);
  const requests = wants.map((want) => identityOf(book, want));
  const call = { ...book.submission(facts), rows: () => [...new Set(wants.map(({ row }) => row))] };
  const { reply, receipt } = await client.write(
    call,
    () => ledger.requests.recordIntent(requests, clock.now()),
    attempt,
  );
  const sent = sentOf(reply, book, wants);
  if (receipt !== undefined) await recordOutcome(receipt, sent, { ledger, clock });
  return { reply, sent };
}

function sentOf(reply: Reply, book: RequestBook, wants: readonly Want[]): Sent {
  switch (reply.kind) {
    case "ok": {
      const remote = book.accepted(
        reply.body,
        wants.map(({ facts }) => facts),
      );
      return remote === undefined
        ? { outcome: "in_doubt", reason: `${reply.status} with an answer that cannot be read` }
        : { outcome: "accepted", remote };
    }
    case "refused":
      // nobody documents a conflict here; it most likely means that the request exists, which the list will show
      return reply.status === 409
        ? { outcome: "in_doubt", reason: reply.reason }
        : { outcome: "refused", status: reply.status, reason: reply.reason };
    case "unknown":
      return { outcome: "in_doubt", reason: reply.reason };
    case "forbidden":
    case "not-processed":
    case "not-sent":
      return { outcome: "not_sent", reply };
  }
}

async function recordOutcome(
  receipt: IntentReceipt,
  sent: Sent,
  { ledger, clock }: Pick<DoorTools, "ledger" | "clock">,
): Promise<void> {
  await ledger.requests.recordOutcome(receipt, outcomeOf(sent), clock.now());
}

function outcomeOf(sent: Sent): SubmissionOutcome {
  switch (sent.outcome) {
    case "accepted":
      return sent;
    case "refused":
    case "in_doubt":
      return { outcome: sent.outcome, problem: sent.reason };
    case "not_sent":
      return {
        outcome: "released",
        problem: sent.reply.kind === "not-sent" ? sent.reply.stop.reason : sent.reply.kind,
      };
  }
}
