import type { Problem } from "../faults/problem.ts";
import type { Reply } from "../http/reply.ts";
import type { RemoteState, SubmissionOutcome } from "../ledger/entry.ts";
import type { Expired, Sent } from "./events.ts";
import type { Verb } from "./operation.ts";

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
 * | refused: 400, 404, 405, 410, 422   | `refused`  | `refused`                 | `done`           | `failed`           |
 * | refused: 400, 422, of several      | `refused`  | `in_doubt` with its status | `doubt`, split  | `unknown`          |
 * | refused: 409 and all others        | `in_doubt` | `in_doubt` with its status | `doubt`         | `unknown`/`failed` |
 * | put-off                            | `in_doubt` | `in_doubt` with its status | `doubt`         | `unknown`          |
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
  | { readonly outcome: "accepted"; readonly remote: RemoteState; readonly isShared?: boolean }
  | { readonly outcome: "pending"; readonly operationId: string }
  | {
      readonly outcome: "refused";
      /** Undefined when it was refused inside a success, as one of several. */
      readonly status?: number | undefined;
      readonly reason: string;
      /** It was refused together with others, and a part of them may have been made before. */
      readonly isOfSeveral?: boolean;
    }
  | {
      readonly outcome: "in_doubt";
      readonly reason: string;
      readonly answerStatus?: number | undefined;
      /** The platform says that it will be carried out later, so that its absence proves little in this run. */
      readonly isLater?: boolean;
    }
  | { readonly outcome: "not_sent"; readonly reply: Reply };

/** Statuses by which a server says that it made nothing of one request (RFC 9110, 15.5; RFC 4918, 11.2). */
const certainRefusals = new Set([400, 404, 405, 410, 422]);

/** Those of them that are about the path or the subject, and so about each of several requests in the same way. */
const refusalsOfAll = new Set([404, 405, 410]);

/** Whether a refusal is about the path or the subject, so that it says nothing of what may be there already. */
export function isAboutAll(status: number, verb: Verb = "create"): boolean {
  // what is to be changed has an address of its own, so that most of these may be about that
  return verb === "create" ? refusalsOfAll.has(status) : status === 405;
}

/** With these, something on the way asks to wait that may have let the request through (RFC 6585, 4; RFC 9110, 15.6.4). */
const putOffs = new Set([429, 503]);

/** "The request has been accepted for processing, but the processing has not been completed" (RFC 9110, 15.3.3). */
const acceptedForProcessing = 202;

/**
 * Reads a reply to a submission: one answer for each of its operations, in their order.
 * @param prove what a success proves of them
 */
export function answersTo(
  reply: Reply,
  count: number,
  prove: (body: unknown) => Proof,
  verb: Verb = "create",
): readonly Answer[] {
  if (reply.kind !== "ok") return alike(answerTo(reply, count > 1, verb), count);
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

function answerTo(reply: Exclude<Reply, { readonly kind: "ok" }>, areSeveral: boolean, verb: Verb): Answer {
  switch (reply.kind) {
    case "refused": {
      const { status, reason } = reply;
      // a conflict most likely means that the request exists; all others may come from a proxy after it was made
      if (!certainRefusals.has(status)) return { outcome: "in_doubt", reason, answerStatus: status };
      const isOfSeveral = areSeveral && !isAboutAll(status, verb);
      return { outcome: "refused", status, reason, ...(isOfSeveral ? { isOfSeveral } : {}) };
    }
    case "put-off":
      return { outcome: "in_doubt", reason: reply.reason, answerStatus: reply.status };
    case "unknown":
      return { outcome: "in_doubt", reason: reply.reason };
    case "forbidden":
    case "not-processed":
    case "not-sent":
      return { outcome: "not_sent", reply };
  }
}

/**
 * How the answer said no to something that is in doubt, by what the ledger keeps of it: so a later run knows as well. A
 * refusal that is certain leaves a doubt only where it was said of several together.
 */
export function refusalIn(answerStatus: number | undefined): Expired["refusal"] {
  if (answerStatus === undefined) return "none";
  if (putOffs.has(answerStatus)) return "put-off";
  return certainRefusals.has(answerStatus) ? "of-several" : "unproven";
}

/**
 * What the ledger is told of an answer. A refusal of several together may have come after a part of them was made: until
 * that has been looked for, they are in doubt.
 */
export function outcomeOf(answer: Answer): SubmissionOutcome {
  switch (answer.outcome) {
    case "accepted":
      return answer;
    case "pending":
      return { outcome: "in_doubt", problem: "being worked on", operationId: answer.operationId };
    case "refused":
      return answer.isOfSeveral === true
        ? { outcome: "in_doubt", problem: answer.reason, answerStatus: answer.status }
        : { outcome: "refused", problem: answer.reason };
    case "in_doubt":
      return { outcome: "in_doubt", problem: answer.reason, answerStatus: answer.answerStatus };
    case "not_sent": {
      const { reply } = answer;
      return { outcome: "released", problem: reply.kind === "not-sent" ? reply.stop.reason : reply.kind };
    }
  }
}

/** What an operation on something that is there was accepted for: its id is known, whether or not the answer repeats it. */
export function acceptedFor(
  answer: Answer,
  { target, isShared }: { readonly target: string | undefined; readonly isShared: boolean },
): Answer {
  if (answer.outcome !== "accepted" || !isShared) return answer;
  const { remoteId = target, ...remote } = answer.remote;
  return { ...answer, remote: { ...remote, remoteId }, isShared };
}

/** Whether an accepted answer says all there is to know; of what was removed there is nothing more. */
export function saysOf(
  { remoteId, status }: RemoteState,
  verb: Verb,
): { readonly hasId: boolean; readonly hasStatus: boolean } {
  const isRemoval = verb === "remove";
  return { hasId: isRemoval || remoteId !== undefined, hasStatus: isRemoval || status !== undefined };
}

/**
 * What an answer is to the state machine.
 * @param problemOf why a call brought nothing
 */
export function sentEvent(answer: Answer, problemOf: (reply: Reply) => Problem, verb: Verb = "create"): Sent {
  switch (answer.outcome) {
    case "accepted":
      return { event: "sent", outcome: "accepted", ...saysOf(answer.remote, verb) };
    case "pending":
      return { event: "sent", outcome: "pending" };
    case "refused":
      return { event: "sent", outcome: "refused", isOfSeveral: answer.isOfSeveral === true };
    case "in_doubt":
      return { event: "sent", outcome: "in_doubt", isLater: answer.isLater === true };
    case "not_sent":
      return { event: "sent", outcome: "not_sent", problem: problemOf(answer.reply) };
  }
}
