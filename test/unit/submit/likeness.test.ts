import { afterEach, describe, expect, test } from "vitest";
import { clockSlackMs, type Remote, type Resource } from "../../../src/platforms/resource.ts";
import { likeListed, takenListed } from "../../../src/submit/likeness.ts";
import { known } from "../builders/events.ts";
import {
  identityOf,
  keyOf,
  remoteOf,
  ThingBench,
  things,
  type Thing,
  type WantedThing,
} from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const a: WantedThing = { name: "a" };
const [sentAt, day] = [Date.parse("2026-01-05T12:00:00Z"), 86_400_000];
/** Something that does not fit by its words. */
const other: Thing = { id: "r1", subject: "s1", name: "z", createdAt: sentAt };
const worded: Resource = {
  ...things,
  fitsButForWords: (_wanted, { attributes }) => attributes["name"] === "z",
};

interface Night {
  readonly listed?: readonly (Thing | Remote)[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly clockAheadMs?: number;
  readonly before?: (bench: ThingBench) => Promise<unknown>;
  readonly resource?: Resource;
}

/** What a list shows after something was sent whose answer was lost. */
async function night({ listed = [other], attributes = {}, clockAheadMs, before, resource = worded }: Night) {
  const bench = await ThingBench.open();
  const identity = identityOf(a);
  await bench.ledger.requests.recordIntent([identity], sentAt, clockAheadMs);
  await before?.(bench);
  const about = { kind: identity.kind, subject: "s1", attributes: { ...identity.attributes, ...attributes } };
  bench.staging.workItems.add([
    { ...about, key: keyOf(a), batch: "a", row: 2, toldIds: [], known: known("intended") },
  ]);
  bench.staging.remotes.takeInterest(things.kind, ["doubt"]);
  bench.staging.remotes.keep(
    things.kind,
    listed.map((one) => ("remoteId" in one ? one : remoteOf(one))),
  );
  const workItem = bench.item(a);
  if (workItem === undefined) throw new Error("it is asked for");
  const tools = { ledger: bench.ledger, staging: bench.staging, now: sentAt + day };
  const entry = await bench.entry(a);
  return {
    like: (await likeListed(resource, workItem, entry, tools))?.remoteId,
    taken: (await takenListed(resource, workItem, entry, tools))?.remoteId,
    likeOfNone: (await likeListed(resource, workItem, undefined, tools))?.remoteId,
  };
}

const unreadable: Remote = { ...remoteOf(other), remoteId: "", attributes: {}, unreadable: true };

describe("something listed may be what was sent", () => {
  test.each<[string, Night]>([
    ["though its words differ", {}],
    ["though it cannot be read", { listed: [unreadable] }],
    ["though nobody can be told whom it is about", { listed: [{ ...unreadable, subject: "" }] }],
    [
      "made a little before, since clocks differ",
      { listed: [{ ...other, createdAt: sentAt - clockSlackMs }] },
    ],
    [
      "made a day before the day that was sent with it",
      {
        attributes: { created: "2026-01-03" },
        listed: [{ ...other, createdAt: Date.parse("2026-01-02") - clockSlackMs }],
      },
    ],
    [
      "made before by a clock that is known to be behind",
      { clockAheadMs: -3_600_000, listed: [{ ...other, createdAt: sentAt - 3_600_000 }] },
    ],
    [
      "that the ledger has for this very request",
      {
        before: (bench) =>
          bench.ledger.requests.recordSeen([{ ...identityOf(a), remote: { remoteId: "r1" } }], sentAt),
      },
    ],
    [
      "though another request was refused that would be called so",
      { before: (bench) => bench.sent({ name: "z" }, { outcome: "refused", problem: "no" }) },
    ],
    [
      "though another request was never carried out that would be called so",
      { before: (bench) => bench.sent({ name: "z" }, { outcome: "released", problem: "not sent" }) },
    ],
  ])("%s", async (_how, how) => {
    const { like } = await night(how);
    expect(like).toBe(how.listed === undefined || "id" in (how.listed[0] ?? {}) ? "r1" : "");
  });

  test("where nobody says when it was made", async () => {
    const { createdAt: _createdAt, ...undated } = other;
    expect(await night({ listed: [undated] })).toMatchObject({ like: "r1", taken: undefined });
  });

  test.each<[string, Night]>([
    ["that has ended", { listed: [{ ...other, open: false }] }],
    ["that is about somebody else", { listed: [{ ...other, subject: "s2" }] }],
    ["that is older than that", { listed: [{ ...other, createdAt: sentAt - clockSlackMs - 1 }] }],
    [
      "that is older than the day that was sent with it",
      {
        attributes: { created: "2026-01-03" },
        listed: [{ ...other, createdAt: Date.parse("2026-01-02") - clockSlackMs - 1 }],
      },
    ],
    [
      "that is older, by a clock that is ahead",
      { clockAheadMs: 3_600_000, listed: [{ ...other, createdAt: sentAt - clockSlackMs - 1 }] },
    ],
    ["that the ledger has for another request", { before: (bench) => bench.seen({ name: "q" }) }],
    [
      "that another request is which nobody knows the id of yet",
      { before: (bench) => bench.sent({ name: "z" }) },
    ],
    [
      "that cannot be read and is another request's",
      { listed: [{ ...unreadable, remoteId: "r1" }], before: (bench) => bench.seen({ name: "q" }) },
    ],
  ])("but not one %s", async (_how, how) => {
    expect(await night(how)).toMatchObject({ like: undefined, taken: undefined });
  });

  test("is none where a day that was sent with it is later: what was sent then may be older than that", async () => {
    const shown = { ...other, createdAt: sentAt };
    expect((await night({ attributes: { created: "2026-03-01" }, listed: [shown] })).like).toBe("r1");
    expect((await night({ attributes: { created: "some day" }, listed: [shown] })).like).toBe("r1");
  });

  test("is counted from now where the ledger has nothing of it", async () => {
    expect((await night({})).likeOfNone).toBeUndefined();
    expect((await night({ listed: [{ ...other, createdAt: sentAt + day }] })).likeOfNone).toBe("r1");
  });

  test("is counted from the first of several sendings of which nobody knows what became", async () => {
    const before = async ({ ledger: { requests } }: ThingBench): Promise<unknown> => {
      await requests.release([keyOf(a)], sentAt + 60_000);
      return requests.recordIntent([identityOf(a)], sentAt + day);
    };
    expect((await night({ before })).like).toBe("r1");
  });
});

describe("what the platform said that it took is", () => {
  test("the only one listed that it can be but for its words", async () => {
    expect((await night({})).taken).toBe("r1");
    expect((await night({ listed: [other, { ...other, id: "r2", name: "y" }] })).taken).toBe("r1");
  });

  test.each<[string, Night]>([
    ["there are two", { listed: [other, { ...other, id: "r2" }] }],
    ["it has ended", { listed: [{ ...other, open: false }] }],
    ["it differs by more than words", { listed: [{ ...other, name: "y" }] }],
    ["it is older", { listed: [{ ...other, createdAt: sentAt - clockSlackMs - 1 }] }],
    ["it cannot be read", { listed: [unreadable] }],
    ["its platform has no words of its own", { resource: things }],
  ])("none where %s", async (_how, how) => {
    expect((await night(how)).taken).toBeUndefined();
  });
});
