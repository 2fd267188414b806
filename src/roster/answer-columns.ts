import type { ResultColumn } from "../cells/cells.ts";
import { trimmed } from "../text/plain-text.ts";
import { isResultColumn } from "./columns.ts";

/** Where the columns stand that the program added in an earlier run; empty for a roster that is no results file. */
export type AnswerPlaces = ReadonlyMap<ResultColumn, number>;

/** The words that `sync_result` holds (product contract, section 6). */
const results = new Set(["created", "exists", "planned", "failed", "unknown", "skipped"]);

/**
 * Finds the columns that the program added to a file (product contract, section 5): by their exact names, and only
 * where `sync_result` is ours as well. Where the user has a column of the same name, ours is the one further right.
 *
 * A `sync_result` is ours when the columns that are always written beside it follow it, or else when it holds nothing
 * but our words; so the rows are read only where somebody took our columns apart, or has a column of that name.
 */
export async function findAnswers(
  headers: readonly string[],
  rows: () => AsyncIterable<{ readonly cells: readonly string[] }>,
): Promise<AnswerPlaces> {
  for (let place = headers.length - 1; place >= 0; place -= 1) {
    if (headers[place] !== "sync_result") continue;
    const isWhole = headers[place + 1] === "sync_error_code" && headers[place + 2] === "sync_error";
    if (isWhole || (await holdsResults(place, rows()))) return answersBeside(headers, place);
  }
  return new Map();
}

async function holdsResults(
  place: number,
  rows: AsyncIterable<{ readonly cells: readonly string[] }>,
): Promise<boolean> {
  for await (const { cells } of rows) {
    const text = trimmed(cells[place] ?? "");
    if (text !== "" && !results.has(text)) return false;
  }
  return true;
}

/**
 * The last column of each name, if it stands to the right of `sync_result` or next to another one of ours: a single
 * column further left may be the user's own whose namesake of ours was deleted, and is not written over.
 */
function answersBeside(headers: readonly string[], syncResult: number): AnswerPlaces {
  const places = new Map<ResultColumn, number>([["sync_result", syncResult]]);
  const isOurs = (place: number): boolean => isResultColumn(headers[place] ?? "");
  for (const [place, header] of headers.entries()) {
    if (!isResultColumn(header) || header === "sync_result") continue;
    if (place > syncResult || isOurs(place - 1) || isOurs(place + 1)) places.set(header, place);
  }
  return places;
}
