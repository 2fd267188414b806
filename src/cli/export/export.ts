import { UserError, exitCodes, type ExitCode } from "../../errors.ts";
import type { Problem } from "../../faults/problem.ts";
import type { Client } from "../../http/client.ts";
import { walk } from "../../lists/walk.ts";
import { gapSentence, type Gap } from "../../lists/whole.ts";
import type { ExportLine, ExportTable, Query } from "../../platforms/exports.ts";
import { escapeFormula } from "../../roster/columns.ts";

/** Where the lines go. */
export interface LineSink {
  readonly row: (cells: readonly string[]) => Promise<void>;
}

/** The platform could not be read to the end; what was read is not a whole export, so there is none. */
class ExportError extends UserError {
  constructor(problem: string) {
    super(problem, exitCodes.stoppedEarly, "Nothing was written. Run the same command again.");
  }
}

/**
 * Writes what a platform lists, page by page, under the table's columns. Answers with 0, or with 1 after a
 * warning when lines may be missing; throws when a list or a page of it cannot be read.
 */
export async function exportTable(
  table: ExportTable,
  query: Query,
  client: Client,
  sink: LineSink,
  warn: (sentence: string) => void,
): Promise<ExitCode> {
  await sink.row(table.columns);
  let problem: Problem | undefined;
  let nothing: Exported | undefined;
  for (const wording of table.wordings?.(query) ?? [query]) {
    const end = await exportOne(table, wording, client, sink);
    if (!("code" in end)) {
      if (end.lines > 0) return codeAfter(end, warn);
      nothing ??= end;
    } else if (end.code === "refused") problem ??= end;
    else throw new ExportError(end.message);
  }
  // a word that finds nothing is known there; one that is refused is not
  if (nothing !== undefined) return codeAfter(nothing, warn);
  throw new ExportError(problem?.message ?? "Nothing was asked.");
}

/** What asking with one wording brought. */
interface Exported {
  readonly lines: number;
  /** Why there may be more. */
  readonly gap: Gap | undefined;
}

function codeAfter({ gap }: Exported, warn: (sentence: string) => void): ExitCode {
  if (gap === undefined) return exitCodes.done;
  warn(
    `The list could not be read completely: ${gapSentence(gap)}. Lines may be missing; run the same command again.`,
  );
  return exitCodes.rowsFailed;
}

async function exportOne(
  table: ExportTable,
  query: Query,
  client: Client,
  sink: LineSink,
): Promise<Exported | Problem> {
  const seen = new Set<string>();
  let gap: Gap | undefined;
  for (const listing of table.listings(query)) {
    // lines are handed over while further pages are still being read
    let writing = Promise.resolve();
    const end = await walk(client, listing, (lines) => {
      writing = writing.then(async () => {
        for (const line of lines) await writeLine(line, table, seen, sink);
      });
    });
    await writing;
    if (!end.complete) return end.problem;
    if (end.gap === "page-lost")
      throw new ExportError(`The list could not be read: ${gapSentence(end.gap)}.`);
    gap ??= end.gap;
  }
  return { lines: seen.size, gap };
}

/** A row that moved from page to page while the list was read comes out once. */
async function writeLine(
  line: ExportLine,
  table: ExportTable,
  seen: Set<string>,
  sink: LineSink,
): Promise<void> {
  const cells = table.columns.map((column) => line[column] ?? "");
  const identity = cells.join("\u0000");
  if (seen.has(identity)) return;
  seen.add(identity);
  await sink.row(cells.map(escapeFormula));
}
