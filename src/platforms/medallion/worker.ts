import type { RowCells } from "../../cells/cells.ts";
import { booleanOf } from "../../cells/values.ts";
import type { ParseRules } from "../request-kind.ts";

/** The column that says whether Medallion works licenses and enrollments. */
export const workerColumn = { column: "is_medallion_owned", oursIs: "no" } as const;

/** Whether Medallion works the row's requests, as the row or the configuration says. Never guessed. */
export function isMedallionOwned(cells: RowCells, { defaults }: ParseRules): boolean | undefined {
  const { column } = workerColumn;
  const said = booleanOf(cells, column) ?? defaults[column];
  if (said !== undefined || cells.text(column) !== "") return said;
  return cells.fault(
    column,
    "missing_value",
    "is blank, but it decides who works the request",
    "Write yes when Medallion works it, no when your own team does; or set it in the config file.",
  );
}
