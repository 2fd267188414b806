import { describe, expect, test } from "vitest";
import type { Attributes } from "../../../src/ledger/entry.ts";
import type { Operation } from "../../../src/platforms/operation.ts";
import { soundAnswer } from "../../../src/platforms/reading.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import type { ItemProof, Proof } from "../../../src/requests/answer.ts";
import { answer } from "../builders/clients.ts";
import {
  enrollment,
  enrollmentRow,
  enrollments,
  license,
  licenses,
  Nights,
  settleMs,
} from "../builders/nights.ts";
import { creating } from "../builders/requests.ts";
import { uuid } from "../builders/rows.ts";

type Body = Readonly<Record<string, unknown>>;

/** What the platform says of a batch: that it works on it, or what came of its items. */
const proofIn = (body: unknown): Proof | "pending" => {
  const { state, items } = body as { state: string; items: readonly ItemProof[] };
  return state === "working" ? "pending" : { items };
};

const readBatch: Operation<Attributes>["poll"] = (operationId) => ({
  call: { method: "GET", path: `/batches/${operationId}`, route: "/batches/{id}", purpose: "settle" },
  read: (body) => proofIn(body),
});

/** Enrollments of a platform that takes each request as a batch and carries it out later. */
const batched: Resource = {
  ...enrollments,
  create: {
    ...creating(enrollments),
    accepted: (body) => {
      const sound = soundAnswer(body);
      return "doubt" in sound ? sound : { pending: String(sound.row["batch_id"]) };
    },
    poll: readBatch,
  },
};

/** Takes every request under the number of its POST, and carries it out when it was asked about often enough. */
function working(polls: number, resource: Resource = batched) {
  const nights = new Nights(resource);
  const { platform } = nights;
  const asked: string[] = [];
  const how = { polls, end: "made" as "made" | "refused" | "forgotten" | "unreadable" };
  platform.onPost = (body: Body, number, now) => {
    platform.rows.push({ ...enrollmentRow(body, number, now), visibleFrom: Number.MAX_SAFE_INTEGER });
    return answer(202, { batch_id: `b${number}` });
  };
  platform.onRead = (path) => {
    const id = /^\/batches\/(\w+)$/.exec(path)?.[1];
    if (id === undefined) return undefined;
    asked.push(id);
    if (how.end === "forgotten") return answer(404);
    if (how.end === "unreadable") return answer(200, "no JSON");
    if (asked.length <= how.polls) return answer(200, { state: "working" });
    const number = Number(id.slice(1));
    return answer(200, {
      state: "done",
      items:
        how.end === "refused"
          ? [{ refused: "the group is closed" }]
          : [{ remote: { remoteId: uuid(number), status: "requested" } }],
    });
  };
  return { nights, asked, how };
}

const aetna = enrollment();

async function ended(nights: Nights, how: Parameters<Nights["run"]>[1] = {}) {
  const { workItems, entries, tookMs } = await nights.run([aetna], how);
  const [workItem, entry] = [workItems.get(aetna.key), entries.get(aetna.key)];
  return {
    posts: nights.platform.posts.length,
    standing: entry?.standing,
    id: entry?.remoteId,
    operationId: entry?.operationId,
    state: workItem?.state,
    code: workItem?.problem?.code,
    says: workItem?.problem?.message,
    tookMs,
  };
}

describe("a request that the platform takes and works on", () => {
  test.each([0, 1, 4])("is asked about until it is done, after %i times of not yet", async (polls) => {
    const { nights, asked } = working(polls);
    expect(await ended(nights)).toMatchObject({
      posts: 1,
      standing: "accepted",
      id: uuid(1),
      operationId: undefined,
      state: "done",
      code: undefined,
    });
    expect(asked).toEqual(Array.from({ length: polls + 1 }, () => "b1"));
  });

  test("is asked about less and less often, and no longer than the settling time", async () => {
    const { nights, asked } = working(Infinity);
    const { tookMs, ...left } = await ended(nights);
    expect(left).toMatchObject({ posts: 1, standing: "in_doubt", operationId: "b1", state: "poll" });
    expect(left.code).toBeUndefined();
    expect(tookMs).toBeLessThanOrEqual(settleMs);
    // after 1, 2, 4, 8, 16 and no more than 30 seconds
    expect(asked).toHaveLength(6);
  });

  test("is left to the next run, which asks on and sends nothing", async () => {
    const { nights, asked, how } = working(Infinity);
    await ended(nights);
    how.polls = asked.length + 1;
    expect(await ended(nights)).toMatchObject({ posts: 1, standing: "accepted", id: uuid(1), state: "done" });
  });

  test("is not sent again by the run after one that died", async () => {
    const { nights } = working(0);
    await nights.run([aetna], { dies: true });
    expect(await ended(nights)).toMatchObject({ posts: 1, standing: "accepted", id: uuid(1), state: "done" });
  });

  test("and refuses in the end, is refused with the reason", async () => {
    const { nights, how } = working(2);
    how.end = "refused";
    const told = await ended(nights);
    expect(told).toMatchObject({ posts: 1, standing: "refused", operationId: undefined, code: "refused" });
    expect(told.says).toContain("the group is closed");
  });

  test("and of which it does not answer, stays on record and is not sent again", async () => {
    const { nights, how } = working(0);
    how.end = "unreadable";
    expect(await ended(nights)).toMatchObject({
      posts: 1,
      standing: "in_doubt",
      operationId: "b1",
      state: "poll",
    });
  });

  test("and then does not know any more, is looked for like every other doubt", async () => {
    const { nights, how } = working(0);
    how.end = "forgotten";
    const { platform } = nights;
    platform.onPost = (body, number, now) => {
      platform.rows.push(enrollmentRow(body, number, now, { visibleFrom: now + settleMs / 2 }));
      return answer(202, { batch_id: `b${number}` });
    };
    expect(await ended(nights)).toMatchObject({ posts: 1, standing: "accepted", id: uuid(1), state: "done" });
  });

  test("and then does not know any more, is sent once more when it is not there over its whole time", async () => {
    const { nights, how } = working(0);
    how.end = "forgotten";
    expect(await ended(nights)).toMatchObject({ posts: 2, standing: "in_doubt", code: "outcome_unknown" });
  });

  test("under an id that another request has is no proof", async () => {
    const { nights } = working(0);
    const { platform } = nights;
    const cigna = enrollment("Cigna");
    const own = platform.onRead;
    // the second batch names the request of the first
    platform.onRead = (path) => own(path.replace("b2", "b1"));
    const { entries } = await nights.run([aetna, cigna]);
    expect([...entries.values()].filter(({ remoteId }) => remoteId === uuid(1))).toHaveLength(1);
  });
});

describe("an answer about each of several that travelled together", () => {
  const each: Resource = {
    ...licenses,
    create: {
      ...creating(licenses),
      accepted: (body) => ({ items: (body as { items: readonly ItemProof[] }).items }),
      poll: readBatch,
    },
  };
  const four = ["CA", "NY", "TX", "WA"].map((state) => license(state));
  const made = (number: number): ItemProof => ({ remote: { remoteId: uuid(number), status: "requested" } });

  function answering(items: readonly ItemProof[]): Nights {
    const nights = new Nights(each);
    nights.platform.onPost = () => answer(200, { items });
    return nights;
  }

  test("leaves each where it is, and nothing is split or sent again", async () => {
    const nights = answering([made(1), { refused: "no such board" }, made(3), made(4)]);
    const { workItems, entries } = await nights.run(four);
    expect(nights.platform.posts).toHaveLength(1);
    expect(four.map(({ key }) => entries.get(key)?.standing)).toEqual([
      "accepted",
      "refused",
      "accepted",
      "accepted",
    ]);
    expect(four.map(({ key }) => entries.get(key)?.remoteId)).toEqual([uuid(1), undefined, uuid(3), uuid(4)]);
    expect(workItems.get(four[1]?.key ?? "")?.problem?.message).toContain("no such board");
  });

  test("has what is worked on asked about by itself", async () => {
    const nights = answering([made(1), { pending: "b7" }, made(3), made(4)]);
    nights.platform.onRead = (path) =>
      path === "/batches/b7" ? answer(200, { state: "done", items: [made(2)] }) : undefined;
    const { entries } = await nights.run(four);
    expect(nights.platform.posts).toHaveLength(1);
    expect(entries.get(four[1]?.key ?? "")).toMatchObject({ standing: "accepted", remoteId: uuid(2) });
  });

  test("about fewer than were sent proves nothing of any", async () => {
    const nights = answering([made(1), made(2), made(3)]);
    const { entries } = await nights.run(four, { dies: true });
    expect([...entries.values()].map(({ standing }) => standing)).toEqual([
      "in_doubt",
      "in_doubt",
      "in_doubt",
      "in_doubt",
    ]);
  });
});
