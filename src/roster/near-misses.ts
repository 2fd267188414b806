import type { ColumnPlaces } from "../cells/cells.ts";
import { columnLetter, mapFlag, type Fault } from "../faults/fault.ts";
import { hintOf } from "./hints.ts";
import { suggestionOf } from "./reading.ts";

/**
 * Columns that mean nothing, but are called nearly like one that the roster lacks: somebody may have mistyped it, and
 * what stands below would be passed over in silence. As warnings about the row of the headers.
 */
export function nearMisses(places: ColumnPlaces, headerRow: number): readonly Fault[] {
  return places.headers.flatMap((header, index) => {
    if (hintOf(header)?.by !== "spelling") return [];
    const column = suggestionOf(index, places);
    if (column === undefined) return [];
    return [
      {
        row: headerRow,
        letter: columnLetter(index),
        header,
        code: "unknown_column" as const,
        problem: "is not recognized",
        remedy: `Did you mean ${column}? Rename it, or use ${mapFlag(header, column)}; otherwise it is copied through unchanged.`,
      },
    ];
  });
}
