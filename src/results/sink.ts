import type { Dialect } from "../roster/dialect.ts";
import type { Output } from "../runtime.ts";
import { createAtomicFile, type AtomicFile } from "./atomic-file.ts";
import { csvText, type Row } from "./csv-text.ts";

/** A table that is being written, row by row. */
export interface Sink {
  /** @param added cells behind the others that many rows have in common */
  readonly row: (cells: readonly string[], added?: readonly string[]) => Promise<void>;
  readonly finish: () => Promise<void>;
  readonly abandon: () => Promise<void>;
}

const rowsTogether = 100;

/** Begins a CSV file, or a table on stdout when the path is `-`. */
export async function openSink(
  path: string,
  dialect: Dialect,
  stdout: Output,
  unique: string,
): Promise<Sink> {
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
