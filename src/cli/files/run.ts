import { basename, dirname, extname, join, resolve } from "node:path";
import type { RawOptions } from "../../config/flags.ts";
import { UsageError, type ExitCode } from "../../errors.ts";
import { checkClaims, checkFolder, outputFlags, runClaims } from "../../outputs/claims.ts";
import { requestPlatforms, documentPlatform } from "../../platforms/catalog.ts";
import type { Runtime } from "../../runtime.ts";
import { plainLines } from "../../text/plain-text.ts";
import { openRunConsole } from "../console.ts";
import { pathOf } from "../path.ts";
import { settingsOf } from "../settings.ts";
import { redactedCommand } from "../sync/redacted-command.ts";
import { runFiles, type FileReport } from "./run-files.ts";

/** Fetches credentialing files into a folder: the one that `--output` names, or `NAME.files` beside the roster. */
export async function fetchFiles(
  roster: string,
  options: RawOptions,
  outside: Runtime,
  argv: readonly string[],
): Promise<ExitCode> {
  const all = settingsOf(options, outside, outputFlags);
  const source = documentPlatform;
  if (source?.documents === undefined) throw new UsageError("No platform has documents to download.");
  if (all.accounts[source.name] === undefined)
    throw new UsageError(`${source.title} is not configured.`, `Set ${source.account.credentials}.`);
  const settings = {
    ...all,
    only: new Set([source.documents.work]),
    // what is only asked is not asked here
    accounts: Object.fromEntries(
      Object.entries(all.accounts).filter(([name]) => requestPlatforms.includes(name)),
    ),
  };
  const folder = folderOf(roster, all.outputs.results, outside.cwd);
  checkFolder("--output", folder);
  // before the log is begun, which may be one of them
  const named = { roster: pathOf(roster, outside.cwd), results: undefined, rosterIsOutput: false };
  checkClaims(runClaims(settings, { ...named, cwd: outside.cwd }));
  const runConsole = await openRunConsole(settings, outside);
  const { stderr } = runConsole.runtime;
  const counts: Record<FileReport["outcome"], number> = {
    fetched: 0,
    there_already: 0,
    not_closed: 0,
    not_requested: 0,
    failed: 0,
  };
  const code = await runFiles(
    {
      mode: "status",
      roster: pathOf(roster, outside.cwd),
      results: { pathFor: () => "-", mayBeRoster: false },
      settings,
      ...runConsole,
      commandLine: redactedCommand(argv),
      ask: undefined,
    },
    folder,
    (report) => {
      counts[report.outcome] += 1;
      if (report.outcome === "failed") stderr.write(plainLines(`row ${report.row}: ${report.problem}\n`));
    },
  );
  if (settings.quiet) return code;
  stderr.write(
    `${counts.fetched} downloaded, ${counts.there_already} already downloaded, ${counts.not_closed} still open,  ` +
      `${counts.not_requested} not requested, ${counts.failed} failed; in ${folder}\n`,
  );
  return code;
}

function folderOf(roster: string, output: string | undefined, cwd: string): string {
  if (output !== undefined) return resolve(cwd, output);
  if (roster === "-") return resolve(cwd, "roster.files");
  const name = basename(roster, extname(roster)).replace(/\.results$/, "");
  return resolve(cwd, join(dirname(roster), `${name}.files`));
}
