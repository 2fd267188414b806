import type { Clock } from "../runtime.ts";
import type {
  RunRecord,
  Holding,
  LedgerEntry,
  RequestIdentity,
  Resolution,
  SubmissionOutcome,
  RunCounts,
} from "./entry.ts";
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
  HoldingList,
  ListMemory,
  SeenRequest,
  StatusAnswer,
} from "./stores.ts";

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

/**
 * Everything that can happen to a ledger, as data: what each engine must be able to carry out, and what two engines can
 * be compared by. What the verbs promise is said where they are (`stores.ts`); a change is one call of one verb.
 */
export type LedgerChange =
  | {
      readonly what: "intend";
      readonly requests: readonly RequestIdentity[];
      readonly at: number;
      readonly run: string;
      readonly clockAheadMs: number | undefined;
    }
  | {
      readonly what: "outcome";
      readonly keys: readonly string[];
      readonly ended: SubmissionOutcome;
      readonly at: number;
      readonly run: string;
    }
  | {
      readonly what: "seen";
      readonly seen: readonly SeenRequest[];
      readonly at: number;
      readonly run: string;
    }
  | {
      readonly what: "end";
      readonly keys: readonly string[];
      readonly outcome: "refused" | "released";
      readonly problem: string;
      /** Nothing of it can be on the platform; else only no list has shown it. */
      readonly certain: boolean;
      readonly at: number;
      readonly run: string;
    }
  | {
      readonly what: "resolve";
      readonly keys: readonly string[];
      readonly resolution: Resolution;
      readonly at: number;
      readonly run: string;
    }
  | { readonly what: "disown"; readonly keys: readonly string[]; readonly at: number; readonly run: string }
  | { readonly what: "rename"; readonly key: string; readonly into: RequestIdentity }
  | { readonly what: "touch"; readonly keys: readonly string[]; readonly at: number }
  | { readonly what: "report"; readonly keys: readonly string[]; readonly run: string }
  | {
      readonly what: "identities";
      readonly lookupSource: string;
      /** The questions are hashes here. */
      readonly found: readonly { readonly hash: string; readonly id: string }[];
      readonly at: number;
    }
  | { readonly what: "statuses"; readonly answers: readonly StatusAnswer[]; readonly at: number }
  | { readonly what: "list"; readonly name: string; readonly memory: Partial<ListMemory> }
  | { readonly what: "call"; readonly account: string; readonly at: number }
  | { readonly what: "forget-calls"; readonly account: string; readonly before: number }
  | { readonly what: "holdings"; readonly holdings: readonly Holding[]; readonly at: number }
  | {
      readonly what: "holdings-read";
      readonly list: HoldingList;
      readonly subjects: readonly string[];
      readonly at: number;
      readonly whole: boolean;
    }
  | { readonly what: "written"; readonly hash: string; readonly run: string }
  | { readonly what: "begin-run"; readonly run: RunRecord }
  | { readonly what: "run-counts"; readonly id: string; readonly counts: RunCounts }
  | { readonly what: "end-run"; readonly id: string; readonly exitCode: number; readonly at: number }
  /** Kept only where the name has no value yet. */
  | { readonly what: "meta"; readonly name: string; readonly value: string }
  | { readonly what: "forget-meta"; readonly name: string }
  /** What was looked up on a platform, people as well as the lengths of lists, is not believed any more. */
  | { readonly what: "forget-lookups"; readonly platform: string }
  /** Rows of another ledger, as they are; for an empty ledger only. */
  | { readonly what: "copy"; readonly rows: readonly LedgerRow[] };

/** What a change answers that answers anything. */
interface Answers {
  readonly outcome: "recorded" | "claimed";
  /** The keys that were left as they are. */
  readonly seen: readonly string[];
  /** The entries as they were before, by key. */
  readonly resolve: ReadonlyMap<string, LedgerEntry>;
}

/** What a change of this sort answers. */
export type AnswerTo<Change extends LedgerChange> = Change extends { readonly what: infer What }
  ? What extends keyof Answers
    ? Answers[What]
    : undefined
  : never;

/** A change that the ledger's rules forbid, for example a second intent for something already requested. */
export class RefusedChange extends Error {}

/** What came of one change: its answer, or why the rules forbid it, which undid it alone. */
export type Verdict = { readonly answer: AnswerTo<LedgerChange> } | { readonly refused: RefusedChange };

/** A text that every engine can keep: without NULs, and without the halves of characters. */
export function mended(text: string): string {
  if (!broken.test(text)) return text;
  return text.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

/** What only few texts have, emoji for one. */
const broken = /[\0\ud800-\udfff]/;

/** What JSON shows of a text that is not whole. */
const suspicious = /\\u(?:0000|d[89a-f])/i;

function isSuspicious(json: string): boolean {
  return json.includes("\\u") && suspicious.test(json);
}

/** A value as JSON whose texts every engine can keep: platforms may send anything. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!isSuspicious(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? mended(part) : part));
}

/** A value of plain data with texts that every engine can keep; the same one where they are. */
export function mendedIn<Value>(value: Value): Value {
  return isSuspicious(JSON.stringify(value)) ? (JSON.parse(jsonText(value)) as Value) : value;
}

/** Platforms may send fractions and nonsense; a ledger keeps whole milliseconds. */
export function wholeTime(ms: number | undefined): number | undefined {
  return ms === undefined || !Number.isFinite(ms) ? undefined : Math.trunc(ms);
}

/**
 * What was seen, in rounds of which each has every key at most once, so that a round can be kept as one set: the n-th
 * mention of a key is in the n-th round.
 */
export function roundsOf<Item extends { readonly key: string }>(
  items: readonly Item[],
): readonly (readonly Item[])[] {
  const mentions = new Map<string, number>();
  const rounds: Item[][] = [];
  for (const item of items) {
    const round = mentions.get(item.key) ?? 0;
    mentions.set(item.key, round + 1);
    (rounds[round] ??= []).push(item);
  }
  return rounds;
}
