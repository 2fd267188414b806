import type {
  Holding,
  HoldingKind,
  HoldingPlatform,
  IntentReceipt,
  LedgerEntry,
  RemoteState,
  RequestIdentity,
  Resolution,
  StatusChange,
  SubmissionOutcome,
  PastRun,
  RunCounts,
  RunRecord,
} from "./entry.ts";

/*
 * What a ledger remembers, by subject. All of it is asked in sets and answered by promises, since a ledger may be a
 * network away: callers gather some hundreds of rows, ask once, and never keep more than that.
 *
 * A reader shows what has been acknowledged, never the half of a change. A writing verb resolves once what it says is
 * durable; it rejects with RefusedChange, alone, where the ledger's rules forbid it, and with LedgerWriteError when the
 * ledger takes no more: then nothing may be sent by this run. Times are milliseconds since the epoch. Sets may hold a
 * key twice and may be empty, which costs nothing. No order is promised unless it is named.
 */

/** Whose requests: one kind, for one organization. */
export interface RequestScope {
  readonly kind: string;
  readonly organization: string;
}

/** Every request ever made or adopted, to be looked at. */
export interface RequestReader {
  /** The entries of these keys that there are, by key. */
  readonly findMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, LedgerEntry>>;
  /** All entries about these subjects, by subject, each list in key order; a subject without any is left out. */
  readonly ofSubjects: (
    scope: RequestScope,
    subjects: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly LedgerEntry[]>>;
  /** Every entry of one of these kinds that has one of these ids, in key order; as a rule one for each id. */
  readonly withRemoteIds: (
    kinds: readonly string[],
    ids: readonly string[],
  ) => Promise<readonly LedgerEntry[]>;
  /** Which accepted requests of a kind have these ids: id to key. */
  readonly claims: (kind: string, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What may or may not have been carried out (`intended`, `in_doubt`), oldest first. */
  readonly unsettled: (scope: RequestScope) => Promise<readonly LedgerEntry[]>;
  /** What may be sent again though an earlier sending may be there after all: no list showed it, and that is all. */
  readonly sentUnseen: (scope: RequestScope) => Promise<readonly LedgerEntry[]>;
  /** Every entry, in key order (by the bytes of the key), a page at a time behind the scenes. */
  readonly all: () => AsyncGenerator<LedgerEntry>;
  /**
   * Requests with the time at which they were first seen in the status that they have now, in key order; those that
   * never changed are left out. For how long things take.
   */
  readonly changed: () => AsyncGenerator<LedgerEntry & { readonly reachedAt: number }>;
}

/** Every request ever made or adopted, and the rules by which it may change. */
export interface RequestStore extends RequestReader {
  /** The run that writes. */
  readonly run: string;
  /**
   * Puts on record that these requests are about to be sent together. Resolves once that is durable. Rejects, and
   * records nothing, when one of them exists already or may exist, or is named twice.
   * @param clockAheadMs by how much the platform's clock is ahead of ours, where that is known
   */
  readonly recordIntent: (
    requests: readonly RequestIdentity[],
    at: number,
    clockAheadMs?: number,
  ) => Promise<IntentReceipt>;
  /**
   * Puts on record how a submission ended, for all that was sent together. An id that another request of the kind has
   * is no proof that these were made: then they are in doubt, and the answer is `claimed`; unless they are said to be
   * about the same thing (`isShared`).
   */
  readonly recordOutcome: (
    intent: IntentReceipt,
    ended: SubmissionOutcome,
    at: number,
  ) => Promise<"recorded" | "claimed">;
  /**
   * What lists or single reads show of requests: a new key is adopted, a doubt is settled as accepted, and a status that
   * moved is kept as a change. Answers the keys that were left as they are, since what was seen is the request of another
   * key: one request on a platform never stands under two keys, unless it is for several things (`shared`). Of two that
   * are seen with the same id, the first has it.
   */
  readonly recordSeen: (seen: readonly SeenRequest[], at: number) => Promise<readonly string[]>;
  /** No list shows them: they count as not carried out, and may be sent again. */
  readonly release: (keys: readonly string[], at: number) => Promise<void>;
  /**
   * The platform said no in a way that proved nothing, and no list shows it.
   * @param certain nothing of it can be on the platform
   */
  readonly refuse: (keys: readonly string[], problem: string, at: number, certain: boolean) => Promise<void>;
  /**
   * A person says what became of requests. One that is not there, or is wanted once more, gives up its id: nothing hands
   * that back. Answers the entries as they were before; a key that there is not is left out.
   */
  readonly resolve: (
    keys: readonly string[],
    resolution: Resolution,
    at: number,
  ) => Promise<ReadonlyMap<string, LedgerEntry>>;
  /** The ids of these have turned out to be another request's. What this program sent itself was accepted all the same. */
  readonly disown: (keys: readonly string[], at: number) => Promise<void>;
  /**
   * A request stands under another key from now on, since the roster names it more precisely, with its changes. What else
   * stood under that key came to nothing, and goes. Refused when there is no such request, or the new key's may exist.
   */
  readonly rename: (key: string, into: RequestIdentity) => Promise<void>;
  /** Nothing has moved on these as of now. */
  readonly touch: (keys: readonly string[], at: number) => Promise<void>;
}

/** A request as a list showed it. */
export interface SeenRequest extends RequestIdentity {
  readonly remote: RemoteState;
}

/**
 * Which statuses moved. A change is new until results that tell of it have been written: a run that is killed before
 * that leaves it to the next one.
 */
export interface ChangeLog {
  /** Whether anything has moved that was not reported yet. */
  readonly anyUnreported: () => Promise<boolean>;
  /** What moved under these keys and has not been reported yet, by key, oldest first; other keys are left out. */
  readonly unreportedOf: (keys: readonly string[]) => Promise<ReadonlyMap<string, readonly StatusChange[]>>;
  /** The results of this run tell of the changes under these keys. */
  readonly markReported: (keys: readonly string[]) => Promise<void>;
}

/** What a look-up found for a question; the question's words are kept as a salted hash only. */
export interface FoundIdentity {
  readonly query: string;
  readonly id: string;
}

/** What is asked of the {@link IdentityCache}: the id of an earlier look-up, not before `since`, for exactly this. */
export interface IdentityQuery {
  /** Which of a platform's lists of people or things, as `PLATFORM.LIST`. */
  readonly lookupSource: string;
  readonly query: string;
  readonly since: number;
}

/** Who turned out to be who. */
export interface IdentityCache {
  /** One answer for each query, in their order; undefined where nothing is known. */
  readonly recallMany: (queries: readonly IdentityQuery[]) => Promise<readonly (string | undefined)[]>;
  /** Keeps what look-ups found; the last answer to a question counts. */
  readonly remember: (lookupSource: string, found: readonly FoundIdentity[], at: number) => Promise<void>;
}

/** A provider's status answer as columns, and when it was given. */
export interface KnownStatus {
  readonly columns: Readonly<Record<string, string>>;
  readonly checkedAt: number;
}

/** A status answer to be kept. */
export interface StatusAnswer {
  /** Who it is about: platform, organization and id. */
  readonly handle: string;
  readonly columns: Readonly<Record<string, string>>;
  /** The columns whose moves are reported, by the word that stands after the handle in the keys of the changes. */
  readonly watched: Readonly<Record<string, string>>;
}

/** What status sources last said of each provider: the words of their answers, no names. */
export interface StatusCache {
  /** The last answers for these, whatever their age, by handle. */
  readonly lastOf: (handles: readonly string[]) => Promise<ReadonlyMap<string, KnownStatus>>;
  /** Keeps answers, and the moves of their watched columns as changes of the keys `HANDLE WORD`. */
  readonly keep: (answers: readonly StatusAnswer[], at: number) => Promise<void>;
}

/** What is remembered of a list on a platform. */
export interface ListMemory {
  /** How many rows it had when it was last read. */
  readonly total: number | undefined;
  /** Every request known to the ledger then had its status read at this time or later. */
  readonly completeAt: number | undefined;
}

/** How long lists were and since when their statuses are known: what the planning of calls starts from. */
export interface ListSizes {
  /** What is remembered of these lists, by name; nothing of one that was never read, so that it is left out. */
  readonly recallMany: (names: readonly string[]) => Promise<ReadonlyMap<string, ListMemory>>;
  /** Keeps what is given; what is left out stays as it was. */
  readonly remember: (name: string, memory: Partial<ListMemory>) => Promise<void>;
}

/** How much of an account's allowance the runs before have used up. */
export interface CallLog {
  /** When calls were made on an account after a time, oldest first. */
  readonly since: (account: string, at: number) => Promise<readonly number[]>;
  /** Adds a call that is about to be made; it may become durable a little later than other things. */
  readonly add: (account: string, at: number) => Promise<void>;
  /** Drops what is too old to matter. */
  readonly forget: (account: string, before: number) => Promise<void>;
}

/** The runs that worked with a ledger, to be looked at. */
export interface RunReader {
  /** Whether runs of these ids worked with this ledger (only one at a time does): those that did. */
  readonly known: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Those that began at or after a time, oldest first. */
  readonly since: (at: number) => AsyncGenerator<PastRun>;
  /** The run that has not ended, if there is one; the newest when several died. */
  readonly unfinished: () => Promise<RunRecord | undefined>;
}

/** The runs that worked with a ledger. */
export interface RunLog extends RunReader {
  /** Puts on record what a run came to. */
  readonly recordCounts: (id: string, counts: RunCounts) => Promise<void>;
}

/** One kind of what a platform says that people have: a list of its own there. */
export interface HoldingList {
  readonly platform: HoldingPlatform;
  readonly kind: HoldingKind;
}

/** When what a subject has was read. */
export interface HoldingReading {
  readonly subject: string;
  /** All of it. */
  readonly wholeAt: number;
  /** What had moved since then, the last time. */
  readonly readAt: number;
}

/** What platforms said that the people and groups of rosters have, and when they were asked. */
export interface HoldingStore {
  /** All that these providers or groups have on a platform, by subject, each by kind, state and id. */
  readonly ofSubjects: (
    platform: HoldingPlatform,
    subjects: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly Holding[]>>;
  /** Those of these ids that are known, by id. */
  readonly findMany: (list: HoldingList, ids: readonly string[]) => Promise<ReadonlyMap<string, Holding>>;
  /** What ends before a day, or has ended, soonest first: a thousand at most. */
  readonly endingBefore: (list: HoldingList, day: string) => Promise<readonly Holding[]>;
  /** When these subjects were read, by subject; those that never were are left out. */
  readonly readings: (
    list: HoldingList,
    subjects: readonly string[],
  ) => Promise<ReadonlyMap<string, HoldingReading>>;
  /** Keeps what a list showed; days that moved become changes under `holdingKey`. */
  readonly keep: (holdings: readonly Holding[], at: number) => Promise<void>;
  /**
   * Says that these subjects were read.
   * @param whole all that they have came; what was kept of them before and not again since `at` is gone
   */
  readonly markRead: (
    list: HoldingList,
    subjects: readonly string[],
    at: number,
    whole: boolean,
  ) => Promise<void>;
}

/** The files that runs with this ledger wrote, by the hash of their content and nothing else. */
export interface WrittenFiles {
  /** Those of these hashes that a run wrote. */
  readonly known: (hashes: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Resolves once it is on record. */
  readonly add: (hash: string) => Promise<void>;
}
