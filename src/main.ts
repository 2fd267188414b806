import { runCommandLine } from "./cli/command-line.ts";
import { exitCodes, PersonError, type ExitCode } from "./errors.ts";
import type { Runtime } from "./runtime.ts";

/** Runs one command line. Whatever goes wrong ends here: as a sentence and an exit code. */
export async function main(argv: readonly string[], runtime: Runtime): Promise<ExitCode> {
  try {
    return await runCommandLine(argv, runtime);
  } catch (error) {
    if (error instanceof PersonError) {
      runtime.stderr.write(`${error.message}\n${error.remedy === undefined ? "" : `${error.remedy}\n`}`);
      return error.exitCode;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    runtime.stderr.write(
      `roster-sync made a mistake; please report this with the version and what you did:\n${text}\n` +
        "What was requested is in the ledger. Run the same command again; nothing is requested twice.\n",
    );
    return exitCodes.stoppedEarly;
  }
}
