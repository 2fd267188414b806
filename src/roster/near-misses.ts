import type { ColumnPlaces } from "./cells.ts";
import { columnOfHeader, foldHeader, knownSpellings } from "./columns.ts";
import { columnLetter, type Fault } from "./fault.ts";
import { distance, nearest } from "./nearest.ts";

/** Headers shorter than this resemble too much by chance. */
const shortestHeader = 5;

/**
 * Columns that mean nothing, but are called nearly like one that the roster lacks: somebody may have mistyped it, and
 * what stands below would be passed over in silence. As warnings about row 1.
 */
export function nearMisses({ headers, indexOf }: ColumnPlaces): readonly Fault[] {
  return headers.flatMap((header, index) => {
    const folded = foldHeader(header);
    if (folded.length < shortestHeader || columnOfHeader(header) !== undefined) return [];
    const spelling = nearest(folded, knownSpellings);
    const column = spelling === undefined ? undefined : columnOfHeader(spelling);
    if (spelling === undefined || column === undefined || indexOf.has(column)) return [];
    if (distance(folded, spelling) > (folded.length < 8 ? 1 : 2)) return [];
    return [
      {
        row: 1,
        letter: columnLetter(index),
        header,
        code: "unknown_column",
        problem: "means nothing here",
        remedy: `Did you mean ${column}? Rename it, or say --map "${header}=${column}"; else it is left as it is.`,
      },
    ];
  });
}
