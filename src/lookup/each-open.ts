import type { OpenQuery } from "../staging/queries.ts";
import type { Staging } from "../staging/staging.ts";

/** Queries are handled so many at a time, so that a long roster needs no more memory than a short one. */
const together = 200;

/** Does something for every query of a lookup source that is open, a group at a time and each group side by side. */
export async function eachOpen(
  lookupSource: string,
  staging: Staging,
  task: (query: OpenQuery) => Promise<void>,
): Promise<void> {
  for (let after = 0; ;) {
    const queries = staging.queries.open(lookupSource, after, together);
    const last = queries.at(-1);
    if (last === undefined) return;
    after = last.id;
    await Promise.all(queries.map(task));
  }
}
