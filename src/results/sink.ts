import type { Finished } from "../outputs/output-file.ts";

/** A table that is being written, row by row. */
export interface Sink {
  /** @param added cells behind the others that many rows have in common */
  readonly row: (cells: readonly string[], added?: readonly string[]) => Promise<void>;
  readonly finish: () => Promise<Finished>;
  readonly abandon: () => Promise<void>;
}
