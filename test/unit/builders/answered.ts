import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";

/** A license request of this run, done without a problem. */
export function workItem(changes: Partial<WorkItem> = {}): WorkItem {
  return {
    key: "k",
    kind: "medallion.license",
    subject: "s",
    attributes: {},
    verb: "create",
    batch: "b",
    row: 2,
    toldIds: [],
    state: "done",
    problem: undefined,
    ...changes,
  };
}

/** The same as an earlier run made it. */
export function entry(changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    key: "k",
    platform: "medallion",
    kind: "medallion.license",
    organization: "o",
    subject: "s",
    attributes: {},
    standing: "accepted",
    origin: "created",
    sends: 1,
    run: "before",
    remoteId: "id",
    status: "requested",
    ...changes,
  };
}
