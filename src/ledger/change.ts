import type { Holding } from "./holding.ts";
import type { LedgerEntry, RequestIdentity, Resolution, SubmissionOutcome } from "./entry.ts";
import type { RunCounts, RunRecord } from "./run-record.ts";
import type { HoldingList, ListMemory, SeenRequest, StatusAnswer } from "./stores.ts";
import type { LedgerRow } from "./rows.ts";

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
