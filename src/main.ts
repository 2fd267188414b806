import { runCommandLine } from "./cli/command-line.ts";
import { exitCodes, UserError, placesOf, ProgramMistake, type ExitCode } from "./errors.ts";
import { uncaught, type Runtime } from "./runtime.ts";
import { plainLines } from "./text/plain-text.ts";

/** Runs one command line. Whatever goes wrong ends here: as a sentence and an exit code. */
export async function main(argv: readonly string[], runtime: Runtime): Promise<ExitCode> {
  try {
    const exitCode = await runCommandLine(argv, runtime);
    const mistake = uncaught(runtime);
    // a run has said so itself
    if (mistake === undefined || exitCode === mistake.exitCode) return exitCode;
    return tell(mistake, runtime);
  } catch (error) {
    const mistake = uncaught(runtime);
    if (error instanceof UserError) {
      const exitCode = tell(error, runtime);
      return mistake === undefined || error instanceof ProgramMistake ? exitCode : tell(mistake, runtime);
    }
    // for whoever looks for it
    if (argv.some((word) => /^(?:--log-level=)?debug$/.test(word)))
      runtime.stderr.write(`${placesOf(error).join("\n")}\n`);
    tell(new ProgramMistake(error), runtime);
    return exitCodes.stoppedEarly;
  }
}

function tell({ message, remedy, exitCode }: UserError, { stderr }: Runtime): ExitCode {
  stderr.write(plainLines(`${message}\n${remedy === undefined ? "" : `${remedy}\n`}`));
  return exitCode;
}
