import { expect, test } from "vitest";
import { LedgerHeldError } from "../../../src/errors.ts";
import { holdWaiting } from "../../../src/ledger/open.ts";
import { manualClock } from "../../support/manual-clock.ts";

/** A ledger that another run frees after so long. */
function ledgerFreeAfter(ms: number, waitMs: number | undefined) {
  const clock = manualClock();
  const free = clock.monotonic() + ms;
  const told: string[] = [];
  const ending = new AbortController();
  const held = holdWaiting(
    async () => {
      if (clock.monotonic() < free) throw new LedgerHeldError("process 7");
      return "store";
    },
    clock,
    waitMs === undefined
      ? undefined
      : { waitMs, signal: ending.signal, onWait: ({ message }) => void told.push(message) },
  );
  held.catch(() => undefined);
  return { clock, told, ending, held };
}

test("a free ledger is had at once", async () => {
  expect(await ledgerFreeAfter(0, undefined).held).toBe("store");
});

test("a ledger that is held is refused at once when nobody wants to wait", async () => {
  await expect(ledgerFreeAfter(5_000, undefined).held).rejects.toThrow(LedgerHeldError);
});

test("a ledger that becomes free in time is had, and who held it was told once", async () => {
  const { clock, told, held } = ledgerFreeAfter(5_000, 60_000);
  await clock.advance(6_000);
  expect(await held).toBe("store");
  expect(told).toEqual([expect.stringContaining("process 7")]);
});

test("a ledger that stays held for longer is refused with who holds it", async () => {
  const { clock, held } = ledgerFreeAfter(70_000, 60_000);
  await clock.advance(60_000);
  await expect(held).rejects.toThrow("process 7");
});

test("who is interrupted waits no longer", async () => {
  const { clock, ending, held } = ledgerFreeAfter(70_000, 60_000);
  await clock.advance(3_000);
  ending.abort();
  await clock.settle();
  await expect(held).rejects.toThrow(LedgerHeldError);
});
