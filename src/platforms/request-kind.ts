import type { Identity, RowCells } from "../cells/cells.ts";
import type { Attributes, LedgerEntry } from "../ledger/entry.ts";
import type { Verb } from "../requests/operation.ts";
import type { Standing } from "../requests/party.ts";
import type { Told } from "./next-step.ts";

/** A request that a row asks for, as far as the row alone tells; each kind has fields of its own. */
export interface RequestSpec {
  /** For example `medallion.license`: a platform, and what is requested there. */
  readonly kind: string;
  /**
   * What is wanted of it. `create`, as without a word: that it is there, and as wished where it can be updated. `update`:
   * that it is as wished, where it is there. `remove`: that it is not there.
   */
  readonly verb?: Verb;
}

/** What the reading of a row depends on beside its cells. */
export interface ParseRules {
  /** What counts where a yes-or-no cell is blank, by column. */
  readonly defaults: Readonly<Record<string, boolean | undefined>>;
  /** `YYYY-MM-DD`: the earlier of the local and the UTC day. */
  readonly today: string;
  /** The words that a column takes to which several platforms have each added its own. */
  readonly choices: (column: string) => readonly string[];
  /** The columns with the ids that people have on the platforms. */
  readonly personIds: readonly string[];
}

/** How people tell requests of a kind from others. */
export interface KindWords {
  /** One of them, for counts: `license`. */
  readonly one: string;
  /** Several: `licenses`. */
  readonly many: string;
  /** A heading: `Payer enrollments`. */
  readonly title: string;
  /** The platform's list of them: `license requests`. */
  readonly list: string;
}

/** Columns of the results that tell what became of requests. */
export interface AnswerColumns {
  /** That of their ids on the platform. */
  readonly ids: string;
  /** That of their statuses, which also says what is held or was removed. */
  readonly statuses: string;
  /** What else the ledger knows of them. */
  readonly details?: Readonly<Record<string, (entry: LedgerEntry | undefined) => string | undefined>>;
}

/** One kind of request as people see it: asked for in a roster, told in results and reports. Knows no account. Pure. */
export interface RequestKind<Spec extends RequestSpec = RequestSpec> {
  readonly kind: Spec["kind"];
  /** The word of `--only` that it belongs to, which is also what counts call several: `13 licenses`. */
  readonly work: string;
  readonly words: KindWords;
  /** The requests that a row asks for; what is wrong with the row is a fault of the cells. */
  readonly parse: (cells: RowCells, identity: Identity, rules: ParseRules) => readonly Spec[];
  /** Which of the row's requests this is, as results cells name it; one row never holds the same label twice. */
  readonly label: (spec: Spec) => string;
  /** What it is called where a change of its status is told: `license CA`. */
  readonly changeLabel: (spec: Spec) => string;
  /** The same of one that the ledger remembers. */
  readonly labelOf: (attributes: Attributes) => string;
  /** Whom it is to be made with, beside the platform: a payer. */
  readonly partner?: (spec: Spec) => string | undefined;
  /** The result columns that tell what became of it; kinds of one work share the first two. */
  readonly answers: AnswerColumns;
  /** The column that says who works it: where the platform shows otherwise, the row is told. */
  readonly workerColumn?: { readonly column: string; readonly oursIs: "yes" | "no" };
  /** Whose move it is. */
  readonly owner: (told: Told) => Standing;
  /** Whether it has ended in a way that lets another one be made: denied, closed, canceled or inactive. */
  readonly hasEnded: (entry: LedgerEntry) => boolean;
  /** What follows one that has ended, where asking once more is not it; a sentence. */
  readonly afterEnd?: string;
}

/** A kind whose specs are its own business: it is only ever handed specs that it has parsed. */
export function requestKind<Spec extends RequestSpec>(kind: RequestKind<Spec>): RequestKind {
  return kind as unknown as RequestKind;
}

/** The names of these columns: ids, statuses, then all others. */
export function namesOf({ ids, statuses, details = {} }: AnswerColumns): readonly string[] {
  return [ids, statuses, ...Object.keys(details)];
}
