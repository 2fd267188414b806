import { basename, dirname, extname, join, resolve } from "node:path";
import { UsageError } from "../errors.ts";

/** Workbooks that are of another kind than .xlsx on the inside, which spreadsheet programs hold against the name. */
const specialWorkbooks = new Set([".xlsm", ".xltx", ".xltm"]);

/** What spreadsheet programs open and this one does not write. */
const unwritable = new Set([".xls", ".xlsb", ".ods", ".numbers"]);

/**
 * `NAME.results.csv` beside `NAME.csv`, and the same for workbooks; a results file as roster is written again under
 * its own name. Throws UsageError for a name that promises what the file would not be.
 */
export function resultsPath(roster: string, output: string | undefined, cwd: string): string {
  if (output !== undefined) {
    if (output === "-") return "-";
    checkEnding(output, extname(roster).toLowerCase());
    return resolve(cwd, output);
  }
  // what a shell makes of <(...) has no folder in which anything could be written
  if (roster === "-" || /^\/(?:dev|proc)\//.test(roster)) return "-";
  const extension = extname(roster);
  const name = basename(roster, extension).replace(/\.results$/, "");
  return resolve(cwd, join(dirname(roster), `${name}.results${extension === "" ? ".csv" : extension}`));
}

function checkEnding(output: string, ofRoster: string): void {
  const ending = extname(output).toLowerCase();
  if (ending === ofRoster) return;
  if (unwritable.has(ending)) {
    throw new UsageError(`Results cannot be written as ${ending}.`, "Name a .xlsx or a .csv file.");
  }
  if (specialWorkbooks.has(ending)) {
    throw new UsageError(
      `Only a ${ending} roster can have ${ending} results.`,
      "Name a .xlsx or a .csv file.",
    );
  }
  if (ending === ".xlsx" && specialWorkbooks.has(ofRoster)) {
    throw new UsageError(
      `A ${ofRoster} roster cannot have .xlsx results.`,
      `Name a ${ofRoster} or a .csv file.`,
    );
  }
}
