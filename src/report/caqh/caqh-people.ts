import { filled } from "../counted.ts";
import type { ReportCaqh } from "../report-data.ts";

/** One provider at CAQH, with every row of the roster that names them. */
export interface CaqhPerson {
  readonly caqh: ReportCaqh;
  readonly rows: readonly number[];
}

/**
 * Each provider once, however many rows name them: by CAQH id where it is known, else by name and everything
 * that CAQH said, which two people hardly share.
 */
export function caqhPeople(entries: readonly ReportCaqh[]): readonly CaqhPerson[] {
  const people = new Map<string, { caqh: ReportCaqh; rows: number[] }>();
  for (const caqh of entries) {
    const id = filled(caqh.caqhId);
    const { row, ...rest } = caqh;
    const key =
      id === undefined
        ? JSON.stringify(Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1)))
        : `id:${id}`;
    const known = people.get(key);
    if (known === undefined) people.set(key, { caqh, rows: [row] });
    else if (known.rows.at(-1) !== row) known.rows.push(row);
  }
  return [...people.values()];
}
