import type { Settings } from "../config/settings.ts";
import type { Warning } from "./summary.ts";
import { counted } from "./thousands.ts";

/** What warnings are told from. */
export interface RunScope {
  readonly settings: Pick<Settings, "selection">;
  /** Rows of the roster. */
  readonly rows: number;
  /** Those of them that are worked on. */
  readonly selected: number;
}

/** What is odd about a whole run, though nothing failed: most likely it is not what somebody meant. */
export function warningsOf({ settings, rows, selected }: RunScope): readonly Warning[] {
  if (rows === 0) return [warning("no_rows", "The roster has no rows below its header.")];
  if (selected > 0) return [];
  const { where, onlyFailed } = settings.selection;
  const why = [
    ...(where === undefined ? [] : [`--where "${where.header}=…"`]),
    ...(onlyFailed ? ["--only-failed"] : []),
  ].join(" and ");
  return [
    warning(
      "no_rows_selected",
      `No row was processed: ${why} matches none of the roster's ${counted(rows, "row")}.`,
    ),
  ];
}

function warning(code: Warning["code"], message: string): Warning {
  return { code, message };
}
