import { expect, test } from "vitest";
import { waitBeforeFirstLook } from "../../../src/run/run.ts";
import { manualClock } from "../../support/manual-clock.ts";

function look(isDoubtful: boolean) {
  const clock = manualClock();
  const ending = new AbortController();
  const said: string[] = [];
  let ends = 0;
  const doubt = { end: async () => void (ends += 1) };
  const waited = waitBeforeFirstLook({
    ledger: isDoubtful ? { doubt } : {},
    clock,
    log: { warn: () => undefined },
    tell: (sentence) => void said.push(sentence),
    signal: ending.signal,
    writeTimeoutMs: 60_000,
    settleMs: 45_000,
  });
  return { clock, ending, said, ends: () => ends, waited };
}

test("a ledger that may have lost records is trusted after as long as a write may take and a list may lag", async () => {
  const { clock, said, ends, waited } = look(true);
  await clock.advance(104_999);
  expect(ends()).toBe(0);
  await clock.advance(1);
  await waited;
  expect(ends()).toBe(1);
  expect(said.join()).toContain("Waiting 105 s");
});

test("a ledger that lost nothing is not waited for", async () => {
  const { clock, said, waited } = look(false);
  await waited;
  expect([clock.waits, said]).toEqual([[], []]);
});

test("a run that is interrupted while it waits leaves the doubt to the next one", async () => {
  const { clock, ending, ends, waited } = look(true);
  await clock.advance(1_000);
  ending.abort();
  await waited;
  expect(ends()).toBe(0);
});
