import type { Outcome } from "./outcome.ts";
import { requestWorks, type Work } from "../platforms/catalog.ts";
import type { RequestsByWork } from "./request-words.ts";

/** What became of requests, in the words of the summary. */
export const requestOutcomes = [
  "created",
  "existing",
  "held",
  "planned",
  "failed",
  "unknown",
  "skipped",
] as const;

/** What became of a request; `held` is what the provider has already, `skipped` what was not reached or not due. */
export type RequestOutcome = (typeof requestOutcomes)[number];

/** So many requests of each outcome. */
export type OutcomeCounts = Readonly<Record<RequestOutcome, number>>;

/** The same of all requests and of each kind. */
export interface RequestCounts extends OutcomeCounts {
  readonly by_kind: Readonly<Record<Work, OutcomeCounts>>;
}

/** What becomes of a request whose row says this of it. */
export function requestOutcome(outcome: Outcome, isHeld: boolean): RequestOutcome {
  if (isHeld) return "held";
  return outcome === "exists" ? "existing" : outcome;
}

/** The requests of one outcome, by kind. */
export function requestsThat(outcome: RequestOutcome, { by_kind }: RequestCounts): RequestsByWork {
  return Object.fromEntries(requestWorks.map((work) => [work, by_kind[work]?.[outcome] ?? 0]));
}

/** Counts requests one by one. */
export class RequestTally {
  readonly #byKind = new Map(requestWorks.map((work) => [work, noRequests()]));

  /** One more. */
  add(work: Work, outcome: RequestOutcome): void {
    const counts = this.#byKind.get(work);
    if (counts === undefined) throw new Error(`${work} is no work that requests belong to`);
    counts[outcome] += 1;
  }

  /** All so far. */
  get counts(): RequestCounts {
    const all = noRequests();
    for (const counts of this.#byKind.values()) {
      for (const outcome of requestOutcomes) all[outcome] += counts[outcome];
    }
    return { ...all, by_kind: structuredClone(Object.fromEntries(this.#byKind)) };
  }
}

function noRequests(): Record<RequestOutcome, number> {
  return { created: 0, existing: 0, held: 0, planned: 0, failed: 0, unknown: 0, skipped: 0 };
}
