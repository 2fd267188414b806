import { filled } from "../counted.ts";
import type { ReportData, ReportRequest } from "../report-data.ts";

/** What kind of trouble it is, in the order in which the page tells it. */
export const troubles = ["failed", "unknown", "notReached", "remark"] as const;

/**
 * What kind of trouble it is: `failed` has to be corrected, `unknown` to be settled, `notReached` comes with the
 * next run, `remark` is about a request that is in place.
 */
export type Trouble = (typeof troubles)[number];

/** One row, or one request of a row, that something is to be told about. */
export interface Case {
  readonly row: number;
  readonly who: string;
  /** Undefined when the whole row is meant. */
  readonly request: ReportRequest | undefined;
  readonly sentence: string;
}

/** All cases with the same code. */
export interface Reason {
  readonly trouble: Trouble;
  readonly code: string;
  readonly cases: readonly Case[];
  /** How many different rows they are in. */
  readonly rows: number;
}

/** Everything that went wrong, by kind of trouble and by code, the commonest first. */
export function reasonsIn({
  requests,
  faultyRows,
}: Pick<ReportData, "requests" | "faultyRows">): readonly Reason[] {
  const cases = new Map<string, { trouble: Trouble; code: string; cases: Case[] }>();
  const add = (trouble: Trouble, code: string, one: Case): void => {
    const key = `${trouble}|${code}`;
    const known = cases.get(key);
    if (known === undefined) cases.set(key, { trouble, code, cases: [one] });
    else known.cases.push(one);
  };
  for (const { row, who, errorCode, error } of faultyRows) {
    add("failed", errorCode, { row, who, request: undefined, sentence: error });
  }
  for (const request of requests) {
    const code = filled(request.errorCode);
    const trouble = troubleOf(request);
    // a row that asks for nothing is skipped without a reason; everything else that is told has one
    if (code === undefined && trouble !== "failed" && trouble !== "unknown") continue;
    const { row, who } = request;
    add(trouble, code ?? "no_reason_given", { row, who, request, sentence: request.error ?? "" });
  }
  return [...cases.values()]
    .map((reason) => ({
      ...reason,
      cases: reason.cases.toSorted((one, other) => one.row - other.row),
      rows: new Set(reason.cases.map(({ row }) => row)).size,
    }))
    .toSorted(
      (one, other) =>
        troubles.indexOf(one.trouble) - troubles.indexOf(other.trouble) ||
        other.cases.length - one.cases.length ||
        (one.code < other.code ? -1 : 1),
    );
}

function troubleOf({ outcome }: ReportRequest): Trouble {
  switch (outcome) {
    case "failed":
    case "unknown":
      return outcome;
    case "skipped":
      return "notReached";
    case "created":
    case "exists":
    case "planned":
      return "remark";
  }
}
