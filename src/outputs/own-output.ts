import { basename } from "node:path";
import type { Settings } from "../config/settings.ts";
import type { Runtime } from "../runtime.ts";
import { checkClaims } from "./claims.ts";
import { beginOutput, type Finished, type OutputFile } from "./output-file.ts";
import { ledgerClaims, rosterClaims, settingClaims } from "./run-claims.ts";
import { orRefused, rulesFor, sweepBeside } from "./run-outputs.ts";
import { writtenByUser } from "./written.ts";

/** What a command knows that writes one file of its own. */
export interface OwnOutputTools {
  readonly settings: Pick<Settings, "ledger" | "config">;
  readonly runtime: Runtime;
  /** The roster that it reads, if it reads one, with its permissions. */
  readonly roster?: { readonly path: string; readonly mode: number | undefined } | undefined;
}

/**
 * Begins the one file that a command writes. It must be none of those that the command leaves alone. Throws UsageError
 * when that is so or when it cannot be begun.
 */
export async function beginOwnOutput(
  path: string,
  { settings, runtime, roster }: OwnOutputTools,
): Promise<OutputFile> {
  checkClaims(
    [
      { what: "--output", path, use: "written" },
      ...(roster === undefined ? [] : rosterClaims(roster.path)),
      ...ledgerClaims(settings.ledger),
      ...settingClaims(settings.config, runtime.cwd),
    ],
    runtime.stdout,
  );
  const runId = runtime.randomHex(6);
  await sweepBeside(path, { runtime, runId, dead: async () => new Set() });
  const written = writtenByUser(runtime.env);
  return orRefused(() =>
    beginOutput(path, rulesFor(runtime, runId, "output", { mode: roster?.mode, written })),
  );
}

/** Says where the file is kept that stood in the way. */
export function tellOfKept({ path, kept }: Finished, { stderr }: Runtime): void {
  if (kept === undefined) return;
  stderr.write(`kept: ${kept} (${basename(path)} was edited, or not written by roster-sync)\n`);
}
