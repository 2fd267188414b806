import type { ColumnPlaces, FillableColumn, KnownColumn } from "../cells/cells.ts";
import type { StaleAnswer } from "../cells/stale-answer.ts";
import type { Problem } from "../faults/problem.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { requestWorks, workOf, type Work } from "../platforms/catalog.ts";
import type { StatusAnswer, StatusKind, StatusSource } from "../platforms/status-source.ts";
import { movedSentence, type Moved } from "../requests/status-change.ts";
import { addedIdentityColumns, fillableColumns, escapeFormula, unescapeFormula } from "../roster/columns.ts";
import { noteOnIdleRow } from "../roster/nothing-asked.ts";
import { valuesIn, whoIsIn } from "../roster/row.ts";
import type { StagedRow } from "../staging/staged-rows.ts";
import type { Staging } from "../staging/staging.ts";
import { dateAnswer, type DateAnswer } from "./date-answers.ts";
import type { Layout, RowAnswers } from "./layout.ts";
import { outcomeAfter, type Outcome, type RunContext } from "./outcome.ts";
import {
  requestColumns,
  unaskedAnswers,
  type UnaskedAnswers,
  answerRow,
  type AnsweredRequest,
  type AnsweredRow,
  doneSentences,
} from "./row-answers.ts";
import { staleProblem, unusedIds } from "./warnings.ts";

/** Everything that a run has to say of a row, for all tables and the page for people. */
export interface ReportedRow {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  readonly who: string;
  readonly outcome: Outcome;
  readonly problem: Problem | undefined;
  /** Earlier answers that were not the row's own; also part of the problem. */
  readonly warning: Problem | undefined;
  readonly specs: readonly AnsweredRequest[];
  /** What each source of statuses says of its provider; without those that it does not ask. */
  readonly statuses: ReadonlyMap<string, StatusAnswer>;
  /** What the people of the row have and when it lapses; undefined when that is not told. */
  readonly dates?: DateAnswer | undefined;
  readonly moved: readonly Moved[];
  /** What goes into our columns, made harmless. */
  readonly answers: RowAnswers;
  /** The keys of the changes that this row tells. */
  readonly changeKeys: readonly string[];
}

/** What telling of rows needs. */
export interface TellTools {
  readonly places: ColumnPlaces;
  readonly layout: Layout;
  readonly staging: Staging;
  readonly ledger: Ledger;
  readonly run: RunContext;
  /** Something has moved that was not told yet. */
  readonly anyChange: boolean;
  /** The work that this run does. */
  readonly only: ReadonlySet<Work>;
  /** The sources of statuses that were asked. */
  readonly statuses: readonly StatusSource[];
  /** Those that are wanted although their platform takes no part: rows that name somebody say so. */
  readonly absent: readonly StatusKind[];
  readonly syncedAt: string;
}

/** The row as it came, and where its number is known from. */
export interface RowToTell {
  readonly row: number;
  readonly cells: readonly string[];
  /** Undefined for a row that asks for nothing. */
  readonly staged: StagedRow | undefined;
}

/** Says all there is to say of a row. */
export async function reportRow({ row, cells, staged }: RowToTell, tools: TellTools): Promise<ReportedRow> {
  const { layout, places, syncedAt } = tools;
  const cell = (column: KnownColumn): string => cells[layout.indexOf(column) ?? -1] ?? "";
  const answered = staged === undefined ? nothingAsked : await answerRow(staged, tools);
  const isStranger = answered.stale.some(({ whose }) => whose === "someone else");
  const statuses = await statusesOf(staged, isStranger, (column) => unescapeFormula(cell(column)), tools);
  const told = [...statuses.values()];
  const statusProblem = told.find((status) => status.problem !== undefined)?.problem;
  const { specs } = answered;
  const dates =
    staged === undefined
      ? undefined
      : await dateAnswer(row, specs, {
          ...tools,
          today: syncedAt.slice(0, 10),
          previous: (column, label) => {
            const values = valuesIn(unescapeFormula(cell(column)));
            return values.get(label) ?? values.get("");
          },
        });
  const onlyStatuses = specs.length === 0 && answered.problem === undefined;
  const found =
    answered.problem ?? (onlyStatuses ? (statusProblem ?? noteOnIdleRow(cells, row, places)) : undefined);
  const isUnused = (column: FillableColumn): boolean =>
    (answered.answers[column] ?? dates?.ids[column]) === undefined;
  const unused =
    staged === undefined || staged.fault !== undefined
      ? new Set<FillableColumn>()
      : await unusedIds({ row, cells }, places, isUnused, tools.ledger);
  const unasked = await unaskedOf(
    staged,
    answered,
    dates?.ids ?? {},
    unused,
    (column) => unescapeFormula(cell(column)).trim(),
    tools,
  );
  const stale = [
    ...answered.stale,
    ...unasked.stale,
    ...strangersIds(dates, answered, (column) => unescapeFormula(cell(column)).trim(), layout),
    ...told.flatMap((status) => status.stale),
  ];
  const warning = staleProblem(row, stale, layout);
  const problem = both(found, warning);
  const outcome =
    onlyStatuses && statusProblem !== undefined ? outcomeAfter(statusProblem) : answered.outcome;
  const moved = [
    ...specs.flatMap((spec) => spec.moved ?? []),
    ...(dates?.moved ?? []),
    ...told.flatMap((status) => status.moved),
  ];
  const answers: RowAnswers = {
    ...dates?.ids,
    ...answered.answers,
    ...dates?.answers,
    ...Object.assign({}, ...told.map((status) => status.answers)),
    ...absence(cells, staged, tools),
    sync_result: outcome,
    sync_error_code: problem?.code ?? "",
    sync_error: problem?.message ?? "",
    changes: [...specs.flatMap(doneSentences), ...moved.map(movedSentence)].join("; "),
    synced_at: syncedAt,
  };
  return {
    row,
    who: whoIsIn(cells, places),
    outcome,
    problem,
    warning,
    specs,
    statuses,
    dates,
    moved,
    answers: harmless({
      ...unasked.answers,
      // a cell of the roster's own columns may be the user's
      ...Object.fromEntries([...unused].filter((id) => isAdded(id, layout)).map((id) => [id, ""])),
      ...forgotten(onlyStatuses ? stale : answered.stale, answers, layout),
      ...keepFilled(answers, cell),
      ...corrected(stale, layout),
    }),
    changeKeys: [
      ...specs.flatMap(({ moved: change, entry }) => (change === undefined ? [] : (entry?.key ?? []))),
      ...(dates?.changeKeys ?? []),
      ...told.flatMap((status) => status.changeKeys),
    ],
  };
}

const nothingAsked: AnsweredRow = {
  outcome: "skipped",
  problem: undefined,
  specs: [],
  answers: {},
  stale: [],
};

/** What went wrong comes first; a warning is said of rows that end well, too. */
function both(problem: Problem | undefined, warning: Problem | undefined): Problem | undefined {
  if (problem === undefined || warning === undefined) return problem ?? warning;
  return { code: problem.code, message: `${problem.message} ${warning.message}` };
}

async function statusesOf(
  staged: StagedRow | undefined,
  isStranger: boolean,
  previous: (column: KnownColumn) => string,
  { statuses, staging, ledger }: TellTools,
): Promise<ReadonlyMap<string, StatusAnswer>> {
  const answers = new Map<string, StatusAnswer>();
  if (staged === undefined) return answers;
  for (const { kind, answer, answerOfStranger } of statuses) {
    const queries = staging.statuses(kind.name);
    const matchKey = queries.matchKeyOf(staged.row);
    if (matchKey === undefined) continue;
    const strangers = isStranger ? answerOfStranger(matchKey) : undefined;
    answers.set(kind.name, strangers ?? (await answer(matchKey, previous, { ledger, queries })));
  }
  return answers;
}

/** @param dateIds the ids of those whose dates were looked up: whoever else's id stands in the row is not meant by it */
async function unaskedOf(
  staged: StagedRow | undefined,
  { specs, answers, stale }: AnsweredRow,
  dateIds: RowAnswers,
  unused: ReadonlySet<FillableColumn>,
  cell: (column: KnownColumn) => string,
  { only, ledger }: TellTools,
): Promise<UnaskedAnswers> {
  if (staged === undefined || staged.fault !== undefined) return { answers: {}, stale: [] };
  const left = requestWorks.filter((work) => !only.has(work));
  const asked = new Set([...left, ...specs.map((spec) => workOf(spec.staged.spec.kind))]);
  const subjects = fillableColumns.map((column) => {
    const isStale = stale.some((one) => one.column === column);
    const found = answers[column] ?? dateIds[column];
    return found ?? (isStale || unused.has(column) ? "" : cell(column).toLowerCase());
  });
  return unaskedAnswers(asked, cell, new Set(subjects.filter((id) => id !== "")), ledger);
}

/** A row that names a provider says why it has no status when the platform takes no part. */
function absence(
  cells: readonly string[],
  staged: StagedRow | undefined,
  { absent, places }: TellTools,
): RowAnswers {
  if (staged?.fault !== undefined) return {};
  const isFilled = (column: string): boolean => (cells[places.indexOf.get(column) ?? -1] ?? "").trim() !== "";
  return Object.fromEntries(
    absent
      .filter(({ absence: { names } }) => names.some(isFilled))
      .map(({ absence: { column } }) => [column, "not_configured"]),
  );
}

/** A filled identity cell is never overwritten, and a blank answer never fills one. */
function keepFilled(answers: RowAnswers, cell: (column: FillableColumn) => string): Record<string, string> {
  const kept: Record<string, string> = { ...answers };
  for (const column of fillableColumns) {
    if (kept[column] === "" || (kept[column] !== undefined && cell(column).trim() !== ""))
      delete kept[column];
  }
  return kept;
}

/** Ids of our own columns that the look-up for dates found to be somebody else's: nothing is requested by them. */
function strangersIds(
  dates: DateAnswer | undefined,
  answered: AnsweredRow,
  cell: (column: FillableColumn) => string,
  layout: Layout,
): readonly StaleAnswer[] {
  return fillableColumns.flatMap((column): readonly StaleAnswer[] => {
    const right = dates?.ids[column];
    const value = cell(column);
    const isTold = answered.answers[column] !== undefined;
    if (right === undefined || value === "" || isTold || !isAdded(column, layout)) return [];
    return value.toLowerCase() === right.toLowerCase()
      ? []
      : [{ column, value, whose: "someone else", right }];
  });
}

/** Beside somebody else's id stand somebody else's answers, also to what the row does not ask now. */
function forgotten(stale: readonly StaleAnswer[], answers: RowAnswers, layout: Layout): RowAnswers {
  if (stale.every(({ whose }) => whose === "request")) return {};
  const ids = addedIdentityColumns.filter(
    (column) => isAdded(column, layout) && answers[column] === undefined,
  );
  return Object.fromEntries([...requestColumns, ...ids].map((column) => [column, ""]));
}

/** Whether a column is one that the program put beside the roster. */
function isAdded(column: StaleAnswer["column"], { indexOf }: Layout): boolean {
  return (indexOf(column) ?? -1) > (indexOf("sync_result") ?? Number.POSITIVE_INFINITY);
}

/**
 * The right ids in place of those of somebody else. Where there is none, a cell of the program's own columns is blanked;
 * in a column of the roster it may be the user's.
 */
function corrected(stale: readonly StaleAnswer[], layout: Layout): RowAnswers {
  return Object.fromEntries(
    stale
      .filter(
        ({ column, whose, right }) =>
          whose === "someone else" && (right !== undefined || isAdded(column, layout)),
      )
      .map(({ column, right }) => [column, right ?? ""]),
  );
}

function harmless(answers: Record<string, string>): RowAnswers {
  for (const column in answers) answers[column] = escapeFormula(answers[column] ?? "");
  return answers;
}
