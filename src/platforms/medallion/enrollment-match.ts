import type { Attributes, Holding } from "../../ledger/entry.ts";
import { isInForce, lapses, type Horizon, type Verdict } from "../holding-source.ts";
import { foldPayer, idIn, payerRank, payersAlike, codeIn, textIn, wordIn } from "../reading.ts";
import type { Remote } from "../resource.ts";

/**
 * How well a listed enrollment fits a wanted one: 0 when subject kind, state, payer or lines of business differ.
 * Payers are compared by the strongest name that both sides have: entity, else id, else folded name.
 */
export function enrollmentMatchRank(wanted: Attributes, { attributes: listed }: Remote): number {
  if (listed["subject"] !== wanted["subject"] || listed["state"] !== wanted["state"]) return 0;
  if (!sameLines(wanted["lines_of_business"], listed["lines_of_business"])) return 0;
  return payerRank(wanted, listed);
}

/** Whether two wanted enrollments are one, though their rows name the payer with different precision. */
export function sameEnrollment(one: Attributes, other: Attributes): boolean {
  return (
    one["subject"] === other["subject"] &&
    one["state"] === other["state"] &&
    sameLines(one["lines_of_business"], other["lines_of_business"]) &&
    payerRank(one, other) > 0 &&
    payerClash(one, other, "roster") === undefined
  );
}

/** Two enrollments in one state with the same number for two payers. */
interface PayerClash {
  readonly column: "payer_entity" | "payer_id";
  readonly value: string;
  /** The name of the second payer. */
  readonly name: string;
}

/**
 * The number that two enrollments have in common though they name two payers: a placeholder, or one that was filled
 * down too far. Rosters spell a payer in one way; a platform may show a longer form of its name.
 */
export function payerClash(
  one: Attributes,
  other: Attributes,
  source: "roster" | "platform",
): PayerClash | undefined {
  const isOther = ["subject", "state"].some((name) => one[name] !== other[name]);
  if (isOther || !sameLines(one["lines_of_business"], other["lines_of_business"])) return undefined;
  const both = (["payer_entity", "payer_id"] as const).find(
    (name) => typeof one[name] === "string" && typeof other[name] === "string",
  );
  if (both === undefined) return undefined;
  const [mine, theirs] = [one[both], other[both]].map((value) => String(value).toLowerCase());
  const [name, otherName] = [one["payer_name"], other["payer_name"]];
  if (mine !== theirs || typeof name !== "string" || typeof otherName !== "string") return undefined;
  const isSame =
    source === "roster" ? foldPayer(name) === foldPayer(otherName) : payersAlike(name, otherName);
  return isSame ? undefined : { column: both, value: String(one[both]), name: otherName };
}

/** How precisely a payer is named: by entity, by id or by name alone. */
export function payerStrength(attributes: Attributes): number {
  if (attributes["payer_entity"] !== undefined) return 3;
  return attributes["payer_id"] === undefined ? 1 : 2;
}

/** A list that leaves the lines of business out says nothing about them. */
function sameLines(wanted: Attributes[string], listed: Attributes[string]): boolean {
  if (!Array.isArray(listed)) return true;
  const [a, b] = [Array.isArray(wanted) ? wanted : [], listed];
  return a.length === b.length && a.every((line: string) => b.includes(line));
}

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

/** Whom a row of the platform's says an enrollment is with, and for which lines of business, by their ids. */
export function payerIn(row: Readonly<Record<string, unknown>>): Attributes {
  const lines = row["lines_of_business"];
  return {
    payer_name: wordIn(row["payer_name"]),
    payer_id: textIn(row["payer_id"])?.toLowerCase(),
    payer_entity: idIn(row["payer_entity"]),
    lines_of_business: Array.isArray(lines) ? lines.flatMap((line: unknown) => idIn(line) ?? []) : undefined,
  };
}
