import { UserError } from "../errors.ts";
import type { Finished } from "../outputs/output-file.ts";
import type { Sink } from "./sink.ts";

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
