import { describe, expect, test } from "vitest";
import type { Reply } from "../../../src/http/reply.ts";
import type { Standing } from "../../../src/ledger/entry.ts";
import {
  answersTo,
  outcomeOf,
  refusalIn,
  sentEvent,
  type Answer,
  type Proof,
} from "../../../src/requests/answer.ts";
import { next, type State } from "../../../src/requests/state.ts";

const made = { remoteId: "r1", status: "requested" };
const ok = (status = 201): Reply => ({ kind: "ok", status, body: {} });
const refused = (status: number): Reply => ({ kind: "refused", status, reason: `${status}: no` });
const stop = { code: "interrupted", reason: "interrupted" } as const;

interface Way {
  readonly reply: Reply;
  readonly proof?: Proof;
  readonly outcome: Answer["outcome"];
  readonly standing: Standing;
  readonly state: State;
}

/** One line for each line of the table in the file. */
const ways: readonly (readonly [string, Way])[] = [
  [
    "a success that shows the request",
    { reply: ok(), proof: { remote: made }, outcome: "accepted", standing: "accepted", state: "done" },
  ],
  [
    "a success without an id",
    {
      reply: ok(),
      proof: { remote: { status: "new" } },
      outcome: "accepted",
      standing: "accepted",
      state: "confirm",
    },
  ],
  [
    "a success without a status",
    {
      reply: ok(),
      proof: { remote: { remoteId: "r1" } },
      outcome: "accepted",
      standing: "accepted",
      state: "confirm",
    },
  ],
  [
    "a success with a number to ask under",
    {
      reply: ok(202),
      proof: { pending: "batch 7" },
      outcome: "pending",
      standing: "in_doubt",
      state: "poll",
    },
  ],
  [
    "a success that shows nothing",
    { reply: ok(), proof: { doubt: "an error" }, outcome: "in_doubt", standing: "in_doubt", state: "doubt" },
  ],
  [
    "a success that says no to it",
    {
      reply: ok(),
      proof: { items: [{ refused: "closed" }] },
      outcome: "refused",
      standing: "refused",
      state: "done",
    },
  ],
  ...[400, 404, 405, 410, 422].map((status): readonly [string, Way] => [
    `a refusal with ${status}`,
    { reply: refused(status), outcome: "refused", standing: "refused", state: "done" },
  ]),
  ...[402, 409, 412, 451].map((status): readonly [string, Way] => [
    `a refusal with ${status}`,
    { reply: refused(status), outcome: "in_doubt", standing: "in_doubt", state: "doubt" },
  ]),
  [
    "somebody who asks to wait",
    {
      reply: { kind: "put-off", status: 503, reason: "503", retryAfterMs: 1 },
      outcome: "in_doubt",
      standing: "in_doubt",
      state: "doubt",
    },
  ],
  [
    "no answer",
    { reply: { kind: "unknown", reason: "lost" }, outcome: "in_doubt", standing: "in_doubt", state: "doubt" },
  ],
  [
    "credentials that do not do",
    {
      reply: { kind: "forbidden", status: 403, reason: "403" },
      outcome: "not_sent",
      standing: "released",
      state: "done",
    },
  ],
  [
    "a platform that did not look at it",
    {
      reply: { kind: "not-processed", reason: "429", throttled: true, retryAfterMs: undefined },
      outcome: "not_sent",
      standing: "released",
      state: "done",
    },
  ],
  [
    "a call that was never made",
    { reply: { kind: "not-sent", stop }, outcome: "not_sent", standing: "released", state: "done" },
  ],
];

const problemOf = (): { code: string; message: string } => ({ code: "some_code", message: "Not now." });

describe.each(ways)("%s", (_what, { reply, proof = { doubt: "no proof" }, outcome, standing, state }) => {
  const [answer] = answersTo(reply, 1, () => proof);
  if (answer === undefined) throw new Error("there is one answer");

  test(`is the answer ${outcome}`, () => {
    expect(answer.outcome).toBe(outcome);
  });

  test(`leaves the ledger at ${standing}`, () => {
    expect(outcomeOf(answer).outcome).toBe(standing);
  });

  test(`leads to ${state}`, () => {
    expect(next("send", sentEvent(answer, problemOf)).state).toBe(state);
  });
});

describe("an answer about several operations", () => {
  test("is the same for all where it says one thing", () => {
    expect(answersTo(ok(), 2, () => ({ remote: made }))).toEqual([
      { outcome: "accepted", remote: made },
      { outcome: "accepted", remote: made },
    ]);
    expect(answersTo(refused(400), 3, () => ({ remote: made }))).toHaveLength(3);
  });

  test("is told item by item where it says something of each", () => {
    const proof: Proof = {
      items: [{ remote: made }, { refused: "already closed" }, { doubt: "no sense" }, { pending: "op 1" }],
    };
    expect(answersTo(ok(200), 4, () => proof)).toEqual([
      { outcome: "accepted", remote: made },
      { outcome: "refused", reason: "already closed" },
      { outcome: "in_doubt", reason: "200 with no sense" },
      { outcome: "pending", operationId: "op 1" },
    ]);
  });

  test.each([0, 1, 3])("proves nothing when it has %i items for two of them", (count) => {
    const items = Array.from({ length: count }, () => ({ remote: made }));
    const answers = answersTo(ok(200), 2, () => ({ items }));
    expect(answers).toHaveLength(2);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["in_doubt", "in_doubt"]);
  });

  test.each([400, 422])("that refuses them together by %i leaves each of them in doubt", (status) => {
    const [answer] = answersTo(refused(status), 2, () => ({ remote: made }));
    expect(answer && outcomeOf(answer)).toEqual({
      outcome: "in_doubt",
      problem: `${status}: no`,
      answerStatus: status,
    });
    expect(answer && next("send", sentEvent(answer, problemOf)).state).toBe("doubt");
  });

  test.each([404, 405, 410])("that refuses what they share, by %i, refuses each of them", (status) => {
    const [answer] = answersTo(refused(status), 2, () => ({ remote: made }));
    expect(answer && outcomeOf(answer)).toEqual({ outcome: "refused", problem: `${status}: no` });
  });
});

describe("what the ledger keeps of an answer that left a doubt says", () => {
  test.each([
    ["nothing of a refusal", undefined, "none"],
    ["that the request was refused with others", 400, "of-several"],
    ["the same by another status", 422, "of-several"],
    ["that something asked to wait", 429, "put-off"],
    ["the same of a gateway", 503, "put-off"],
    ["that the refusal proves nothing", 409, "unproven"],
    ["the same of a proxy", 423, "unproven"],
  ] as const)("%s", (_what, status, refusal) => {
    expect(refusalIn(status)).toBe(refusal);
  });
});

describe("what is kept of an answer", () => {
  const kept = (reply: Reply, proof: Proof = { doubt: "no proof" }) =>
    answersTo(reply, 1, () => proof).map((answer) => [answer, outcomeOf(answer)]);

  test("of a request that is worked on: the number under which it can be asked about", () => {
    expect(kept(ok(202), { pending: "batch 7" })).toEqual([
      [
        { outcome: "pending", operationId: "batch 7" },
        { outcome: "in_doubt", problem: "being worked on", operationId: "batch 7" },
      ],
    ]);
  });

  test("of a conflict: its status, since a refusal may have come too late", () => {
    expect(kept(refused(409))).toEqual([
      [
        { outcome: "in_doubt", reason: "409: no", answerStatus: 409 },
        { outcome: "in_doubt", problem: "409: no", answerStatus: 409 },
      ],
    ]);
  });

  test("of a promise to do it later: that its absence proves little in this run", () => {
    expect(kept(ok(202))[0]?.[0]).toEqual({
      outcome: "in_doubt",
      reason: "202 with no proof",
      isLater: true,
    });
    expect(kept(ok(200))[0]?.[0]).toEqual({ outcome: "in_doubt", reason: "200 with no proof" });
  });

  test("of something on the way that asked to wait: its status, since it may have let the request through", () => {
    expect(kept({ kind: "put-off", status: 503, reason: "503", retryAfterMs: 1 })[0]?.[1]).toMatchObject({
      outcome: "in_doubt",
      answerStatus: 503,
    });
  });

  test("of a call that was not made: why", () => {
    expect(kept({ kind: "not-sent", stop })[0]?.[1]).toEqual({ outcome: "released", problem: "interrupted" });
    expect(kept({ kind: "forbidden", status: 401, reason: "401" })[0]?.[1]).toEqual({
      outcome: "released",
      problem: "forbidden",
    });
  });
});

describe("what the state machine is told", () => {
  test("of what was not sent: why", () => {
    const reply: Reply = { kind: "not-sent", stop };
    const told = sentEvent({ outcome: "not_sent", reply }, (asked) => ({
      code: asked.kind,
      message: "Not now.",
    }));
    expect(told).toEqual({
      event: "sent",
      outcome: "not_sent",
      problem: { code: "not-sent", message: "Not now." },
    });
  });

  test("of a promise to do it later: that it is looked for twice as long", () => {
    const later = sentEvent({ outcome: "in_doubt", reason: "202", isLater: true }, problemOf);
    const other = sentEvent({ outcome: "in_doubt", reason: "500" }, problemOf);
    expect(later).toMatchObject({ isLater: true });
    expect(other).toMatchObject({ isLater: false });
  });
});
