import { afterEach, describe, expect, test } from "vitest";
import type { Resource } from "../../../src/platforms/resource.ts";
import { resolveLineFor } from "../../../src/requests/wording.ts";
import { holdWhatIsAlike, settleAll } from "../../../src/submit/settle.ts";
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

const [a, b]: readonly [WantedThing, WantedThing] = [{ name: "a" }, { name: "b" }];
const lost = { outcome: "in_doubt", problem: "lost" } as const;
const settleMs = 100_000;
/** When the tests' requests came into doubt. */
const doubtSince = 2_000;

interface Settling {
  readonly lookedAt?: number | undefined;
  readonly resource?: Resource;
  readonly canBeRead?: boolean;
  readonly isAbsent?: boolean;
  readonly signal?: AbortSignal;
  /** What a look finds, by its number. */
  readonly onLook?: (number: number, bench: ThingBench) => void;
}

/** Settles what is in doubt from the moment on in which it came into doubt; when it looked, and what it did. */
async function settled(
  bench: ThingBench,
  {
    lookedAt = doubtSince,
    resource = things,
    canBeRead = true,
    isAbsent = true,
    signal = new AbortController().signal,
    onLook,
  }: Settling = {},
) {
  const did = {
    looks: [] as number[],
    waits: [] as number[],
    told: [] as number[],
    resends: 0,
    asked: [] as boolean[],
  };
  let now = doubtSince;
  const sleep = (ms: number): Promise<void> => {
    did.waits.push(ms);
    now += ms;
    return Promise.resolve();
  };
  const { client, ledger, staging } = bench;
  await settleAll(resource, lookedAt === -1 ? undefined : lookedAt, {
    client,
    ledger,
    staging,
    clock: { now: () => now, monotonic: () => now, sleep },
    resolveLine: resolveLineFor(undefined),
    signal,
    settleMs,
    writeTimeoutMs: 60_000,
    clockAheadMs: () => undefined,
    look: () => {
      const number = did.looks.push(now - doubtSince);
      onLook?.(number, bench);
      return Promise.resolve(canBeRead);
    },
    isAbsent: (_workItem, isMade) => (did.asked.push(isMade), Promise.resolve(isAbsent)),
    resend: () => {
      did.resends += 1;
      // what is sent again is answered
      for (const workItem of staging.workItems.page(things.kind, "send", "", 9))
        staging.workItems.move(workItem, {
          event: "sent",
          outcome: "accepted",
          hasId: true,
          hasStatus: true,
        });
      return Promise.resolve();
    },
    onWait: (ms) => void did.told.push(ms),
  });
  return did;
}

async function doubting(...wanted: readonly WantedThing[]): Promise<ThingBench> {
  const bench = await ThingBench.open();
  for (const each of wanted) await bench.sent(each, lost);
  await bench.want(wanted);
  return bench;
}

const find = (bench: ThingBench, wanted: WantedThing): void => {
  const item = bench.item(wanted);
  if (item === undefined) throw new Error("it is asked for");
  bench.staging.workItems.move(item, { event: "listed", goal: "met", hasStatus: true, wasShown: false });
};

describe("what is in doubt", () => {
  test("is looked for more and more rarely over its settling time, and then sent again", async () => {
    const bench = await doubting(a);
    const did = await settled(bench);
    expect(did.looks).toEqual([5_000, 15_000, 35_000, 65_000, 100_000]);
    expect(did.waits).toEqual([5_000, 10_000, 20_000, 30_000, 35_000]);
    expect(did.told).toEqual(did.waits);
    expect([did.resends, bench.item(a)?.state]).toEqual([1, "done"]);
  });

  test("is not looked for any more once it is found", async () => {
    const bench = await doubting(a);
    const did = await settled(bench, { onLook: (number) => number === 2 && find(bench, a) });
    expect(did.looks).toEqual([5_000, 15_000]);
    expect([did.resends, did.asked]).toEqual([0, []]);
  });

  test("is looked for as long as anything is left of it", async () => {
    const bench = await doubting(a, b);
    const did = await settled(bench, { onLook: (number) => number === 1 && find(bench, a) });
    expect(did.looks).toHaveLength(5);
    expect([bench.item(a)?.state, bench.item(b)?.state]).toEqual(["done", "done"]);
  });

  test("is looked at first where it could not be read before", async () => {
    const did = await settled(await doubting(a), { lookedAt: -1 });
    expect(did.looks).toEqual([0, 5_000, 15_000, 35_000, 65_000, 100_000]);
  });

  test("is not looked for where its time is over already", async () => {
    const bench = await doubting(a);
    const did = await settled(bench, { lookedAt: doubtSince + settleMs });
    expect([did.looks, did.resends]).toEqual([[], 1]);
  });

  test("stays so where the platform cannot be read, and is not sent again", async () => {
    const bench = await doubting(a);
    const did = await settled(bench, { canBeRead: false });
    expect([did.looks, did.resends, bench.item(a)?.state]).toEqual([[5_000], 0, "doubt"]);
  });

  test("stays so when the run ends", async () => {
    const ending = new AbortController();
    ending.abort();
    const bench = await doubting(a);
    const did = await settled(bench, { signal: ending.signal });
    expect([did.looks, did.resends, bench.item(a)?.state]).toEqual([[], 0, "doubt"]);
  });

  test("is not sent again where its subject shows more than the list", async () => {
    const bench = await doubting(a);
    const did = await settled(bench, { isAbsent: false });
    expect([did.resends, bench.item(a)?.state, did.asked]).toEqual([0, "doubt", [false]]);
  });

  test("is not waited for where nothing could show it", async () => {
    const bench = await doubting(a);
    const did = await settled(bench, { resource: showing({ lists: [], without: ["ofSubject"] }) });
    expect([did.looks, did.waits, did.resends]).toEqual([[], [], 0]);
    expect(bench.item(a)?.problem?.code).toBe("outcome_unknown");
  });
});

test("nothing is looked at where nothing is in doubt", async () => {
  const bench = await ThingBench.open();
  await bench.want([a]);
  const did = await settled(bench, { lookedAt: -1 });
  expect([did.looks, did.waits, did.resends]).toEqual([[], [], 0]);
});

test("what was accepted with an id is made, as far as the question goes whether it is there", async () => {
  const bench = await ThingBench.open();
  await bench.sent(a, { outcome: "accepted", remote: { remoteId: "r1" } });
  await bench.sent(b, { outcome: "accepted", remote: {} });
  await bench.want([a, b]);
  const did = await settled(bench);
  expect(did.looks).toHaveLength(5);
  expect(did.asked).toEqual([true, false]);
  expect([bench.item(a)?.problem, bench.item(b)?.problem?.code]).toEqual([undefined, "not_listed"]);
});

describe("what an earlier run sent without ever seeing it, and is to be sent again", () => {
  const like: Thing = { id: "r9", subject: "s1", name: "z", createdAt: 5_000 };
  const unlisted = {
    event: "not-listed",
    goal: "unmet",
    extent: "whole",
    hasId: false,
    wasShown: true,
    hasIdsToRead: false,
  } as const;

  /** What becomes of things that no list showed, where these are listed. */
  async function held(listed: readonly Thing[], isLookedFor = true): Promise<ThingBench> {
    const bench = await doubting(a, b);
    await bench.ledger.requests.release([a, b].map(keyOf), 3_000);
    const after = await ThingBench.open();
    const { ledger } = bench;
    after.staging.workItems.add(
      [a, b].map((wanted, index) => {
        const { key, kind, subject, attributes } = identityOf(wanted);
        return {
          key,
          kind,
          subject,
          attributes,
          batch: key,
          row: index + 2,
          toldIds: [],
          known: known("released"),
        };
      }),
    );
    after.staging.remotes.takeInterest(things.kind, ["look"]);
    after.staging.remotes.keep(things.kind, listed.map(remoteOf));
    const [first] = after.staging.workItems.page(things.kind, "look", "", 9);
    if (first !== undefined && isLookedFor) after.staging.workItems.move(first, unlisted);
    const { client, staging, clock } = after;
    await holdWhatIsAlike(things, { client, ledger, staging, clock, resolveLine: resolveLineFor(undefined) });
    return after;
  }

  test("is held where something like it is listed by now, which is named", async () => {
    const bench = await held([like]);
    expect(bench.item(a)).toMatchObject({ state: "done", problem: { code: "outcome_unknown" } });
    expect(bench.item(a)?.problem?.message).toContain("the request r9");
    // what is not to be sent yet is left to be looked for
    expect(bench.item(b)?.state).toBe("look");
  });

  test("is held where something like it is listed without an id", async () => {
    const bench = await held([{ ...like, id: "" }]);
    expect(bench.item(a)?.problem?.message).toContain("a request whose id cannot be read");
  });

  test("is sent where nothing like it is listed", async () => {
    const bench = await held([{ ...like, open: false }]);
    expect(bench.item(a)).toMatchObject({ state: "send", problem: undefined });
  });

  test("is left alone as long as it is not to be sent", async () => {
    const bench = await held([like], false);
    expect([bench.item(a)?.state, bench.item(b)?.state]).toEqual(["look", "look"]);
  });
});
