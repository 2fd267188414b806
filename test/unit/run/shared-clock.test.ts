import { expect, test } from "vitest";
import { sharedClock } from "../../../src/run/clients.ts";
import { manualClock } from "../../support/manual-clock.ts";

test("a run goes by the time that all who use the ledger share, and waits by its own", async () => {
  const machine = manualClock();
  let aheadMs = -600_000.4;
  const clock = sharedClock(machine, { clockAheadMs: () => aheadMs });
  expect(clock.now()).toBe(machine.now() - 600_000);
  aheadMs = 0;
  expect([clock.now(), clock.monotonic()]).toEqual([machine.now(), machine.monotonic()]);
});
