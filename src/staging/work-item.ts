import type { Problem } from "../faults/problem.ts";
import type { Attributes } from "../ledger/entry.ts";
import type { Event, Known } from "../requests/events.ts";
import type { Verb } from "../requests/operation.ts";
import type { State } from "../requests/state.ts";

/** A request that rows ask for, by natural key; several rows may share it. */
export interface WorkItem {
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly attributes: Attributes;
  readonly verb: Verb;
  /** What an update of it sets, as one word; undefined where it cannot be updated. */
  readonly digest?: string | undefined;
  /** The platform's id of what is to be changed or removed, as soon as it is known. */
  readonly target?: string | undefined;
  /** Work items with the same batch may travel in one call. */
  readonly batch: string;
  /** The first row that asks for it; undefined where an earlier run left it and no row asks for it any more. */
  readonly row: number | undefined;
  /** Ids that an earlier results file gives for it, and that the ledger has for nothing else; to be seen whether they are its own. */
  readonly toldIds: readonly string[];
  readonly state: State;
  readonly problem: Problem | undefined;
  /** What the provider has already instead, as a status: `held A12345 until 2027-03-31`. Then nothing is requested. */
  readonly held?: string | undefined;
  /** What the provider has that does not stand in the way of requesting it, as a sentence. */
  readonly note?: string | undefined;
  /** How often it was sent again in this run. */
  readonly resends?: number;
}

/** A work item of which nothing is known yet but what the ledger remembers. */
export interface NewWorkItem extends Pick<
  WorkItem,
  "key" | "kind" | "subject" | "attributes" | "digest" | "target" | "batch" | "row" | "toldIds"
> {
  /** It creates unless this says otherwise. */
  readonly verb?: Verb;
  readonly known: Known;
}

/** What a work item turns out to be, by what the ledger has of its resource. */
export interface ContinuedWorkItem extends Pick<WorkItem, "key" | "verb" | "target" | "toldIds"> {
  readonly known: Known;
}

/** The last of a batch that has been taken up. */
export type BatchCursor = Pick<WorkItem, "batch" | "key">;

/** Before the first batch. */
export const firstBatch: BatchCursor = { batch: "", key: "" };

/** That a list was read whole and has nothing about a subject of whose work items no id is known. */
export type UnlistedAtAll = Extract<Event, { readonly event: "not-listed" }> & {
  readonly extent: "whole";
  readonly hasIdsToRead: false;
};
