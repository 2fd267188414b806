import { identityOf, RowCells, type ColumnPlaces, type FillableColumn } from "../cells/cells.ts";
import type { StaleAnswer } from "../cells/stale-answer.ts";
import type { Settings } from "../config/resolve.ts";
import { columnLetter, faultSentence, type Problem } from "../faults/problem.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { titleOf } from "../platforms/catalog.ts";
import { platforms } from "../platforms/index.ts";
import { vouchersOf } from "../platforms/people.ts";
import { textOf } from "../platforms/resource.ts";
import { columnSpecs, identityColumns } from "../roster/columns.ts";
import type { UnreadList } from "../staging/holders.ts";
import { counted } from "../text/counts.ts";
import type { WarningCode } from "./summary.ts";

/** What warnings are told from. */
interface RunScope {
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

const words = [
  "email",
  "npi",
  "first_name",
  "last_name",
  ...columnSpecs.filter(({ thing }) => thing === true).map(({ name }) => name),
];

/**
 * The columns with ids that the row has no use for now, and of which the ledger does not remember that the row's words
 * found them: the row may have been moved or typed over since. A row without any words has nothing but its ids.
 * @param isUnused whether nothing was looked up for a column
 */
export async function unusedIds(
  { row, cells }: { readonly row: number; readonly cells: readonly string[] },
  places: ColumnPlaces,
  isUnused: (column: FillableColumn) => boolean,
  ledger: Ledger,
): Promise<ReadonlySet<FillableColumn>> {
  const strange = new Set<FillableColumn>();
  const identity = identityOf(new RowCells(places, cells, row), identityColumns);
  if (words.every((word) => identity[word] === undefined)) return strange;
  for (const { name, idOf } of columnSpecs) {
    if (idOf !== undefined && identity[idOf] === undefined) strange.add(name);
  }
  for (const { person } of platforms) {
    if (person === undefined) continue;
    const { column, query: queryOf } = person;
    const id = identity[column];
    if (id === undefined || !isUnused(column)) continue;
    const query = queryOf({ identity, answered: true });
    const known = await ledger.identities.recallMany(
      vouchersOf(query).map((each) => ({ lookupSource: each.lookupSource, query: textOf(each), since: 0 })),
    );
    if (!known.includes(id.toLowerCase())) strange.add(column);
  }
  return new Set([...strange].filter(isUnused));
}

const problems = {
  request: "belongs to another request than the row asks for",
  "someone else": "belongs to someone or something else than the row names",
  "nobody known": "was not found by what the row names now",
} as const satisfies Readonly<Record<StaleAnswer["whose"], string>>;

/** The warning about the old answers of a row; undefined when there are none. */
export function staleProblem(
  row: number,
  stale: readonly StaleAnswer[],
  where: {
    readonly header: readonly string[];
    readonly indexOf: (column: StaleAnswer["column"]) => number | undefined;
  },
): Problem | undefined {
  if (stale.length === 0) return undefined;
  const sentences = stale.map(({ column, value, whose }) => {
    const index = where.indexOf(column) ?? 0;
    return faultSentence({
      row,
      letter: columnLetter(index),
      header: where.header[index],
      value,
      problem: problems[whose],
      remedy: "It was ignored.",
    });
  });
  return { code: "stale_answer", message: [...new Set(sentences)].join(" ") };
}

/** Something odd that nobody has to act on for this run to be right. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}
