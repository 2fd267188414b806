import { describe, expect, test } from "vitest";
import type { Resource } from "../../../src/platforms/resource.ts";
import { answer } from "../builders/clients.ts";
import { enrollment, enrollmentRow, enrollments, Nights } from "../builders/nights.ts";
import { creating } from "../builders/requests.ts";
import { uuid } from "../builders/rows.ts";

const { ofSubject: _ofSubject, ...withoutSubject } = enrollments.read;
const unseen: Resource = { ...enrollments, read: { ...withoutSubject, lists: [] } };
const repeatable: Resource = { ...unseen, create: { ...creating(unseen), isRepeatable: true } };
const listOnly: Resource = { ...enrollments, read: withoutSubject };
const subjectOnly: Resource = { ...enrollments, read: { ...enrollments.read, lists: [] } };

function making(resource: Resource): Nights {
  const nights = new Nights(resource);
  const { platform } = nights;
  platform.onPost = (body, _number, now) => {
    const row = enrollmentRow(body, platform.rows.length + 1, now);
    platform.rows.push(row);
    return answer(201, row);
  };
  return nights;
}

const three = ["Aetna", "Cigna", "Humana"].map((payer, number) => enrollment(payer, number));

async function outcomes(nights: Nights): Promise<readonly (string | undefined)[]> {
  const { workItems, entries } = await nights.run(three);
  return three.map(({ key }) => workItems.get(key)?.problem?.code ?? entries.get(key)?.standing);
}

describe("what can be looked for in no way", () => {
  test("is not requested, and its row says why", async () => {
    const nights = making(unseen);
    const { workItems } = await nights.run(three);
    expect(nights.platform.posts).toEqual([]);
    expect(nights.platform.reads).toEqual([]);
    for (const { key } of three) {
      expect(workItems.get(key)?.problem).toEqual({
        code: "cannot_be_looked_for",
        message:
          "Medallion has no way to show whether this is requested already, so it is not requested. If it is not there, request it by hand.",
      });
    }
  });

  test("is requested where the platform takes the same request twice for one", async () => {
    const nights = making(repeatable);
    expect(await outcomes(nights)).toEqual(["accepted", "accepted", "accepted"]);
    expect(nights.platform.posts).toHaveLength(3);
  });

  test("is not requested again by the next run, once it was accepted", async () => {
    const nights = making(repeatable);
    await nights.run(three);
    await nights.run(three);
    expect(nights.platform.posts).toHaveLength(3);
  });

  test("and was sent and lost, stays in doubt: nothing shows that it is not there", async () => {
    const nights = making(unseen);
    const [first] = three;
    if (first === undefined) throw new Error("there are three");
    await nights.leaveIntended(first);
    const { workItems, entries } = await nights.run([first]);
    expect(nights.platform.posts).toEqual([]);
    expect(entries.get(first.key)?.standing).toBe("intended");
    expect(workItems.get(first.key)?.problem?.code).toBe("outcome_unknown");
  });

  test("and was sent and lost, is sent again where twice does no harm", async () => {
    const nights = making(repeatable);
    const [first] = three;
    if (first === undefined) throw new Error("there are three");
    await nights.leaveIntended(first);
    const { entries } = await nights.run([first]);
    expect(nights.platform.posts).toHaveLength(1);
    expect(entries.get(first.key)?.standing).toBe("accepted");
  });
});

describe("what has a list of each subject only", () => {
  test("is asked for subject by subject, and what is there is not requested", async () => {
    const before = making(subjectOnly);
    await before.run(three.slice(1, 2));
    // a ledger that knows nothing of it
    const nights = making(subjectOnly);
    nights.platform.rows.push(...before.platform.rows);
    expect(await outcomes(nights)).toEqual(["accepted", "accepted", "accepted"]);
    expect(nights.platform.queries.every((query) => query.has("provider"))).toBe(true);
    expect(nights.platform.posts).toHaveLength(2);
  });
});

describe("what has no call for one of them", () => {
  const { byId: _byId, ...withoutId } = enrollments.read;

  test("is gone when a whole list does not show any more what the ledger has", async () => {
    const nights = making({ ...enrollments, read: withoutId });
    expect(await outcomes(nights)).toEqual(["accepted", "accepted", "accepted"]);
    nights.platform.rows.splice(0);
    expect(await outcomes(nights)).toEqual(["request_gone", "request_gone", "request_gone"]);
    expect(nights.platform.posts).toHaveLength(3);
  });
});

describe("what has a list of all only", () => {
  test("is looked for in that, however few are asked for", async () => {
    const nights = making(listOnly);
    expect(await outcomes(nights)).toEqual(["accepted", "accepted", "accepted"]);
    expect(nights.platform.queries.some((query) => query.has("provider"))).toBe(false);
  });

  test("is looked for in that also when a single one is asked for", async () => {
    const nights = making(listOnly);
    const { entries } = await nights.run(three.slice(0, 1));
    expect([...entries.values()].map(({ standing }) => standing)).toEqual(["accepted"]);
    expect(nights.platform.posts).toHaveLength(1);
  });

  test("is not requested when that list has a gap", async () => {
    const nights = making(listOnly);
    const row = (id: number) => enrollmentRow({ provider: uuid(150), payer_name: "X", state: "TX" }, id, 0);
    // it counts more rows than it shows
    nights.platform.onRead = (path) =>
      path.includes("payer-enrollments")
        ? answer(200, { count: 3, next: null, previous: null, results: [row(1), row(2)] })
        : undefined;
    expect(await outcomes(nights)).toEqual(["list_incomplete", "list_incomplete", "list_incomplete"]);
    expect(nights.platform.posts).toEqual([]);
  });
});
