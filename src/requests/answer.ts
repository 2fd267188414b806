import type { Reply } from "../http/reply.ts";
import type { RemoteState, SubmissionOutcome } from "../ledger/entry.ts";
import type { Sent } from "./events.ts";
import type { Problem } from "../faults/problem.ts";

/*
 * Five vocabularies meet here, each right where it is spoken: the wire's, the answer to one operation, the ledger's,
 * the run's, and the row's. One line is one way through them.
 *
 * | reply (http)                       | answer     | ledger                    | state            | row                |
 * | ---------------------------------- | ---------- | ------------------------- | ---------------- | ------------------ |
 * | ok, shows the request              | `accepted` | `accepted`                | `done`/`confirm` | `created`          |
 * | ok, names a number to ask under    | `pending`  | `in_doubt` with a number  | `poll`           | `unknown`          |
 * | ok, shows nothing                  | `in_doubt` | `in_doubt`                | `doubt`          | `unknown`          |
 * | ok, says no to this one of several | `refused`  | `refused`                 | `done`           | `failed`           |
 * | refused: 400, 404, 405, 410, 422   | `refused`  | `refused`; of several,    | `done`; of       | `failed`           |
 * |                                    |            | `in_doubt` until looked   | several, looked  |                    |
 * | refused: 409 and all others        | `in_doubt` | `in_doubt` with its status | `doubt`         | `unknown`/`failed` |
 * | put-off                            | `in_doubt` | `in_doubt`                | looked, else     | `unknown`          |
 * |                                    |            |                           | `doubt`          |                    |
 * | unknown                            | `in_doubt` | `in_doubt`                | `doubt`          | `unknown`          |
 * | forbidden, not-processed, not-sent | `not_sent` | `released`                | `done`           | `skipped`          |
 *
 * What the ledger remembers leads the next run back into a state (`known` in `state.ts`), and state and ledger together
 * into the word of the row (`results/outcome.ts`).
 */

/** What a platform's answer proves of one operation. */
export type ItemProof =
  | { readonly remote: RemoteState }
  /** It was taken; under this number it can be asked about. */
  | { readonly pending: string }
  | { readonly refused: string }
  /** Nothing, and why. */
  | { readonly doubt: string };

/** What a platform's answer proves: the same of all operations of the call, or something of each, in their order. */
export type Proof =
  | Exclude<ItemProof, { readonly refused: string }>
  | { readonly items: readonly ItemProof[] };

/** What became of one operation that was sent, as far as this run can tell yet. */
export type Answer =
  | { readonly outcome: "accepted"; readonly remote: RemoteState }
  | { readonly outcome: "pending"; readonly operationId: string }
  | {
      readonly outcome: "refused";
      /** Undefined when it was refused inside a success, as one of several. */
      readonly status?: number | undefined;
      readonly reason: string;
    }
  | {
      readonly outcome: "in_doubt";
      readonly reason: string;
      readonly answerStatus?: number | undefined;
      /** Something on the way asked to wait: one look tells whether it may be sent again. */
      readonly isPutOff?: boolean;
      /** The platform says that it will be carried out later, so that its absence proves little in this run. */
      readonly isLater?: boolean;
    }
  | { readonly outcome: "not_sent"; readonly reply: Reply };

/** Statuses by which a server says that it made nothing of one request (RFC 9110, 15.5; RFC 4918, 11.2). */
const certainRefusals = new Set([400, 404, 405, 410, 422]);

/** "The request has been accepted for processing, but the processing has not been completed" (RFC 9110, 15.3.3). */
const acceptedForProcessing = 202;

/**
 * Reads a reply to a submission: one answer for each of its operations, in their order.
 * @param prove what a success proves of them
 */
export function answersTo(reply: Reply, count: number, prove: (body: unknown) => Proof): readonly Answer[] {
  if (reply.kind !== "ok") return alike(answerTo(reply), count);
  const proof = prove(reply.body);
  if (!("items" in proof)) return alike(answerOf(proof, reply.status), count);
  if (proof.items.length !== count) {
    // which of them is missing, nobody knows
    return alike(answerOf({ doubt: "an answer about another number of requests" }, reply.status), count);
  }
  return proof.items.map((item) => answerOf(item, reply.status));
}

function alike(answer: Answer, count: number): readonly Answer[] {
  return Array.from({ length: count }, () => answer);
}

function answerOf(proof: ItemProof, status: number): Answer {
  if ("remote" in proof) return { outcome: "accepted", remote: proof.remote };
  if ("pending" in proof) return { outcome: "pending", operationId: proof.pending };
  if ("refused" in proof) return { outcome: "refused", reason: proof.refused };
  const reason = `${status} with ${proof.doubt}`;
  return { outcome: "in_doubt", reason, ...(status === acceptedForProcessing ? { isLater: true } : {}) };
}

function answerTo(reply: Exclude<Reply, { readonly kind: "ok" }>): Answer {
  switch (reply.kind) {
    case "refused": {
      const { status, reason } = reply;
      // a conflict most likely means that the request exists; all others may come from a proxy after it was made
      return certainRefusals.has(status)
        ? { outcome: "refused", status, reason }
        : { outcome: "in_doubt", reason, answerStatus: status };
    }
    case "put-off":
      return { outcome: "in_doubt", reason: reply.reason, isPutOff: true };
    case "unknown":
      return { outcome: "in_doubt", reason: reply.reason };
    case "forbidden":
    case "not-processed":
    case "not-sent":
      return { outcome: "not_sent", reply };
  }
}

/**
 * What the ledger is told of an answer. A refusal of several together may have come after a part of them was made: until
 * somebody has looked, they are in doubt.
 * @param isAlone nothing else was refused by the same words
 */
export function outcomeOf(answer: Answer, isAlone: boolean): SubmissionOutcome {
  switch (answer.outcome) {
    case "accepted":
      return answer;
    case "pending":
      return { outcome: "in_doubt", problem: "being worked on", operationId: answer.operationId };
    case "refused":
      return isAlone
        ? { outcome: "refused", problem: answer.reason }
        : { outcome: "in_doubt", problem: answer.reason, answerStatus: answer.status };
    case "in_doubt":
      return { outcome: "in_doubt", problem: answer.reason, answerStatus: answer.answerStatus };
    case "not_sent": {
      const { reply } = answer;
      return { outcome: "released", problem: reply.kind === "not-sent" ? reply.stop.reason : reply.kind };
    }
  }
}

/**
 * What an answer is to the state machine.
 * @param problemOf why a call brought nothing
 */
export function sentEvent(answer: Answer, problemOf: (reply: Reply) => Problem): Sent {
  switch (answer.outcome) {
    case "accepted": {
      const { remoteId, status } = answer.remote;
      const [hasId, hasStatus] = [remoteId !== undefined, status !== undefined];
      return { event: "sent", outcome: "accepted", hasId, hasStatus };
    }
    case "pending":
      return { event: "sent", outcome: "pending" };
    case "refused":
      return { event: "sent", outcome: "refused" };
    case "in_doubt":
      return { event: "sent", outcome: "in_doubt", isLater: answer.isLater === true };
    case "not_sent":
      return { event: "sent", outcome: "not_sent", problem: problemOf(answer.reply) };
  }
}
