import { basename, dirname, extname, join, resolve } from "node:path";
import type { RawOptions } from "../config/flags.ts";
import { UsageError, type ExitCode } from "../errors.ts";
import { runFiles, type FileReport } from "../files/run-files.ts";
import { openLog } from "../log.ts";
import type { Runtime } from "../runtime.ts";
import { settingsOf } from "./settings.ts";

/** Fetches credentialing files into a folder: the one that `--output` names, or `NAME.files` beside the roster. */
export async function fetchFiles(
  roster: string,
  options: RawOptions,
  runtime: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const all = settingsOf(options, runtime);
  if (all.accounts.medallion === undefined) {
    throw new UsageError(
      "Medallion is not configured.",
      "Set MEDALLION_API_KEY and MEDALLION_ORGANIZATION_ID.",
    );
  }
  const settings = {
    ...all,
    only: new Set(["credentialing" as const]),
    accounts: { ...all.accounts, caqh: undefined },
  };
  const folder = folderOf(roster, settings.outputs.results, runtime.cwd);
  const runId = runtime.randomHex(6);
  const counts: Record<FileReport["outcome"], number> = {
    fetched: 0,
    there_already: 0,
    not_closed: 0,
    failed: 0,
  };
  const code = await runFiles(
    {
      mode: "status",
      roster: roster === "-" ? "-" : resolve(runtime.cwd, roster),
      results: "-",
      settings,
      runtime,
      log: openLog(settings.log, runtime, runId),
      runId,
      commandLine: `roster-sync ${argv.join(" ")}`,
      ask: undefined,
    },
    folder,
    (report) => {
      counts[report.outcome] += 1;
      if (report.outcome === "failed") runtime.stderr.write(`row ${report.row}: ${report.problem}\n`);
    },
  );
  runtime.stderr.write(
    `${counts.fetched} fetched, ${counts.there_already} there already, ${counts.not_closed} not closed yet, ${counts.failed} failed; in ${folder}\n`,
  );
  return code;
}

function folderOf(roster: string, output: string | undefined, cwd: string): string {
  if (output !== undefined) return resolve(cwd, output);
  if (roster === "-") return resolve(cwd, "roster.files");
  const name = basename(roster, extname(roster)).replace(/\.results$/, "");
  return resolve(cwd, join(dirname(roster), `${name}.files`));
}
