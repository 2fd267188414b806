import { lapseSpan, type Lapse, type LapseKind } from "../holdings/lapse.ts";
import { thousands } from "../text/counts.ts";
import type { DueSpan } from "../text/days.ts";
import { Distinct } from "../text/grouped.ts";
import type { Summary } from "./summary.ts";

/** How many of each kind. */
export type LapseCounts = Readonly<Record<(typeof lapseWords)[LapseKind], number>>;

/** The kinds, as the summary names them. */
export const lapseWords = {
  license: "licenses",
  enrollment: "enrollments",
  revalidation: "revalidations",
  recredentialing: "recredentialing",
} as const satisfies Readonly<Record<LapseKind, string>>;

/** The spans that the summary tells, the most urgent first. */
const lapseSpans = {
  overdue: "lapsed",
  within30: "within_30",
  within60: "within_60",
  within90: "within_90",
} as const satisfies Readonly<Partial<Record<DueSpan, keyof Summary["lapses"]>>>;

const none: LapseCounts = { licenses: 0, enrollments: 0, revalidations: 0, recredentialing: 0 };

/** What a run that looked at nobody says. */
export const noLapses: Summary["lapses"] = {
  lapsed: none,
  within_30: none,
  within_60: none,
  within_90: none,
};

/** So many dates are remembered so that each is counted once, however many rows are about the same provider. */
const remembered = 250_000;

/** Counts what has lapsed and what lapses soon, while the rows are written. */
export class LapseTally {
  readonly #distinct = new Distinct(remembered);
  readonly #today: number;
  readonly #counts = {
    lapsed: { ...none },
    within_30: { ...none },
    within_60: { ...none },
    within_90: { ...none },
  };

  /** @param today days since 1970 */
  constructor(today: number) {
    this.#today = today;
  }

  /** Takes in what a row tells. */
  add(lapses: readonly Lapse[]): void {
    for (const lapse of lapses) {
      const span = lapseSpan(lapse, this.#today);
      if (span !== "later" && this.#distinct.isNew(lapse.key))
        this.#counts[lapseSpans[span]][lapseWords[lapse.kind]] += 1;
    }
  }

  get counts(): Summary["lapses"] {
    return this.#counts;
  }
}

/** All kinds together. */
export function sumOfLapses(counts: LapseCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

const spanWords: Readonly<Record<keyof Summary["lapses"], string>> = {
  lapsed: "lapsed or overdue",
  within_30: "in 30 days",
  within_60: "in 31 to 60 days",
  within_90: "in 61 to 90 days",
};

/** For example `dates: 2 lapsed or overdue (1 license, 1 revalidation), 4 in 30 days (4 licenses)`. */
export function lapseLines({ lapses }: Pick<Summary, "lapses">): readonly string[] {
  const parts = (Object.keys(spanWords) as (keyof Summary["lapses"])[])
    .filter((span) => sumOfLapses(lapses[span]) > 0)
    .map(
      (span) => `${thousands(sumOfLapses(lapses[span]))} ${spanWords[span]} (${kindsClause(lapses[span])})`,
    );
  return parts.length === 0 ? [] : [`dates: ${parts.join(", ")}`];
}

const singular: Readonly<Record<keyof LapseCounts, string>> = {
  licenses: "license",
  enrollments: "enrollment",
  revalidations: "revalidation",
  recredentialing: "recredentialing",
};

function kindsClause(counts: LapseCounts): string {
  return (Object.keys(singular) as (keyof LapseCounts)[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${thousands(counts[kind])} ${counts[kind] === 1 ? singular[kind] : kind}`)
    .join(", ");
}
