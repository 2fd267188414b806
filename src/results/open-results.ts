import type { ColumnPlaces } from "../roster/cells.ts";
import type { Dialect } from "../roster/dialect.ts";
import type { RosterFormat } from "../roster/source.ts";
import type { Output } from "../runtime.ts";
import { createAtomicFile, type AtomicFile } from "./atomic-file.ts";
import { csvText, type Row } from "./csv-text.ts";
import type { Sink } from "./sink.ts";
import { isWorkbookPath, openResultsWorkbook, openTableWorkbook } from "./workbook-sink.ts";

/** What Excel opens with a double click, everywhere: for the results of a workbook that are wanted as CSV. */
export const excelDialect: Dialect = {
  encoding: "utf-8",
  bom: true,
  delimiter: ",",
  lineEnd: "\r\n",
  sepLine: undefined,
  endsWithLineEnd: true,
};

/**
 * Begins the results of a roster: in its own format, or in the one that the name of the file asks for. On stdout
 * when the path is `-`, and then as CSV.
 */
export async function openResults(
  path: string,
  roster: { readonly format: RosterFormat; readonly places: ColumnPlaces },
  stdout: Output,
  unique: string,
): Promise<Sink> {
  const { format, places } = roster;
  if (isWorkbookPath(path, format.kind)) {
    const workbook = format.kind === "workbook" ? format.workbook : undefined;
    return openResultsWorkbook(path, workbook, places, unique);
  }
  return openCsv(path, format.kind === "csv" ? format.dialect : excelDialect, stdout, unique);
}

/** Begins a table that stands for itself: a workbook where the name says so, else CSV; on stdout when the path is `-`. */
export async function openSink(
  path: string,
  dialect: Dialect,
  stdout: Output,
  unique: string,
): Promise<Sink> {
  return isWorkbookPath(path) ? openTableWorkbook(path, unique) : openCsv(path, dialect, stdout, unique);
}

const rowsTogether = 100;

async function openCsv(path: string, dialect: Dialect, stdout: Output, unique: string): Promise<Sink> {
  const file = path === "-" ? standardOutput(stdout) : await createAtomicFile(path, unique);
  const text = csvText(dialect);
  let waiting: Row[] = [];
  await file.write(text.head());
  const flush = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    await file.write(text.rows(rows));
  };
  return {
    row: async (cells, added) => {
      waiting.push({ cells, added });
      if (waiting.length >= rowsTogether) await flush();
    },
    finish: async () => {
      await flush();
      await file.write(text.tail());
      await file.finish();
    },
    abandon: () => file.abandon(),
  };
}

function standardOutput(stdout: Output): AtomicFile {
  return {
    write: (bytes) => stdout.writeAll(bytes),
    finish: () => Promise.resolve(),
    abandon: () => Promise.resolve(),
  };
}
