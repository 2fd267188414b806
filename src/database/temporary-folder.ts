import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes, messageOf, UserError, type ExitCode } from "../errors.ts";

/** The temporary folder is missing, not writable or full. */
export class TemporaryFolderError extends UserError {
  readonly reason: string;

  /** @param exitCode 2 as long as nothing can have been sent */
  constructor(reason: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(
      `The temporary folder ${tmpdir()} cannot be used: ${reason}.`,
      exitCode,
      "Free up space there, or set the environment variable TMPDIR (on Windows TEMP) to a folder with space.",
      options,
    );
    this.reason = reason;
  }
}

/** Does what comes before anything is sent: a temporary folder that fails then ends the program with exit 2. */
export async function beforeSending<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TemporaryFolderError)) throw error;
    throw new TemporaryFolderError(error.reason, exitCodes.unusable, { cause: error });
  }
}

/** A new folder that only its owner can look into; whoever asked for it removes it. Throws TemporaryFolderError. */
export function makeTemporaryFolder(prefix: string): string {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (error) {
    throw new TemporaryFolderError(messageOf(error), exitCodes.unusable, { cause: error });
  }
}
