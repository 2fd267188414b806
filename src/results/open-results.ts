import type { ColumnPlaces } from "../cells/cells.ts";
import { UserError } from "../errors.ts";
import type { Finished, OutputFile } from "../outputs/output-file.ts";
import type { Dialect } from "../roster/dialect.ts";
import type { RosterFormat } from "../roster/source.ts";
import { csvText, type Row } from "./csv-text.ts";
import { isWorkbookPath, openResultsWorkbook, openTableWorkbook } from "./workbook-sink.ts";

/** A table that is being written, row by row. */
export interface Sink {
  /** @param added cells behind the others that many rows have in common */
  readonly row: (cells: readonly string[], added?: readonly string[]) => Promise<void>;
  readonly finish: () => Promise<Finished>;
  readonly abandon: () => Promise<void>;
}

/** A table beside the results: when it cannot be written, the results still are. */
export interface LenientSink extends Omit<Sink, "finish"> {
  /** Undefined when it could not be written. */
  readonly finish: () => Promise<Finished | undefined>;
  /** Why it could not be written. */
  readonly problem: () => UserError | undefined;
}

/** Makes a sink remember its first failure instead of throwing it. */
export function lenient(sink: Sink): LenientSink {
  let problem: UserError | undefined;
  const attempt = async <T>(task: () => Promise<T>): Promise<T | undefined> => {
    if (problem !== undefined) return undefined;
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problem = error;
      return undefined;
    }
  };
  return {
    row: async (cells, added) => attempt(() => sink.row(cells, added)),
    finish: () => attempt(() => sink.finish()),
    abandon: () => sink.abandon(),
    problem: () => problem,
  };
}

/** What Excel opens with a double click, everywhere: for the results of a workbook that are wanted as CSV. */
export const excelDialect: Dialect = {
  encoding: "utf-8",
  bom: true,
  delimiter: ",",
  lineEnd: "\r\n",
  sepLine: undefined,
  above: "",
  endsWithLineEnd: true,
};

/**
 * Begins the results of a roster in a file: in its own format, or in the one that the name of the file asks for. On
 * stdout they are CSV.
 */
export async function openResults(
  file: OutputFile,
  roster: {
    readonly format: RosterFormat;
    readonly places: ColumnPlaces;
    readonly above: readonly (readonly string[])[];
  },
): Promise<Sink> {
  const { format, places, above } = roster;
  if (isWorkbookPath(file.path, format.kind)) {
    const workbook = format.kind === "workbook" ? format.workbook : undefined;
    return openResultsWorkbook(file, workbook, places, above);
  }
  if (format.kind === "csv") return openCsv(file, format.dialect);
  const sink = await openCsv(file, excelDialect);
  for (const row of above) await sink.row(row);
  return sink;
}

/** Begins a table that stands for itself in a file: a workbook where its name says so, else CSV. */
export async function openSink(file: OutputFile, dialect: Dialect): Promise<Sink> {
  return isWorkbookPath(file.path) ? openTableWorkbook(file) : openCsv(file, dialect);
}

const rowsTogether = 100;

async function openCsv(file: OutputFile, dialect: Dialect): Promise<Sink> {
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
      return file.finish();
    },
    abandon: () => file.abandon(),
  };
}
