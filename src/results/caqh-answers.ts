import { caqhStatusColumns } from "../ledger/caqh-answers.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { noCaqhHandle } from "../plan/stage.ts";
import { resultColumns, type ResultColumn } from "../roster/columns.ts";
import type { Problem } from "../workspace/staged-rows.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { RowAnswers } from "./layout.ts";
import type { Moved } from "./moved.ts";

/** What CAQH's answer says of a row. */
export interface CaqhAnswer {
  readonly answers: RowAnswers;
  readonly problem: Problem | undefined;
  readonly moved: readonly Moved[];
  /** The keys of the changes, to be marked as told. */
  readonly changeKeys: readonly string[];
}

const caqhColumns = resultColumns.filter((column): column is ResultColumn & `caqh_${string}` =>
  column.startsWith("caqh_"),
);
const blank: RowAnswers = Object.fromEntries(caqhColumns.map((column) => [column, ""]));

/** The codes after which a person should see to the credentials, rather than just run again. */
const credentialCodes = new Set(["credentials_refused", "forbidden"]);

/**
 * The CAQH columns of a row.
 * @param previous what the roster holds in a column from an earlier run
 */
export async function caqhAnswer(
  handle: string,
  organizationId: string,
  previous: (column: ResultColumn) => string,
  workspace: Workspace,
  ledger: Ledger,
): Promise<CaqhAnswer> {
  if (handle === noCaqhHandle) {
    return {
      answers: { ...blank, caqh_next_action: "supply_caqh_id" },
      problem: undefined,
      moved: [],
      changeKeys: [],
    };
  }
  const result = workspace.caqh.result(handle);
  if (result === undefined) return { answers: {}, problem: undefined, moved: [], changeKeys: [] };
  if (result.columns === undefined) return failed(result.problem);
  const ledgerHandle = `caqh|${organizationId}|${handle}`;
  const moved: Moved[] = [];
  const changeKeys: string[] = [];
  for (const [what, column] of caqhStatusColumns) {
    const key = `${ledgerHandle} ${what}`;
    const untold = await ledger.changes.untold(key);
    const before = previous(column);
    const from = before === "" ? untold[0]?.from : before;
    const to = result.columns[column] ?? "";
    if (untold.length > 0) changeKeys.push(key);
    if (from === undefined || to === "" || from === to) continue;
    moved.push({ platform: "caqh", request: `caqh ${what}`, from, to, seenAt: untold.at(-1)?.seenAt });
  }
  return { answers: { ...blank, ...result.columns }, problem: undefined, moved, changeKeys };
}

function failed(problem: Problem | undefined): CaqhAnswer {
  const action = credentialCodes.has(problem?.code ?? "")
    ? "fix_credentials"
    : problem?.code === "npi_lookup_unavailable"
      ? "supply_caqh_id"
      : "retry";
  return {
    // what an earlier run knew stays, with its time
    answers: { caqh_error: problem?.problem ?? "", caqh_next_action: action },
    problem,
    moved: [],
    changeKeys: [],
  };
}
