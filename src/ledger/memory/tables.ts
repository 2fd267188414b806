import type { Holding } from "../holding.ts";
import type { StatusChange } from "../entry.ts";
import type { PastRun } from "../run-record.ts";
import type { HoldingList, HoldingReading, KnownStatus, ListMemory } from "../stores.ts";

import { RequestTable } from "./request-table.ts";

/** A change as it is kept: with who reported it. */
export interface KeptChange extends StatusChange {
  readonly reportedBy: string | undefined;
}

/** A holding as it is kept: with when it was last seen. */
export interface KeptHolding {
  readonly holding: Holding;
  readonly seenAt: number;
}

/** All that a ledger in memory has. What stands in it is replaced, never altered, so that readers may keep it. */
export interface MemoryTables {
  readonly meta: Map<string, string>;
  readonly runs: Map<string, PastRun>;
  readonly requests: RequestTable;
  changes: readonly KeptChange[];
  /** By `placeOf` directory and hash. */
  readonly identities: Map<string, { readonly id: string; readonly at: number }>;
  readonly statuses: Map<string, KnownStatus>;
  readonly lists: Map<string, ListMemory>;
  calls: readonly { readonly account: string; readonly at: number }[];
  /** By `placeOf` platform, kind and id. */
  readonly holdings: Map<string, KeptHolding>;
  /** By `placeOf` platform, kind and subject. */
  readonly readings: Map<string, HoldingReading & HoldingList>;
  /** Hash to run. */
  readonly written: Map<string, string>;
}

/** Tables with nothing in them. */
export function emptyTables(): MemoryTables {
  return {
    meta: new Map(),
    runs: new Map(),
    requests: new RequestTable(),
    changes: [],
    identities: new Map(),
    statuses: new Map(),
    lists: new Map(),
    calls: [],
    holdings: new Map(),
    readings: new Map(),
    written: new Map(),
  };
}
