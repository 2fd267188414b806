import { basename, dirname, extname, join, resolve } from "node:path";
import { UsageError } from "../../errors.ts";
import type { Mode } from "../../results/outcome.ts";

/** Workbooks that are of another kind than .xlsx on the inside, which spreadsheet programs hold against the name. */
const specialWorkbooks = new Set([".xlsm", ".xltx", ".xltm"]);

/** What spreadsheet programs open and this one does not write. */
const unwritable = new Set([".xls", ".xlsb", ".ods", ".numbers"]);

/** What decides how the results of a run are called. */
export interface ResultsName {
  readonly mode: Mode;
  readonly sandbox: boolean;
  /** The roster is an earlier results file: it has the column `sync_result`. */
  readonly isResults: boolean;
}

/** A results file may be worked on in place; what is only planned or rehearsed never touches it. */
export function mayBeOwnOutput({ mode, sandbox }: Omit<ResultsName, "isResults">): boolean {
  return mode !== "plan" && !sandbox;
}

/** Results where a command line wants them. Throws UsageError for a name that promises what the file would not be. */
export function namedResults(roster: string, output: string, cwd: string): string {
  if (output === "-") return "-";
  checkEnding(output, extname(roster).toLowerCase());
  return resolve(cwd, output);
}

/**
 * Results where nobody named them: `NAME.results.csv` beside `NAME.csv`, `NAME.plan.csv` of a plan, `NAME.sandbox.csv`
 * of a rehearsal, and the same for workbooks. A results file as roster is its own output, but for a plan or a rehearsal;
 * then NAME is what stands before its `.results`.
 */
export function standardResults(roster: string, run: ResultsName, cwd: string): string {
  // what a shell makes of <(...) has no folder in which anything could be written; Linux' memory has one
  if (roster === "-" || /^\/(?:dev\/(?!shm\/)|proc\/)/.test(roster)) return "-";
  if (run.isResults && mayBeOwnOutput(run)) return resolve(cwd, roster);
  const extension = extname(roster);
  const kind = run.sandbox ? "sandbox" : run.mode === "plan" ? "plan" : "results";
  const file = (name: string): string =>
    resolve(cwd, join(dirname(roster), `${name}.${kind}${extension === "" ? ".csv" : extension}`));
  const name = basename(roster, extension);
  const short = file(name.replace(/\.results$/, ""));
  // a plain roster may be called that, too, and is never its own output
  return short === resolve(cwd, roster) ? file(name) : short;
}

function checkEnding(output: string, ofRoster: string): void {
  const ending = extname(output).toLowerCase();
  if (ending === ofRoster) return;
  if (unwritable.has(ending)) {
    throw new UsageError(`Results cannot be written as ${ending}.`, "Use a .xlsx or .csv file name.");
  }
  if (specialWorkbooks.has(ending)) {
    throw new UsageError(
      `Only a ${ending} roster can have ${ending} results.`,
      "Use a .xlsx or .csv file name.",
    );
  }
  if (ending === ".xlsx" && specialWorkbooks.has(ofRoster)) {
    throw new UsageError(
      `A ${ofRoster} roster cannot have .xlsx results.`,
      `Use a ${ofRoster} or .csv file name.`,
    );
  }
}
