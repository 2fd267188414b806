import type { StaleAnswer } from "../../cells/stale-answer.ts";
import type { Problem } from "../../faults/problem.ts";
import type { Moved } from "../../requests/status-change.ts";
import type { StatusAnswer, StatusTools } from "../status-source.ts";
import type { CaqhAccount } from "./account.ts";
import { caqhResultColumns } from "./columns.ts";
import { goneKey, noKey, pairIn, type CaqhPair, numberKey } from "./match-key.ts";
import { ledgerKey, trackedStatuses } from "./read-statuses.ts";

const blank: StatusAnswer["answers"] = Object.fromEntries(caqhResultColumns.map(({ name }) => [name, ""]));

/** Nobody can be asked about. */
const none: StatusAnswer = {
  answers: { ...blank, caqh_next_action: "supply_caqh_id" },
  problem: undefined,
  stale: [],
  moved: [],
  changeKeys: [],
};

/**
 * The columns of a row in which the other ids are somebody else's: an earlier run's CAQH id that no NPI could be compared
 * with is theirs, too. Undefined where it is not such an id.
 */
export function answerOfStranger(matchKey: string): StatusAnswer | undefined {
  const pair = pairIn(matchKey);
  if (pair?.said !== "answer" || pair.words["npi"] !== undefined) return undefined;
  return { ...none, stale: strange(pair, undefined) };
}

/** The codes after which a person should see to the credentials, rather than just run again. */
const credentialCodes = new Set(["credentials_refused", "forbidden"]);

/**
 * The CAQH columns of a row.
 * @param previous what the roster holds in a column from an earlier run
 */
export async function answerOf(
  matchKey: string,
  previous: (column: string) => string,
  { account, queries, ledger }: Pick<StatusTools, "queries" | "ledger"> & { readonly account: CaqhAccount },
): Promise<StatusAnswer> {
  if (matchKey === noKey) return none;
  if (matchKey === goneKey) {
    const value = previous("caqh_provider_id");
    const stale: readonly StaleAnswer[] =
      value === "" ? [] : [{ column: "caqh_provider_id", value, whose: "someone else" }];
    return { ...none, answers: blank, stale };
  }
  const result = queries.result(matchKey);
  if (result === undefined) return { answers: {}, problem: undefined, stale: [], moved: [], changeKeys: [] };
  const pair = pairIn(matchKey);
  if (result.asked === undefined) return { ...none, stale: strange(pair, undefined, "nobody known") };
  const isOwn = pair === undefined || result.asked === numberKey({ by: "id", digits: pair.id });
  if (result.columns === undefined) {
    const { answers, ...rest } = failed(result.problem);
    // what an earlier run knew may be of somebody else
    return { ...rest, answers: isOwn ? answers : { ...blank, ...answers } };
  }
  const found = result.columns["caqh_provider_id"] ?? "";
  const isSame = plain(found) === plain(pair?.id ?? previous("caqh_provider_id"));
  const stale = isOwn || isSame ? [] : strange(pair, found);
  const kept = ledgerKey(account, result.asked);
  const moved: Moved[] = [];
  const changeKeys: string[] = [];
  for (const [what, column] of trackedStatuses) {
    const key = `${kept} ${what}`;
    const unreported = (await ledger.changes.unreportedOf([key])).get(key) ?? [];
    const before = isSame ? previous(column) : "";
    const from = before === "" ? unreported[0]?.from : before;
    const to = result.columns[column] ?? "";
    if (unreported.length > 0) changeKeys.push(key);
    if (from === undefined || to === "" || from === to) continue;
    moved.push({ platform: "caqh", request: `caqh ${what}`, from, to, seenAt: unreported.at(-1)?.seenAt });
  }
  return { answers: { ...blank, ...result.columns }, problem: undefined, stale, moved, changeKeys };
}

/** Ids may have lost the zeros at their beginning. */
function plain(id: string): string {
  return id.trim().replace(/^0+/, "");
}

function strange(
  pair: CaqhPair | undefined,
  found: string | undefined,
  whose: StaleAnswer["whose"] = "someone else",
): readonly StaleAnswer[] {
  if (pair === undefined) return [];
  const right = found === "" ? undefined : found;
  return [{ column: "caqh_provider_id", value: pair.id, whose, right }];
}

function failed(problem: Problem | undefined): StatusAnswer {
  const action = credentialCodes.has(problem?.code ?? "")
    ? "fix_credentials"
    : problem?.code === "npi_lookup_unavailable"
      ? "supply_caqh_id"
      : "retry";
  return {
    // what an earlier run knew stays, with its time
    answers: { caqh_error: problem?.message ?? "", caqh_next_action: action },
    problem,
    stale: [],
    moved: [],
    changeKeys: [],
  };
}
