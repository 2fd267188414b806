import { describe, expect, test } from "vitest";
import type { RequestIdentity } from "../../../src/ledger/entry.ts";
import { memoryLedger, type MemoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { byBytes } from "../../../src/ledger/memory/rows.ts";
import { openFor } from "../../support/ledgers.ts";
import { manualClock } from "../../support/manual-clock.ts";

const run = { id: "run", command: "sync", pid: 1, host: "h", startedAt: 0 };
const clock = manualClock();

const request: RequestIdentity = {
  key: "a",
  platform: "p",
  kind: "p.license",
  organization: "o",
  subject: "s",
  attributes: {},
};

/** A flush that a test lets end. */
function flushes() {
  const waiting: { readonly resolve: () => void; readonly reject: (reason: unknown) => void }[] = [];
  const go = async (ending: "done" | Error): Promise<void> => {
    await new Promise((resolve) => void setImmediate(resolve));
    for (const { resolve, reject } of waiting.splice(0)) {
      if (ending === "done") resolve();
      else reject(ending);
    }
    await new Promise((resolve) => void setImmediate(resolve));
  };
  return {
    flush: (): Promise<void> => new Promise((resolve, reject) => void waiting.push({ resolve, reject })),
    go,
  };
}

async function standingIn(ledger: MemoryLedger): Promise<string | undefined> {
  const view = await ledger.view();
  return (await view.requests.findMany(["a"])).get("a")?.standing;
}

describe("a crash", () => {
  test.each([
    [true, "intended"],
    [false, undefined],
  ])("keeps what was being written or not, as chance has it: %s", async (isKept, standing) => {
    const { flush, go } = flushes();
    const ledger = memoryLedger({ flush });
    const opening = openFor(ledger);
    await go("done");
    const { requests } = await opening;
    let answered = false;
    void requests.recordIntent([request], 1).then(() => (answered = true));
    await new Promise((resolve) => void setImmediate(resolve));

    ledger.crash(() => isKept);
    await go("done");

    expect([await standingIn(ledger), answered]).toEqual([standing, false]);
    await expect(ledger.hold({ run: { ...run, id: "next" }, clock })).resolves.toBeDefined();
  });

  test("keeps what was acknowledged, and forgets what had not begun to be written", async () => {
    const ledger = memoryLedger();
    const { requests } = await openFor(ledger);
    await requests.recordIntent([request], 1);
    void requests.release(["a"], 2);

    ledger.crash(() => true);
    await new Promise((resolve) => void setTimeout(resolve, 5));

    expect(await standingIn(ledger)).toBe("intended");
  });
});

test("a flush that fails ends all writing, and nothing of it counts", async () => {
  const { flush, go } = flushes();
  const ledger = memoryLedger({ flush });
  const opening = openFor(ledger);
  await go("done");
  const { requests, lost } = await opening;

  const tried = Promise.allSettled([requests.recordIntent([request], 1)]);
  await go(new Error("the disk is full"));

  expect(await tried).toMatchObject([{ status: "rejected", reason: { message: "the disk is full" } }]);
  expect([lost.aborted, await standingIn(ledger)]).toEqual([true, undefined]);
});

test("texts are in the order of their bytes, in which the highest characters come last", () => {
  const texts = ["\u{1f600}", "z", "", "\uffff", "a", "ab", "Ä", "\ue000"];
  const byBuffer = texts.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));

  expect(texts.toSorted(byBytes)).toEqual(byBuffer);
});
