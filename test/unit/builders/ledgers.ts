import type { Gathering } from "../../../src/ledger/group-commit.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { memoryLedger, type MemoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { workingLedger } from "../../../src/ledger/working.ts";
import { manualClock, type ManualClock } from "../../support/manual-clock.ts";

/** Records at once what a run records soon. */
export const prompt: Gathering = {
  nextTurn: (task) => void setImmediate(task),
  soon: (task) => {
    task();
    return () => undefined;
  },
};

/** A place in memory whose commits take no time. */
export function promptMemory(): MemoryLedger {
  return memoryLedger({ flush: () => Promise.resolve() });
}

/** A ledger in memory, held by a run. */
export async function heldLedger(
  id = "run 1",
  place: MemoryLedger = promptMemory(),
  clock: ManualClock = manualClock(),
): Promise<Ledger> {
  const run = { id, command: "sync", pid: 1, host: "test", startedAt: clock.now() };
  return workingLedger(await place.hold({ run, clock }), id, "salt", prompt);
}
