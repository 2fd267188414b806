/** Something about a roster that a person should know before anything is sent. It is no fault of a row. */
export interface Notice {
  readonly code: NoticeCode;
  /** What is there, what it means for the run, and what to do if something else is meant. */
  readonly sentence: string;
}

/** What a notice is about, as a word that scripts may rely on. */
export type NoticeCode =
  | "doubtful_encoding"
  | "short_rows"
  | "merged_cells"
  | "hidden_rows"
  | "table_totals"
  | "formulas_without_values";

/** Makes a notice, where there is anything to be said. */
export function notice(code: NoticeCode, count: number, sentence: string): readonly Notice[] {
  return count === 0 ? [] : [{ code, sentence }];
}

const mostNamed = 6;

/** The first few of many, and that there are more: `3, 5, 8, …`. */
export function firstFew(items: readonly (string | number)[], count = items.length): string {
  const more = count > mostNamed ? ", …" : "";
  return `${items.slice(0, mostNamed).join(", ")}${more}`;
}

/** Says that rows end before the header does, where some do. */
export function shortRowsNotice(count: number, rows: readonly number[]): readonly Notice[] {
  const what = count === 1 ? "One row has" : `${count} rows have`;
  const which = `${count === 1 ? "row" : "rows"} ${firstFew(rows, count)}`;
  return notice(
    "short_rows",
    count,
    `${what} fewer cells than the header (${which}): the missing cells at the end count as blank.`,
  );
}
