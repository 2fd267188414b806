/** What is to be known about a cell that reads as blank. */
export type CellRemark =
  /** It is merged with the cell of that name, which has the text of both. */
  | { readonly kind: "merged"; readonly with: string }
  /** It is a formula whose value no spreadsheet program has stored yet. */
  | { readonly kind: "uncalculated" };

/** The remarks on the cells of a row, by column from 0. */
export type RowRemarks = ReadonlyMap<number, CellRemark>;
