import { existsSync } from "node:fs";
import { exitCodes, UsageError, type ExitCode } from "../../errors.ts";
import { beginOwnOutput } from "../../outputs/run-outputs.ts";
import { plainDialect } from "../../results/csv-text.ts";
import { openSink } from "../../results/open-results.ts";
import { columnSpecs } from "../../roster/columns.ts";
import type { Runtime } from "../../runtime.ts";
import { settingsWithoutAccounts } from "../settings.ts";
import { namedResults } from "../sync/results-path.ts";

/** The columns that most rosters need, in the order of a new roster. */
const starters = columnSpecs
  .flatMap((spec) => (spec.starter === undefined ? [] : [{ ...spec, starter: spec.starter }]))
  .toSorted((one, other) => one.starter.place - other.starter.place);

/** Writes a starter roster. A file that is there already is left alone. */
export async function writeTemplate(
  { all, output }: { readonly all: boolean; readonly output: string },
  runtime: Runtime,
): Promise<ExitCode> {
  const path = namedResults("roster.csv", output, runtime.cwd);
  if (path !== "-" && existsSync(path)) {
    throw new UsageError(`${output} already exists.`, "Use a new file name; nothing was written.");
  }
  const columns = all ? columnSpecs : starters;
  const rows = Math.max(...starters.map(({ starter }) => starter.cells.length));
  const settings = settingsWithoutAccounts({}, runtime);
  const sink = await openSink(await beginOwnOutput(path, { settings, runtime }), plainDialect);
  try {
    await sink.row(columns.map(({ name }) => name));
    for (let row = 0; row < rows; row += 1)
      await sink.row(columns.map(({ starter }) => starter?.cells[row] ?? ""));
    await sink.finish();
  } finally {
    await sink.abandon();
  }
  return exitCodes.done;
}
