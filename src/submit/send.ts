import type { Client } from "../http/client.ts";
import type { Reply } from "../http/reply.ts";
import { withRetries, type RetryPolicy } from "../http/retry.ts";
import type { IntentReceipt, SubmissionOutcome } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { boundTo } from "../platforms/operation.ts";
import type { Resource } from "../platforms/resource.ts";
import { identityOf, isOneOfSeveral, rowsOf } from "../reconcile/tools.ts";
import { acceptedFor, answersTo, outcomeOf, type Answer } from "../requests/answer.ts";
import type { Clock } from "../runtime.ts";
import type { WorkItem } from "../staging/work-item.ts";

/** What sending needs. */
export interface SendTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly retryPolicy: RetryPolicy;
  readonly signal: AbortSignal;
}

/**
 * The one way by which a request leaves: intent on the disk, then the call, then the outcome on the disk. Only what
 * was certainly not carried out is tried again, each time with an intent of its own. Answers what became of each, in
 * their order.
 */
export async function send(
  resource: Resource,
  workItems: readonly WorkItem[],
  tools: SendTools,
): Promise<readonly Answer[]> {
  let answers: readonly Answer[] = [];
  let attempts = 0;
  const attempt = async (): Promise<Reply> => {
    attempts += 1;
    const sent = await sendOnce(resource, workItems, attempts, tools);
    answers = sent.answers;
    return sent.reply;
  };
  await withRetries(attempt, ({ kind }) => kind === "not-processed", tools.retryPolicy, tools);
  return answers;
}

async function sendOnce(
  resource: Resource,
  workItems: readonly WorkItem[],
  attempt: number,
  { client, ledger, clock }: SendTools,
): Promise<{ readonly reply: Reply; readonly answers: readonly Answer[] }> {
  const operation = boundTo(resource, workItems);
  const requests = workItems.map((workItem) => identityOf(resource, workItem));
  const call = { ...operation.call(), rows: () => rowsOf(workItems) };
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
  const answers = answersTo(reply, workItems.length, operation.accepted).map((answer, index) =>
    answerFor(answer, workItems[index]),
  );
  if (receipt === undefined) return { reply, answers };
  return { reply, answers: await recordAnswers(receipt, answers, { ledger, clock }) };
}

/** An answer to one operation, with what is known of what it is about. */
export function answerFor(answer: Answer, workItem: WorkItem | undefined): Answer {
  if (workItem === undefined) return answer;
  return acceptedFor(answer, { target: workItem.target, isShared: isOneOfSeveral(workItem) });
}

const claimed: Answer = { outcome: "in_doubt", reason: "an answer with the id of another request" };

/**
 * Puts the answers on record: at once what is the same for all that was sent together, else one by one; whatever is
 * not recorded yet when the program dies is in doubt.
 */
async function recordAnswers(
  receipt: IntentReceipt,
  answers: readonly Answer[],
  { ledger, clock }: Pick<SendTools, "ledger" | "clock">,
): Promise<readonly Answer[]> {
  const [first] = answers;
  if (first === undefined) return [];
  const record = async (keys: readonly string[], answer: Answer): Promise<Answer> => {
    const outcome = outcomeOf(answer);
    const kept = await ledger.requests.recordOutcome({ ...receipt, keys }, outcome, clock.now());
    return kept === "recorded" ? answer : claimed;
  };
  if (answers.every((answer) => answer === first)) {
    const answer = await record(receipt.keys, first);
    return answers.map(() => answer);
  }
  return Promise.all(answers.map((answer, index) => record(receipt.keys.slice(index, index + 1), answer)));
}
