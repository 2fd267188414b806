import { pages } from "../database/pages.ts";
import type { OpenQuery } from "../platforms/query.ts";
import type { Staging } from "../staging/staging.ts";

/** So many queries are handled side by side. */
const together = 200;

/** The queries of a lookup source that are open, a group at a time. */
export function openPages(
  lookupSource: string,
  staging: Staging,
): Generator<readonly OpenQuery[], void, undefined> {
  const open = (after: number): readonly OpenQuery[] => staging.queries.open(lookupSource, after, together);
  return pages(0, open, ({ id }) => id);
}

/** Does something for every query of a lookup source that is open, a group at a time and each group side by side. */
export async function eachOpen(
  lookupSource: string,
  staging: Staging,
  task: (query: OpenQuery) => Promise<void>,
): Promise<void> {
  for (const queries of openPages(lookupSource, staging)) await Promise.all(queries.map(task));
}
