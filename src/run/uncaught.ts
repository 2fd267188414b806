import { exitCodes, ProgramMistake } from "../errors.ts";
import { Interruption, type Runtime } from "../runtime.ts";

/** The error that nobody caught, if one has hit the program. */
export function uncaught({ interrupted }: Pick<Runtime, "interrupted">): ProgramMistake | undefined {
  const reason: unknown = interrupted.reason;
  const isMistake = reason instanceof Interruption && reason.exitCode === exitCodes.stoppedEarly;
  return isMistake ? new ProgramMistake(reason.cause) : undefined;
}
