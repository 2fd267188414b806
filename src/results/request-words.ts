import { workOf, type RequestKind, type Work } from "../roster/request-spec.ts";
import { counted, thousands } from "../text/counts.ts";

/** The kinds of request that people count: the words of `--only`, CAQH aside. */
export type RequestWork = Exclude<Work, "caqh" | "dates">;

/** The kinds of request, in the order in which they are told. */
export const requestWorks: readonly RequestWork[] = ["licenses", "enrollments", "credentialing"];

/** So many requests of each kind; kinds without any may be left out. */
export type RequestsByWork = Readonly<Partial<Record<RequestWork, number>>>;

/** The kind that a request is counted under. */
export function requestWorkOf(kind: RequestKind): RequestWork {
  const work = workOf(kind);
  if (requestWorks.some((known) => known === work)) return work as RequestWork;
  throw new Error(`${kind} is no request`);
}

/** All of them together. */
export function sumOfRequests(counts: RequestsByWork): number {
  return requestWorks.reduce((sum, work) => sum + (counts[work] ?? 0), 0);
}

const singular: Readonly<Record<RequestWork, string>> = {
  licenses: "license",
  enrollments: "enrollment",
  credentialing: "credentialing",
};

/** The kinds that there are, with their numbers: `13 licenses, 1 enrollment, 3 credentialing`. */
export function kindsSentence(counts: RequestsByWork): string {
  return requestWorks
    .flatMap((work) => {
      const count = counts[work] ?? 0;
      return count === 0 ? [] : [`${thousands(count)} ${count === 1 ? singular[work] : work}`];
    })
    .join(", ");
}

/** A number of requests with their kinds: `19 requests: 13 licenses, 3 enrollments, 3 credentialing`. */
export function requestsSentence(counts: RequestsByWork): string {
  const sum = sumOfRequests(counts);
  return sum === 0 ? "no requests" : `${counted(sum, "request")}: ${kindsSentence(counts)}`;
}
