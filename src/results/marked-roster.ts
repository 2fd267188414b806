import type { ColumnPlaces } from "../cells/cells.ts";
import { faultSentence, type Fault } from "../faults/problem.ts";
import type { Finished, OutputFile } from "../outputs/output-file.ts";
import { escapeFormula } from "../roster/columns.ts";
import type { RosterSource } from "../roster/source.ts";
import type { CheckedRoster } from "../staging/check-roster.ts";
import { layOut } from "./layout.ts";
import { openResults } from "./open-results.ts";

/**
 * Writes a roster again with what is wrong beside each row: `sync_error_code` of the first fault, `sync_error` with
 * all of them and the warnings. Both are blank beside good rows.
 */
export async function writeMarkedRoster(
  file: OutputFile,
  source: RosterSource,
  places: ColumnPlaces,
  { faults, warnings }: CheckedRoster,
): Promise<Finished> {
  const [faultsOf, warningsOf] = [byRow(faults), byRow(warnings)];
  const marked = withEarlierMarks(places);
  const layout = layOut(marked, marks);
  const sink = await openResults(file, { ...source, places: marked });
  try {
    await sink.row(layout.header);
    for await (const { row, cells, isAside } of source.rows()) {
      if (isAside) {
        await sink.row(layout.rowOf(cells, {}));
        continue;
      }
      const wrong = faultsOf.get(row) ?? [];
      const odd = warningsOf.get(row) ?? [];
      const sentences = [
        ...wrong.map(faultSentence),
        ...odd.map((fault) => `Warning: ${faultSentence(fault)}`),
      ];
      await sink.row(
        layout.rowOf(cells, {
          sync_error_code: wrong[0]?.code ?? "",
          sync_error: escapeFormula(sentences.join(" ")),
        }),
      );
    }
    await source.checkUnchanged();
    return await sink.finish();
  } finally {
    await sink.abandon();
  }
}

const marks = ["sync_error_code", "sync_error"] as const;

/** What an earlier check has put at the far right is renewed; in a file without `sync_result` it is nobody's else. */
function withEarlierMarks(places: ColumnPlaces): ColumnPlaces {
  const { headers, indexOf } = places;
  const from = headers.length - marks.length;
  if (indexOf.has("sync_result") || marks.some((mark, index) => headers[from + index] !== mark))
    return places;
  const earlier = marks.map((mark, index) => [mark, from + index] as const);
  return { ...places, indexOf: new Map([...indexOf, ...earlier]) };
}

function byRow(faults: readonly Fault[]): ReadonlyMap<number, readonly Fault[]> {
  const rows = new Map<number, Fault[]>();
  for (const fault of faults) {
    const earlier = rows.get(fault.row);
    if (earlier === undefined) rows.set(fault.row, [fault]);
    else earlier.push(fault);
  }
  return rows;
}
