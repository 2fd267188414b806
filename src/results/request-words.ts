import { requestKinds, requestWorks, type Work } from "../platforms/catalog.ts";
import { counted, thousands } from "../text/counts.ts";

/** So many requests of each kind of work; kinds without any may be left out. */
export type RequestsByWork = Readonly<Partial<Record<Work, number>>>;

/** All of them together. */
export function sumOfRequests(counts: RequestsByWork): number {
  return requestWorks.reduce((sum, work) => sum + (counts[work] ?? 0), 0);
}

const singular: ReadonlyMap<Work, string> = new Map(requestKinds.map(({ work, words }) => [work, words.one]));

/** The kinds that there are, with their numbers: `13 licenses, 1 enrollment, 3 credentialing`. */
export function kindsSentence(counts: RequestsByWork): string {
  return requestWorks
    .flatMap((work) => {
      const count = counts[work] ?? 0;
      return count === 0 ? [] : [`${thousands(count)} ${count === 1 ? (singular.get(work) ?? work) : work}`];
    })
    .join(", ");
}

/** A number of requests with their kinds: `19 requests: 13 licenses, 3 enrollments, 3 credentialing`. */
export function requestsSentence(counts: RequestsByWork): string {
  const sum = sumOfRequests(counts);
  return sum === 0 ? "no requests" : `${counted(sum, "request")}: ${kindsSentence(counts)}`;
}
