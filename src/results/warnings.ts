import type { Settings } from "../config/settings.ts";
import { titleOf } from "../platforms/catalog.ts";
import type { UnreadList } from "../staging/holders.ts";
import type { Warning } from "./summary.ts";
import { counted } from "../text/counts.ts";

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

/** What is missing from the results since a list of what providers have could not be read. */
export function unreadWarnings(
  lists: readonly UnreadList[],
  { request, dates }: { readonly request: boolean; readonly dates: boolean },
): readonly Warning[] {
  const inOrder = lists.toSorted((one, other) =>
    `${one.platform} ${one.kind}` < `${other.platform} ${other.kind}` ? -1 : 1,
  );
  return inOrder.flatMap(({ platform, title, spares, problem }) => {
    const why = `${titleOf(platform)}'s ${title} could not be read. ${problem.message}`;
    return [
      ...(spares && !request
        ? [
            warning(
              "held_not_compared",
              `${why} So requests were not compared with what providers have already.`,
            ),
          ]
        : []),
      ...(dates ? [warning("dates_not_read", `${why} Their columns stay as they were.`)] : []),
    ];
  });
}

function warning(code: Warning["code"], message: string): Warning {
  return { code, message };
}
