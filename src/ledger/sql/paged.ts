import type { SqlRow } from "./engine.ts";

/** So many rows are read at once where there may be any number. */
const together = 500;

/**
 * All rows of a table, a page at a time.
 * @param page the rows after this one, at most so many; undefined: from the first
 */
export async function* paged(
  page: (last: SqlRow | undefined, size: number) => Promise<readonly SqlRow[]>,
): AsyncGenerator<SqlRow> {
  for (let last: SqlRow | undefined; ;) {
    const rows = await page(last, together);
    last = rows.at(-1);
    if (last === undefined) return;
    yield* rows;
  }
}
