import type { Problem } from "../faults/problem.ts";
import { inBatches } from "../ledger/batches.ts";
import { workOf } from "../platforms/catalog.ts";
import { escapeFormula } from "../roster/columns.ts";
import { noteOnIdleRow } from "../roster/nothing-asked.ts";
import type { SourceRow } from "../roster/source.ts";
import type { StagedRow } from "../staging/staged-rows.ts";
import type { Staging } from "../staging/staging.ts";
import { trimmed } from "../text/plain-text.ts";
import { layOut, type Layout, type RowAnswers } from "./layout.ts";
import type { Sink } from "./open-results.ts";
import { reportRow, type TellTools, type ReportedRow } from "./reported-row.ts";
import { requestOutcome, type Tally } from "./summary.ts";
import { changeColumns, changeLines, requestColumns, requestLines } from "./tables.ts";

/** Where the rows go. */
export interface Sinks {
  readonly results: Pick<Sink, "row">;
  readonly requests: Pick<Sink, "row"> | undefined;
  readonly changes: Pick<Sink, "row"> | undefined;
}

/** What writing the results needs. */
export interface WriteTools extends Omit<TellTools, "layout" | "anyChange"> {
  readonly sinks: Sinks;
  readonly tally: Tally;
  /** Told of every row that asks for something, in order. */
  readonly onRow: (reported: ReportedRow, cells: readonly string[]) => Promise<void>;
  /** Whether a row is worked on in this run; rows that are not keep what they have. */
  readonly isSelected: (cells: readonly string[]) => boolean;
  /** What a row says that asks for nothing. */
  readonly unasked: RowAnswers;
}

/**
 * Writes every row of the roster with its answers, in order; rows that are nobody's as they came. Answers the keys of the changes that were told, which
 * are to be marked once the files have their names.
 */
export async function writeResults(
  rows: AsyncIterable<SourceRow>,
  tools: WriteTools,
): Promise<readonly string[]> {
  const { sinks, places, tally, staging, ledger } = tools;
  const layout = layOut(places);
  const keys: string[] = [];
  await sinks.results.row(layout.header);
  await sinks.requests?.row(requestColumns);
  await sinks.changes?.row(changeColumns);
  const stagedRow = stagedInOrder(staging);
  const idleAnswers = answersOfIdleRows(tools.unasked);
  const telling: TellTools = { ...tools, layout, anyChange: await ledger.changes.anyUnreported() };
  const planned = ({ row, cells, isAside }: SourceRow): Line => {
    if (isAside) return { cells: layout.rowOf(cells, {}), reported: nothing };
    if (!tools.isSelected(cells))
      return { cells: untouchedRow(cells, layout), skipped: row, reported: nothing };
    const staged = stagedRow(row);
    const note = staged === undefined ? noteOnIdleRow(cells, row, places) : undefined;
    const added = staged === undefined ? nothingToSay(cells, layout, idleAnswers(note), tools) : undefined;
    if (added !== undefined) return { cells, added, skipped: row, note, reported: nothing };
    return { cells, staged, reported: reportRow({ row, cells, staged }, telling) };
  };
  // some at a time, so that what is asked of the ledger for all of them is asked at once
  for await (const some of inBatches(rows, together)) {
    const lines = some.map(planned);
    const all = await Promise.all(lines.map((line) => line.reported));
    for (const [place, line] of lines.entries()) {
      if (line.skipped !== undefined) tally.row(line.skipped, "skipped", line.note);
      const reported = all[place];
      if (reported === undefined) {
        await sinks.results.row(line.cells, line.added);
        continue;
      }
      count(reported, tally);
      countRequests(reported, tools);
      keys.push(...reported.changeKeys);
      await sinks.results.row(layout.rowOf(line.cells, reported.answers));
      for (const each of requestLines(reported)) await sinks.requests?.row(each);
      for (const each of changeLines(reported)) await sinks.changes?.row(each);
      if (line.staged !== undefined) await tools.onRow(reported, line.cells);
    }
  }
  return keys;
}

/** So many rows are told side by side. */
const together = 200;

/** What becomes of a row. */
interface Line {
  readonly cells: readonly string[];
  /** Our cells, where they are known at once. */
  readonly added?: readonly string[];
  /** Its number, where nothing was done for it. */
  readonly skipped?: number;
  readonly note?: Problem | undefined;
  readonly staged?: StagedRow | undefined;
  /** What there is to say. */
  readonly reported: Promise<ReportedRow | undefined>;
}

const nothing = Promise.resolve(undefined);

/** Our cells of a row that asks for nothing, of which a roster may have a million; undefined when they need a closer look. */
function nothingToSay(
  cells: readonly string[],
  layout: Layout,
  answers: RowAnswers,
  { absent, places }: WriteTools,
): readonly string[] | undefined {
  if (absent.length > 0 || cells.length !== places.headers.length) return undefined;
  return layout.addedOf(answers);
}

/** The answers of rows that ask for nothing, the same object for the same note: there may be a million. */
function answersOfIdleRows(unasked: RowAnswers): (note: Problem | undefined) => RowAnswers {
  const known = new Map<string, RowAnswers>();
  return (note) => {
    if (note === undefined) return unasked;
    const answers = known.get(note.message) ?? {
      ...unasked,
      sync_error_code: note.code,
      sync_error: escapeFormula(note.message),
    };
    known.set(note.message, answers);
    return answers;
  };
}

function untouchedRow(cells: readonly string[], layout: Layout): readonly string[] {
  const before = trimmed(cells[layout.indexOf("sync_result") ?? -1] ?? "");
  return layout.rowOf(cells, before === "" ? { sync_result: "skipped" } : {});
}

function count({ row, outcome, problem, statuses, moved }: ReportedRow, tally: Tally): void {
  for (const [source, status] of statuses) if (status.problem !== undefined) tally.statusFailed(source);
  tally.row(row, outcome, problem);
  tally.changed(moved.length);
}

/** Each request once: with the first row that asks for it, or with its own row when nobody could tell which one it is. */
function countRequests({ row, specs }: ReportedRow, { tally, staging }: WriteTools): void {
  const counted = new Set<string>();
  for (const { staged, workItem, outcome } of specs) {
    const { key, spec } = staged;
    if (key !== undefined && (counted.has(key) || staging.rows.firstRowOf(key) !== row)) continue;
    if (key !== undefined) counted.add(key);
    const isHeld = outcome === "exists" && workItem?.held !== undefined;
    tally.request(workOf(spec.kind), requestOutcome(outcome, isHeld), workItem?.verb);
  }
}

/** Finds the staged row of a number, for numbers that only grow. */
function stagedInOrder(staging: Staging): (row: number) => StagedRow | undefined {
  let page: readonly StagedRow[] = [];
  let next = 0;
  let more = true;
  return (row) => {
    while ((page[next]?.row ?? Number.POSITIVE_INFINITY) < row) next += 1;
    if (next >= page.length && more) {
      page = staging.rows.page(row, 500);
      next = 0;
      more = page.length > 0;
    }
    return page[next]?.row === row ? page[next] : undefined;
  };
}
