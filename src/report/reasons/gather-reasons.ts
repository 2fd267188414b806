import { filled } from "../counted.ts";
import { limits } from "../gather/limits.ts";
import type { ReportFault, ReportRequest } from "../report-rows.ts";
import { troubles, type Case, type Reason, type Trouble } from "./reasons.ts";

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
