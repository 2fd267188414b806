import { afterEach, describe, expect, test } from "vitest";
import type { Resource } from "../../../src/platforms/resource.ts";
import { resolveLineFor } from "../../../src/requests/wording.ts";
import { conclude } from "../../../src/submit/poll.ts";
import { known } from "../builders/events.ts";
import {
  identityOf,
  keyOf,
  remoteOf,
  showing,
  ThingBench,
  things,
  type Thing,
  type WantedThing,
} from "../builders/things.ts";

afterEach(() => ThingBench.closeAll());

const a: WantedThing = { name: "a" };
const other: Thing = { id: "r9", subject: "s1", name: "z", createdAt: 5_000 };
const lost = { outcome: "in_doubt", problem: "Lost." } as const;
const accepted = { outcome: "accepted", remote: {} } as const;
const named = { outcome: "accepted", remote: { remoteId: "r1" } } as const;

interface Night {
  /** What came of it when it was sent. */
  readonly outcome?: Parameters<ThingBench["sent"]>[1];
  /** Another run sent it. */
  readonly earlier?: boolean;
  readonly listed?: readonly Thing[];
  readonly resource?: Resource;
  readonly isAsked?: boolean;
  /** It was sent again in this run already. */
  readonly resends?: number;
}

/** The end of a settling time over which no list showed something. */
async function concluded({
  outcome = lost,
  earlier = false,
  listed = [],
  resource = things,
  isAsked = true,
  resends = 0,
}: Night) {
  const bench = await ThingBench.open();
  const { key, kind, subject, attributes } = identityOf(a);
  await bench.sent(a, outcome);
  const isConfirm = outcome.outcome === "accepted";
  const as = isConfirm
    ? known("accepted", { hasId: outcome.remote.remoteId !== undefined })
    : known("in_doubt");
  const about = { key, kind, subject, attributes, batch: "one batch", row: isAsked ? 2 : undefined };
  bench.staging.workItems.add([{ ...about, toldIds: [], known: as }]);
  bench.staging.remotes.takeInterest(kind, ["doubt", "confirm"]);
  bench.staging.remotes.keep(kind, listed.map(remoteOf));
  const item = bench.item(a);
  const own = await bench.entry(a);
  if (item === undefined || own === undefined) throw new Error("it was sent");
  const entry = earlier ? { ...own, run: "another run" } : own;
  const tools = {
    client: bench.client,
    ledger: bench.ledger,
    staging: bench.staging,
    clock: bench.clock,
    resolveLine: resolveLineFor(undefined),
  };
  const isSentAgain = await conclude(resource, { ...item, resends }, entry, tools);
  return { bench, isSentAgain, item: bench.item(a), entry: await bench.entry(a) };
}

const worded: Resource = {
  ...things,
  fitsButForWords: (_wanted, { attributes }) => attributes["name"] === "z",
};

describe("what no list showed over its whole settling time", () => {
  test("is sent again, once it is on record that it may be", async () => {
    const { isSentAgain, item, entry } = await concluded({});
    expect(isSentAgain).toBe(true);
    expect(item).toMatchObject({ state: "send", batch: "one batch", resends: 1 });
    expect(entry?.standing).toBe("released");
  });

  test("is not sent again where no row asks for it", async () => {
    const { isSentAgain, item, entry } = await concluded({ isAsked: false });
    expect([isSentAgain, item?.state, entry?.standing]).toEqual([false, "done", "released"]);
  });

  test("is not sent a third time, and says how often it was and why", async () => {
    const { isSentAgain, item, entry } = await concluded({ resends: 1 });
    expect([isSentAgain, item?.state, entry?.standing]).toEqual([false, "done", "in_doubt"]);
    expect(item?.problem?.message).toContain(
      "The request was sent, and no answer or list showed it in time (the last time: Lost).",
    );
    expect(item?.problem?.message).toContain(`roster-sync ledger resolve '${keyOf(a)}' --as absent`);
  });

  test("is not sent again where something like it is listed, which is named", async () => {
    const { isSentAgain, item, entry } = await concluded({ listed: [other] });
    expect([isSentAgain, item?.state, entry?.standing]).toEqual([false, "done", "in_doubt"]);
    expect(item?.problem?.message).toContain("Medallion shows something like it: the request r9");
  });

  test("is not sent again where something like it is listed without an id", async () => {
    const { item } = await concluded({ listed: [{ ...other, id: "" }] });
    expect(item?.problem?.message).toContain("a request whose id cannot be read");
  });

  test("is not sent again where nothing could have shown it", async () => {
    const { isSentAgain, item } = await concluded({
      resource: showing({ lists: [], without: ["ofSubject"] }),
    });
    expect([isSentAgain, item?.problem?.code]).toEqual([false, "outcome_unknown"]);
  });

  test("is refused where the answer said no in a way that proved nothing", async () => {
    const { isSentAgain, item, entry } = await concluded({
      outcome: { ...lost, problem: "409: conflict", answerStatus: 409 },
    });
    expect([isSentAgain, item?.problem?.code, entry?.standing]).toEqual([false, "refused", "refused"]);
    expect(item?.problem?.message).toContain("409: conflict");
  });

  test("is sent again in a smaller group where it was refused with others", async () => {
    const { isSentAgain, item, entry } = await concluded({ outcome: { ...lost, answerStatus: 400 } });
    expect([isSentAgain, entry?.standing]).toEqual([true, "refused"]);
    expect(item?.batch).not.toBe("one batch");
  });

  test("is sent again, up to five times, where it was only put off", async () => {
    const putOff = { ...lost, answerStatus: 503 };
    expect((await concluded({ outcome: putOff, resends: 4 })).isSentAgain).toBe(true);
    expect((await concluded({ outcome: putOff, resends: 5 })).isSentAgain).toBe(false);
  });
});

describe("what was accepted and is not listed", () => {
  test("without an id is unknown in the night in which it was sent", async () => {
    const { isSentAgain, item, entry } = await concluded({ outcome: accepted });
    expect([isSentAgain, item?.problem?.code, entry?.standing]).toEqual([false, "not_listed", "accepted"]);
  });

  test("without an id is sent once more in a later night, alone", async () => {
    const { isSentAgain, item, entry } = await concluded({ outcome: accepted, earlier: true });
    expect([isSentAgain, entry?.standing]).toEqual([true, "released"]);
    expect(item?.batch).toBe(keyOf(a));
  });

  test("without an id is what is listed under other words, where that is only one", async () => {
    const { isSentAgain, item, entry } = await concluded({
      outcome: accepted,
      earlier: true,
      listed: [other],
      resource: worded,
    });
    expect([isSentAgain, item?.state, item?.problem]).toEqual([false, "done", undefined]);
    expect(entry).toMatchObject({ standing: "accepted", remoteId: "r9" });
    const both = await concluded({
      outcome: accepted,
      earlier: true,
      listed: [other, { ...other, id: "r8" }],
      resource: worded,
    });
    expect([both.isSentAgain, both.item?.problem?.code]).toEqual([false, "outcome_unknown"]);
  });

  test("with an id counts as made in its night, whatever else is listed", async () => {
    const { bench, isSentAgain, item, entry } = await concluded({
      outcome: named,
      listed: [other],
      resource: worded,
    });
    expect([isSentAgain, item?.state, item?.problem]).toEqual([false, "done", undefined]);
    expect(entry?.remoteId).toBe("r1");
    expect(bench.reads).toEqual([]);
  });

  test("with an id is asked for by that in a later night, and is not sent again", async () => {
    const { bench, isSentAgain, item } = await concluded({ outcome: named, earlier: true });
    expect(bench.reads).toEqual(["one r1"]);
    expect([isSentAgain, item?.problem?.code]).toEqual([false, "request_gone"]);
  });

  test("in doubt is not taken for what is listed under other words: nobody said that it was taken", async () => {
    const { isSentAgain, item, entry } = await concluded({
      listed: [other],
      resource: worded,
    });
    expect([isSentAgain, item?.problem?.code, entry?.standing]).toEqual([
      false,
      "outcome_unknown",
      "in_doubt",
    ]);
  });
});
