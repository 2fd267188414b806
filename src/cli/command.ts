import type { Argv } from "yargs";
import type { FlagName, RawOptions } from "../config/flags.ts";
import type { ExitCode } from "../errors.ts";
import type { Runtime } from "../runtime.ts";

/** A command of the program: what it is called, what it takes, and what it does. */
export interface Command {
  /** As yargs wants it: the name and its positional arguments. */
  readonly usage: string;
  readonly describe: string;
  readonly flags: readonly FlagName[];
  /** Flags of these that mean nothing here: taken, so that a shared command line works, and not shown. */
  readonly hidden?: readonly FlagName[];
  readonly examples: readonly (readonly [example: string, says: string])[];
  /** What it prints is all that it is for: a reader who has seen enough, such as `head`, ends it quietly. */
  readonly onlyTells?: true;
  /** Arguments of its own, beside the common flags. */
  readonly define?: (builder: Argv) => Argv;
  readonly run: (
    args: Readonly<Record<string, unknown>>,
    options: RawOptions,
    runtime: Runtime,
    argv: readonly string[],
  ) => Promise<ExitCode>;
}
