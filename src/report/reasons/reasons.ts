import type { FaultCode } from "../../faults/problem.ts";
import type { StopCode } from "../../http/reply.ts";
import { filled, type Listed } from "../../page/html.ts";
import { limits } from "../../page/top-list.ts";
import type { Advice } from "../../platforms/advice.ts";
import { platforms } from "../../platforms/index.ts";
import type { ReportFault, ReportRequest } from "../report-rows.ts";
import { callAdvice, rosterAdvice } from "./advice.ts";

/** Codes that the roster's own faults and early ends have: each of them needs advice. */
type Certain = FaultCode | StopCode;

const advice: Readonly<Record<string, Advice>> = {
  ...rosterAdvice,
  ...callAdvice,
  ...Object.assign({}, ...platforms.map((platform) => platform.advice)),
} satisfies Readonly<Record<Certain, Advice>>;

/** What to do about an error code. A code that is not known yet points to the sentences beside the rows. */
export function adviceOn(code: string): Advice {
  const known = Object.hasOwn(advice, code) ? advice[code] : undefined;
  return known ?? { title: code, remedy: "The message next to each row says what is wrong and what to do." };
}

interface Growing {
  readonly trouble: Trouble;
  readonly code: string;
  readonly items: Case[];
  count: number;
  rows: number;
  lastRow: number | undefined;
}

/** Takes in what went wrong, in the order of the rows. */
export class ReasonGathering {
  readonly #reasons = new Map<string, Growing>();

  /** Takes in a row that failed as a whole. */
  addFault({ row, who, group, errorCode, error }: ReportFault): void {
    this.#add("failed", errorCode, { row, who, group, request: undefined, sentence: error });
  }

  /** Takes in a request; nothing happens when it is as it should be. */
  addRequest(request: ReportRequest): void {
    const code = filled(request.errorCode);
    const trouble = troubleOf(request);
    // what needs nobody comes without a reason; everything that failed or is in doubt should have one
    if (code === undefined && trouble !== "failed" && trouble !== "unknown") return;
    const { row, who, group, error = "" } = request;
    this.#add(trouble, code ?? "no_reason_given", { row, who, group, request, sentence: error });
  }

  #add(trouble: Trouble, code: string, one: Case): void {
    const key = `${trouble}|${code}`;
    const known = this.#reasons.get(key) ?? {
      trouble,
      code,
      items: [],
      count: 0,
      rows: 0,
      lastRow: undefined,
    };
    known.count += 1;
    if (known.lastRow !== one.row) known.rows += 1;
    known.lastRow = one.row;
    if (known.items.length < limits.cases) known.items.push(one);
    this.#reasons.set(key, known);
  }

  /** By kind of trouble and by code, the commonest first. */
  get reasons(): readonly Reason[] {
    return [...this.#reasons.values()]
      .toSorted(
        (one, other) =>
          troubles.indexOf(one.trouble) - troubles.indexOf(other.trouble) ||
          other.count - one.count ||
          (one.code < other.code ? -1 : 1),
      )
      .map(({ trouble, code, items, count, rows }) => ({ trouble, code, cases: { items, count }, rows }));
  }
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
  readonly group: string | undefined;
  /** Undefined when the whole row is meant. */
  readonly request: ReportRequest | undefined;
  readonly sentence: string;
}

/** All cases with the same code. */
export interface Reason {
  readonly trouble: Trouble;
  readonly code: string;
  readonly cases: Listed<Case>;
  /** How many different rows they are in. */
  readonly rows: number;
}
