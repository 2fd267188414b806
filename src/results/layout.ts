import type { ColumnPlaces } from "../roster/cells.ts";
import {
  addedIdentityColumns,
  resultColumns,
  type FillableColumn,
  type ResultColumn,
} from "../roster/columns.ts";

/** A column of the results that the program may write. */
export type WrittenColumn = ResultColumn | FillableColumn;

/** What a row gets written into it; what is left out stays as it came. */
export type RowAnswers = Readonly<Partial<Record<WrittenColumn, string>>>;

/** The columns of the results: those of the roster where they stand, and ours where they are missing at the right. */
export interface Layout {
  readonly header: readonly string[];
  /** The roster's cells of a row with the answers in their places. */
  readonly rowOf: (cells: readonly string[], answers: RowAnswers) => readonly string[];
  /** Where a column stands in the results. */
  readonly indexOf: (column: WrittenColumn) => number | undefined;
}

const [result, code, error, ...answers] = resultColumns;

/** The order in which missing columns are added. */
const addedOrder: readonly WrittenColumn[] = [result, code, error, ...addedIdentityColumns, ...answers];

/** Lays the results out beside a roster. */
export function layOut(places: ColumnPlaces): Layout {
  const width = places.headers.length;
  const added = addedOrder.filter((column) => !places.indexOf.has(column));
  const indexes = new Map<WrittenColumn, number>(added.map((column, index) => [column, width + index]));
  const indexOf = (column: WrittenColumn): number | undefined =>
    places.indexOf.get(column) ?? indexes.get(column);
  return {
    header: [...places.headers, ...added],
    indexOf,
    rowOf: (cells, written) => {
      const own = cells.slice(0, width);
      const row = [...own, ...Array.from({ length: width - own.length + added.length }, () => "")];
      for (const [column, value] of Object.entries(written)) {
        const index = indexOf(column as WrittenColumn);
        if (index !== undefined) row[index] = value;
      }
      // cells without a header stand behind everything else, where they are cells without a header again
      return [...row, ...cells.slice(width)];
    },
  };
}
