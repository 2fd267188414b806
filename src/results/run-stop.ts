import {
  exitCodes,
  HeldError,
  LedgerFileError,
  LedgerHeldError,
  LedgerWriteError,
  OutputError,
  ProgramMistake,
  RosterFileError,
  type UserError,
} from "../errors.ts";
import type { Stop } from "../http/reply.ts";
import { Interruption, type Runtime } from "../runtime.ts";
import type { RunStop } from "./summary.ts";

/**
 * Why a run ended before all was done: what a person or the system wanted first, then what the run met.
 * @param stops why platforms were not asked any more
 */
export function runStop(
  { problem, stop }: { readonly problem: UserError | undefined; readonly stop: Stop | undefined },
  stops: readonly Stop[],
  runtime: Runtime,
): RunStop | undefined {
  if (problem instanceof ProgramMistake) return stopOf(problem);
  if (runtime.interrupted.aborted) return interruption(runtime.interrupted.reason);
  if (problem !== undefined) return stopOf(problem);
  return stop ?? stops[0];
}

/** What an interruption says of itself. */
export function interruption(reason: unknown): RunStop {
  const word = reason instanceof Interruption ? reason.message : "interrupted";
  return { code: "interrupted", reason: `The run was ${word}.` };
}

/** A failure that a person can do something about, as the reason of a run's end. */
export function stopOf(error: UserError): RunStop {
  return { code: codeOf(error), reason: error.message };
}

function codeOf(error: UserError): RunStop["code"] {
  if (error.exitCode === exitCodes.interrupted || error.exitCode === exitCodes.terminated)
    return "interrupted";
  if (error instanceof HeldError) return "held";
  if (error instanceof RosterFileError) return "roster_unreadable";
  if (error instanceof LedgerFileError) return "ledger_unusable";
  if (error instanceof LedgerHeldError) return "ledger_held";
  if (error instanceof LedgerWriteError) return "ledger_failed";
  if (error instanceof OutputError) return "output_failed";
  if (error instanceof ProgramMistake) return "program_failed";
  return "usage";
}
