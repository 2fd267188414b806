import type { RawOptions } from "../../config/flags.ts";
import { beforeSending } from "../../database/temporary-folder.ts";
import { exitCodes, type ExitCode } from "../../errors.ts";
import type { OutputFile } from "../../outputs/output-file.ts";
import { beginOwnOutput, tellOfKept } from "../../outputs/run-outputs.ts";
import { writeMarkedRoster } from "../../results/marked-roster.ts";
import { placeColumns } from "../../roster/headers.ts";
import { openRoster } from "../../roster/open.ts";
import { readingLines } from "../../roster/reading-text.ts";
import { parseRules } from "../../run/parse-rules.ts";
import type { Runtime } from "../../runtime.ts";
import { checkRoster } from "../../staging/check-roster.ts";
import { plainJson, plainLines } from "../../text/plain-text.ts";
import { pathOf } from "../path.ts";
import { settingsWithoutAccounts } from "../settings.ts";
import { namedResults } from "../sync/results-path.ts";
import { faultsAsJson, faultsAsText, faultSummary, noticesAsLines } from "./faults.ts";

/** How the faults are told. */
export interface CheckOutput {
  readonly json: boolean;
  /** Every problem is listed, however many there are. */
  readonly all: boolean;
  /** Where the roster goes with its faults beside it; `-` is stdout. */
  readonly output: string | undefined;
}

/** Checks a roster and tells what is wrong with it. */
export async function checkFile(
  roster: string,
  { json, all, output }: CheckOutput,
  options: RawOptions,
  runtime: Runtime,
): Promise<ExitCode> {
  const settings = settingsWithoutAccounts(options, runtime);
  const path = output === undefined ? undefined : namedResults(roster, output, runtime.cwd);
  const rosterPath = pathOf(roster, runtime.cwd);
  const source = await openRoster(rosterPath, runtime.stdin, settings, runtime.interrupted);
  let file: OutputFile | undefined;
  try {
    file =
      path === undefined
        ? undefined
        : await beginOwnOutput(path, { settings, runtime, roster: { path: rosterPath, mode: source.mode } });
    const places = placeColumns(source.header, settings.map, source);
    const defaults = parseRules(settings, runtime.clock.now());
    const checked = await beforeSending(() =>
      checkRoster(source.rows(), places, defaults, settings.only, source.headerPlace, source.notices),
    );
    if (file !== undefined) {
      tellOfKept(await writeMarkedRoster(file, source, places, checked), runtime);
    }
    const { stdout, stderr } = runtime;
    const reading = `${readingLines(source.name, checked.reading, source.headerPlace)}${noticesAsLines(checked)}`;
    if (path === "-") stderr.write(plainLines(reading + faultSummary(checked)));
    else if (json) await stdout.writeAll(plainJson(faultsAsJson(checked)));
    else {
      const columns = stdout.isTerminal ? stdout.columns : undefined;
      const gap = stdout.isTerminal ? "\n" : "";
      await stdout.writeAll(plainLines(`${reading}${gap}${faultsAsText(checked, all, columns)}`));
    }
    return checked.faults.length > 0 ? exitCodes.rowsFailed : exitCodes.done;
  } finally {
    await file?.abandon();
    await source.close();
  }
}
