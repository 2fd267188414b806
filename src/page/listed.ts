/** Some of many: those that the page lists, and how many there are. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly count: number;
}

/** The rows that name something: the first few, and how many there are. */
export interface Rows {
  readonly first: readonly number[];
  readonly count: number;
}

/** Who a row is about, as the roster names them: a name, else e-mail, NPI, group, facility or id. */
export interface ReportPerson {
  /** Number as a spreadsheet shows it. */
  readonly row: number;
  readonly who: string;
  /** What the row holds in the column that the report is grouped by (`--report-by`); undefined without one. */
  readonly group?: string | undefined;
}
