import { createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { exitCodes, messageOf, UserError } from "../errors.ts";
import { Interruption } from "../runtime.ts";
import { makeTemporaryFolder, TemporaryFolderError } from "../database/temporary-folder.ts";

/** What came through a pipe, as a file that can be read more than once. */
export interface Spool {
  readonly path: string;
  readonly remove: () => void;
}

/**
 * Keeps what comes through a pipe in a private temporary file, since a roster is read more than once. Throws
 * TemporaryFolderError when there is no room, and a PersonError when the run is interrupted while it waits.
 */
export async function spooled(input: NodeJS.ReadableStream, interrupted?: AbortSignal): Promise<Spool> {
  const folder = makeTemporaryFolder("roster-sync-");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const path = join(folder, "roster");
  const file = createWriteStream(path, { mode: 0o600 });
  let failed: Error | undefined;
  file.on("error", (error) => (failed ??= error));
  try {
    await pipeline(input, file, interrupted === undefined ? {} : { signal: interrupted });
    return { path, remove };
  } catch (error) {
    remove();
    if (interrupted?.aborted === true) throw interruptedWhileReading(interrupted.reason);
    if (failed !== error) throw error;
    throw new TemporaryFolderError(messageOf(error), exitCodes.unusable, { cause: error });
  }
}

function interruptedWhileReading(reason: unknown): UserError {
  const code = reason instanceof Interruption ? reason.exitCode : exitCodes.interrupted;
  return new UserError("The roster was not read to its end, and nothing was sent.", code);
}
