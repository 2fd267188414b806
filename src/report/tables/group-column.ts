import { filled } from "../counted.ts";
import { quoted } from "./cells.ts";
import type { Cell, Column } from "./table.ts";

/** What stands where the roster's own column is blank. */
export const noGroup = "(blank)";

/** The column of the roster that the report is grouped by, as a column of a list; none without `--report-by`. */
export function groupColumn(header: string | undefined): readonly Column[] {
  return header === undefined ? [] : [{ title: header, choice: true }];
}

/** The cell under {@link groupColumn}. */
export function groupCell(header: string | undefined, group: string | undefined): readonly Cell[] {
  return header === undefined ? [] : [quoted(filled(group) ?? noGroup)];
}
