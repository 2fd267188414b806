import type { Clock } from "../runtime.ts";
import type { LedgerChange, Verdict } from "./change.ts";
import type { LedgerRow } from "./rows.ts";
import type {
  CallLog,
  ChangeLog,
  HoldingStore,
  ListSizes,
  RequestReader,
  RunReader,
  StatusCache,
  WrittenFiles,
} from "./stores.ts";
import type { RunRecord } from "./run-record.ts";

/** What can be asked of a ledger, whoever holds it. Answers never show a change that is not durable yet, nor half of one. */
export interface LedgerReads {
  readonly requests: RequestReader;
  readonly changes: Pick<ChangeLog, "anyUnreported" | "unreportedOf"> & {
    /** Every status that moved at or after a time, oldest first. */
    readonly since: (at: number) => AsyncGenerator<ChangeRow>;
  };
  /** The ids that were found for these hashes, one for each in their order. */
  readonly identities: {
    readonly recallMany: (
      queries: readonly { readonly lookupSource: string; readonly hash: string; readonly since: number }[],
    ) => Promise<readonly (string | undefined)[]>;
  };
  readonly statuses: Pick<StatusCache, "lastOf">;
  readonly lists: Pick<ListSizes, "recallMany">;
  readonly calls: Pick<CallLog, "since">;
  readonly holdings: Pick<HoldingStore, "ofSubjects" | "findMany" | "endingBefore" | "readings">;
  readonly runs: RunReader;
  readonly written: Pick<WrittenFiles, "known">;
  /** A value of the ledger's own; undefined when it has none of this name. */
  readonly meta: (name: string) => Promise<string | undefined>;
  /** The organizations whose requests on a platform it holds, in order. */
  readonly organizations: (platform: string) => Promise<readonly string[]>;
  /** All of it, table by table in the order of `ledgerTables`, each in the order of its key. */
  readonly dump: () => AsyncGenerator<LedgerRow>;
}

/** A row of the change log. */
export interface ChangeRow {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly seenAt: number;
}

/**
 * What an engine is, for one run that holds the ledger: reading, and carrying out changes. Everything else (gathering
 * changes into one flush, hashing, receipts, the guard of the organization) is the same for all and stands above it.
 */
export interface LedgerStore extends LedgerReads {
  /**
   * Carries out all of these in their order as one durable transaction, and answers each. A change that the rules forbid
   * is answered `refused` and leaves no trace; the others count all the same. Rejects when nobody can tell what is durable
   * now (a full disk, a cut connection): it is not called again then. Calls never overlap.
   */
  readonly commit: (changes: readonly LedgerChange[]) => Promise<readonly Verdict[]>;
  /**
   * Aborted as soon as the engine knows that it can take no more, also while nobody writes: a lost connection, a lock that
   * somebody else has. Its reason is an Error. A file's never is.
   */
  readonly lost: AbortSignal;
  /** By how much the clock that all users of this ledger share is ahead of this machine's; 0 for a file. */
  readonly clockAheadMs: () => number;
  /**
   * There when records that were acknowledged may be gone, since the server became another one: whoever looks at a
   * platform has to wait first, until all that was sent is listed, and then says so. Later runs need not wait then.
   */
  readonly doubt?: { readonly end: () => Promise<void> };
  /** Frees it for the next run. Never rejects because of what was lost before. */
  readonly close: () => Promise<void>;
}

/** A ledger opened to be looked at, also while a run works with it. */
export interface LedgerView extends LedgerReads {
  readonly close: () => Promise<void>;
}

/** How a ledger is, as `doctor` says it. */
export interface LedgerFinding {
  readonly verdict: "good" | "odd" | "wrong";
  readonly says: string;
  readonly remedy?: string | undefined;
}

/** What opening a ledger for a run needs to know. */
export interface HoldFor {
  /** An engine may use it to say who holds the ledger; putting it on record is not its business. */
  readonly run: RunRecord;
  readonly clock: Clock;
}

/** One ledger, not opened yet: what each engine offers for an address of its own. */
export interface LedgerPlace {
  /** Its address as people may see it. */
  readonly shown: string;
  /**
   * Holds the ledger for one run, making it if there is none, and brings it to the current version. Throws
   * LedgerHeldError when another run has it, LedgerFileError when it cannot be used; nothing is held then.
   */
  readonly hold: (how: HoldFor) => Promise<LedgerStore>;
  /** Opens one that is there, for reading only, without holding it. Throws LedgerFileError when there is none. */
  readonly view: () => Promise<LedgerView>;
  /** What is to be said when there is no ledger yet, without making it; undefined when there is one. */
  readonly absence: () => Promise<LedgerFinding | undefined>;
  /** What to do when it can be opened but takes no records. */
  readonly remedy: string;
}
