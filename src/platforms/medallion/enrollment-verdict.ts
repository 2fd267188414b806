import type { Holding } from "../../ledger/holding.ts";
import { isInForce, lapses, type Horizon, type Verdict } from "../in-force.ts";
import type { Attributes } from "../../ledger/entry.ts";
import { codeIn, payerRank } from "../words.ts";

/** What enrollments say of a wanted one: the same subject, payer and state, in force, for all lines of business that are wanted. */
export function enrollmentVerdict(
  wanted: Attributes,
  holdings: readonly Holding[],
  horizon: Horizon,
): Verdict {
  const same = holdings.filter(
    ({ kind, state, attributes }) =>
      kind === "enrollment" &&
      state === wanted["state"] &&
      attributes["subject"] === wanted["subject"] &&
      payerRank(wanted, attributes) > 0,
  );
  const lines = listIn(wanted["lines_of_business"]);
  const inForce = same.filter((holding) => isInForce(holding, horizon.today) && !lapses(holding, horizon));
  const covering = inForce.filter(
    ({ attributes }) => lines.length === 0 || lines.some((line) => covers(attributes, line)),
  );
  const uncovered = lines.filter((line) => !covering.some(({ attributes }) => covers(attributes, line)));
  if (covering.length > 0 && uncovered.length === 0) {
    const since = covering.flatMap(({ from }) => from ?? []).toSorted()[0];
    return { held: `in force since ${since}` };
  }
  if (covering.length > 0) return { uncovered };
  return noteOf(
    same.filter(({ attributes }) => lines.length === 0 || lines.some((line) => covers(attributes, line))),
    horizon,
  );
}

/** An enrollment that leaves its lines of business out says nothing about them. */
function covers(attributes: Attributes, line: string): boolean {
  const lines = attributes["lines_of_business"];
  return !Array.isArray(lines) || lines.includes(line);
}

function listIn(value: Attributes[string]): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function noteOf(same: readonly Holding[], { today }: Horizon): Verdict {
  const open = same.filter(({ until }) => until === undefined || until >= today);
  for (const { from, status, attributes } of open) {
    if (codeIn(attributes["par_status"]) === "non_par")
      return { note: "Medallion has this enrollment on file as non-participating." };
    if (from !== undefined && from > today)
      return { note: `Medallion has this enrollment on file, effective only from ${from}.` };
    if (from === undefined || (status !== undefined && codeIn(status) !== "active"))
      return {
        note: `Medallion has this enrollment on file, ${from === undefined ? "without an effective date (pending)" : `as ${status}`}.`,
      };
  }
  return {};
}
