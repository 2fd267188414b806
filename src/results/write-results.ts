import type { Ledger } from "../ledger/ledger.ts";
import type { ColumnPlaces } from "../roster/cells.ts";
import { fillableColumns, type FillableColumn, type ResultColumn } from "../roster/columns.ts";
import { escapeFormula, unescapeFormula } from "../roster/escape.ts";
import type { SourceRow } from "../roster/source.ts";
import type { StagedRow } from "../workspace/staged-rows.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { RunContext } from "./ask-outcome.ts";
import { caqhAnswer } from "./caqh-answers.ts";
import { changeLabel, changeSentence } from "./labels.ts";
import { layOut, type Layout, type RowAnswers } from "./layout.ts";
import { answerRow, type AnsweredRow } from "./row-answers.ts";
import type { Sink } from "./sink.ts";
import { changeColumns, changeLines, requestColumns, requestLines } from "./tables.ts";
import type { Tally } from "./tally.ts";

/** Where the rows go. */
export interface Sinks {
  readonly results: Sink;
  readonly requests: Sink | undefined;
  readonly changes: Sink | undefined;
}

/** What writing the results needs. */
export interface WriteTools {
  readonly places: ColumnPlaces;
  readonly workspace: Workspace;
  readonly ledger: Ledger;
  readonly run: RunContext;
  readonly sinks: Sinks;
  readonly tally: Tally;
  /** CAQH's name for the plan; undefined when CAQH takes no part. */
  readonly caqhOrganization: string | undefined;
  /** What goes into `caqh_error` of rows that name a provider although CAQH takes no part. */
  readonly caqhAbsence: string | undefined;
  /** Whether a row is worked on in this run; rows that are not keep what they have. */
  readonly isSelected: (cells: readonly string[]) => boolean;
  readonly syncedAt: string;
  /** What a row says that asks for nothing. */
  readonly unasked: RowAnswers;
}

/**
 * Writes every row of the roster with its answers, in order. Answers the keys of the changes that were told, which
 * are to be marked once the files have their names.
 */
export async function writeResults(
  rows: AsyncIterable<SourceRow>,
  tools: WriteTools,
): Promise<readonly string[]> {
  const { sinks, places } = tools;
  const layout = layOut(places);
  const told: string[] = [];
  await sinks.results.row(layout.header);
  await sinks.requests?.row(requestColumns);
  await sinks.changes?.row(changeColumns);
  const staged = stagedInOrder(tools.workspace);
  const anyChange = await tools.ledger.changes.anyUntold();
  for await (const { row, cells } of rows) {
    if (!tools.isSelected(cells)) {
      await sinks.results.row(untouchedRow(row, cells, layout, tools));
      continue;
    }
    const found = staged(row);
    const unasked = found === undefined ? nothingToSay(cells, layout, tools) : undefined;
    if (unasked !== undefined) {
      tools.tally.row(row, "skipped", undefined);
      await sinks.results.row(cells, unasked);
      continue;
    }
    const answered = found === undefined ? nothingAsked : await answerRow(found, { ...tools, anyChange });
    const { answers, changeKeys } = await fullAnswers(row, cells, found, answered, layout, tools);
    told.push(...changeKeys);
    await sinks.results.row(layout.rowOf(cells, answers));
    for (const line of requestLines(row, answered)) await sinks.requests?.row(line);
    for (const line of changeLines(row, answered)) await sinks.changes?.row(line);
  }
  return told;
}

const nothingAsked: AnsweredRow = { outcome: "skipped", problem: undefined, asks: [], answers: {} };

/** Our cells of a row that asks for nothing, of which a roster may have a million; undefined when they need a closer look. */
function nothingToSay(
  cells: readonly string[],
  layout: Layout,
  tools: WriteTools,
): readonly string[] | undefined {
  if (tools.caqhAbsence !== undefined || cells.length !== tools.places.headers.length) return undefined;
  return layout.addedOf(tools.unasked);
}

function untouchedRow(
  row: number,
  cells: readonly string[],
  layout: Layout,
  { tally }: WriteTools,
): readonly string[] {
  tally.row(row, "skipped", undefined);
  const index = layout.indexOf("sync_result");
  const before = index === undefined ? "" : (cells[index] ?? "");
  return layout.rowOf(cells, before === "" ? { sync_result: "skipped" } : {});
}

async function fullAnswers(
  row: number,
  cells: readonly string[],
  staged: StagedRow | undefined,
  answered: AnsweredRow,
  layout: Layout,
  tools: WriteTools,
): Promise<{ readonly answers: RowAnswers; readonly changeKeys: readonly string[] }> {
  const cell = (column: ResultColumn | FillableColumn): string => {
    const index = layout.indexOf(column);
    return index === undefined ? "" : (cells[index] ?? "");
  };
  const previous = (column: ResultColumn): string => unescapeFormula(cell(column));
  const caqh =
    tools.caqhOrganization === undefined || staged?.caqhHandle === undefined
      ? undefined
      : await caqhAnswer(staged.caqhHandle, tools.caqhOrganization, previous, tools.workspace, tools.ledger);
  if (caqh?.problem !== undefined) tools.tally.caqhFailed();
  const onlyCaqh = answered.asks.length === 0 && answered.problem === undefined;
  const problem = answered.problem ?? (onlyCaqh ? caqh?.problem : undefined);
  const outcome = onlyCaqh && caqh?.problem !== undefined ? "failed" : answered.outcome;
  const changes = [
    ...answered.asks.flatMap(({ staged: ask, change, outcome: of }) => {
      if (of === "planned") return [`${changeLabel(ask.ask)}: would be requested`];
      return change === undefined ? [] : [changeSentence(changeLabel(ask.ask), change.from, change.to)];
    }),
    ...(caqh?.changes ?? []),
  ];
  tools.tally.row(row, outcome, problem);
  tools.tally.changed(
    answered.asks.filter(({ change }) => change !== undefined).length + (caqh?.changes.length ?? 0),
  );
  const answers: RowAnswers = {
    ...answered.answers,
    ...caqh?.answers,
    ...absence(cells, staged, tools),
    sync_result: outcome,
    sync_error_code: problem?.code ?? "",
    sync_error: problem?.problem ?? "",
    changes: changes.join("; "),
    synced_at: tools.syncedAt,
  };
  const keys = answered.asks.flatMap(({ change, entry }) =>
    change === undefined || entry === undefined ? [] : [entry.key],
  );
  return { answers: harmless(keepFilled(answers, cell)), changeKeys: [...keys, ...(caqh?.changeKeys ?? [])] };
}

/** A row that names a provider says why it has no CAQH status when CAQH takes no part. */
function absence(
  cells: readonly string[],
  staged: StagedRow | undefined,
  { caqhAbsence, places }: WriteTools,
): RowAnswers {
  if (caqhAbsence === undefined || staged?.fault !== undefined) return {};
  const names = providerColumns.some(
    (column) => (cells[places.indexOf.get(column) ?? -1] ?? "").trim() !== "",
  );
  return names ? { caqh_error: caqhAbsence } : {};
}

const providerColumns = ["caqh_provider_id", "npi", "email", "provider_id", "last_name"] as const;

/** A filled identity cell is never overwritten, and a blank answer never fills one. */
function keepFilled(answers: RowAnswers, cell: (column: FillableColumn) => string): Record<string, string> {
  const kept: Record<string, string> = { ...answers };
  for (const column of fillableColumns) {
    if (kept[column] === "" || (kept[column] !== undefined && cell(column).trim() !== ""))
      delete kept[column];
  }
  return kept;
}

function harmless(answers: Record<string, string>): RowAnswers {
  for (const column in answers) answers[column] = escapeFormula(answers[column] ?? "");
  return answers;
}

/** Finds the staged row of a number, for numbers that only grow. */
function stagedInOrder(workspace: Workspace): (row: number) => StagedRow | undefined {
  let page: readonly StagedRow[] = [];
  let next = 0;
  let more = true;
  return (row) => {
    while ((page[next]?.row ?? Number.POSITIVE_INFINITY) < row) next += 1;
    if (next >= page.length && more) {
      page = workspace.rows.page(row, 500);
      next = 0;
      more = page.length > 0;
    }
    return page[next]?.row === row ? page[next] : undefined;
  };
}
