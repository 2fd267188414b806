import type { ColumnPlaces, KnownColumn } from "../cells/cells.ts";
import { resultColumnTexts } from "../roster/columns.ts";

/** A column of the results that the program may write. */
export type WrittenColumn = KnownColumn;

/** What a row gets written into it; what is left out stays as it came. */
export type RowAnswers = Readonly<Record<WrittenColumn, string>>;

/** The columns of the results: those of the roster where they stand, and ours where they are missing at the right. */
export interface Layout {
  readonly header: readonly string[];
  /** The roster's cells of a row with the answers in their places. */
  readonly rowOf: (cells: readonly string[], answers: RowAnswers) => readonly string[];
  /**
   * Our columns of a row that gets these answers, when none of them stands among the roster's own; else undefined.
   * Many rows get the same answers, and then the same array, which needs to be turned into text only once.
   */
  readonly addedOf: (answers: RowAnswers) => readonly string[] | undefined;
  /** Where a column stands in the results. */
  readonly indexOf: (column: WrittenColumn) => number | undefined;
}

/** The order in which missing columns are added. */
const addedOrder: readonly WrittenColumn[] = Object.keys(resultColumnTexts);

/** Lays the results out beside a roster; only these columns are added where fewer are wanted. */
export function layOut(places: ColumnPlaces, columns: readonly WrittenColumn[] = addedOrder): Layout {
  const width = places.headers.length;
  const added = columns.filter((column) => !places.indexOf.has(column));
  const indexes = new Map<WrittenColumn, number>(added.map((column, index) => [column, width + index]));
  const indexOf = (column: WrittenColumn): number | undefined =>
    places.indexOf.get(column) ?? indexes.get(column);
  const turned = new WeakMap<RowAnswers, readonly string[]>();
  return {
    header: [...places.headers, ...added],
    indexOf,
    addedOf: (answers) => {
      if (Object.keys(answers).some((column) => places.indexOf.has(column))) return undefined;
      const known = turned.get(answers) ?? added.map((column) => answers[column] ?? "");
      turned.set(answers, known);
      return known;
    },
    rowOf: (cells, written) => {
      const row = cells.slice(0, width);
      while (row.length < width + added.length) row.push("");
      for (const column in written) {
        const index = indexOf(column);
        const value = written[column];
        if (index !== undefined && value !== undefined) row[index] = value;
      }
      // cells without a header stand behind everything else, where they are cells without a header again
      const filled = cells.findLastIndex((cell) => cell !== "") + 1;
      for (let index = width; index < filled; index += 1) row.push(cells[index] ?? "");
      return row;
    },
  };
}
