import { areBlank } from "../text/plain-text.ts";
import type { SourceRow } from "./source.ts";

/** Blank rows that follow each other and look alike; a spreadsheet may have a million of them. */
interface Run {
  readonly from: number;
  readonly cells: readonly string[];
  count: number;
}

/** The rows of a file, with those marked as nobody's that are blank and have no filled row below them. */
export async function* withRowsBelowAside(rows: AsyncIterable<SourceRow>): AsyncGenerator<SourceRow> {
  let waiting: Run[] = [];
  for await (const row of rows) {
    if (areBlank(row.cells)) {
      hold(waiting, row);
      continue;
    }
    yield* released(waiting, false);
    waiting = [];
    yield row;
  }
  yield* released(waiting, true);
}

function hold(waiting: Run[], { row, cells }: SourceRow): void {
  const last = waiting.at(-1);
  const isAlike = last?.cells.length === cells.length && last.cells.every((cell, at) => cell === cells[at]);
  if (last !== undefined && isAlike) last.count += 1;
  else waiting.push({ from: row, cells, count: 1 });
}

function* released(waiting: readonly Run[], isAside: boolean): Generator<SourceRow> {
  for (const { from, cells, count } of waiting) {
    for (let index = 0; index < count; index += 1) {
      yield isAside ? { row: from + index, cells, isAside } : { row: from + index, cells };
    }
  }
}
