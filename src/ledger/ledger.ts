import type { LedgerStore } from "./store.ts";
import type {
  CallLog,
  ChangeLog,
  HoldingStore,
  IdentityCache,
  ListSizes,
  RequestStore,
  RunLog,
  StatusCache,
  WrittenFiles,
} from "./stores.ts";

/** The memory of every request ever made, and of what look-ups and statuses said. One run at a time. */
export interface Ledger extends Pick<LedgerStore, "doubt"> {
  readonly requests: RequestStore;
  readonly changes: ChangeLog;
  readonly identities: IdentityCache;
  readonly statuses: StatusCache;
  readonly holdings: HoldingStore;
  readonly lists: ListSizes;
  readonly calls: CallLog;
  readonly runs: RunLog;
  readonly written: WrittenFiles;
  /** Aborted, with the reason, once the ledger takes no more records: then nothing may be sent. */
  readonly lost: AbortSignal;
  /** By how much the clock that all who use this ledger share is ahead of this machine's; 0 for a file. */
  readonly clockAheadMs: () => number;
  /** Puts the end of the run on record, as far as that is possible, and frees the ledger. */
  readonly close: (exitCode: number, at: number) => Promise<void>;
}
