import type { Facts } from "../../ledger/entry.ts";
import type { Remote } from "../../workspace/remotes.ts";
import { foldPayer } from "../words.ts";

/**
 * How well a listed enrollment fits a wanted one: 0 when subject kind, state, payer or lines of business differ.
 * Payers are compared by the strongest name that both sides have: entity, else id, else folded name.
 */
export function enrollmentMatchRank(wanted: Facts, { facts: listed }: Remote): number {
  if (listed["subject"] !== wanted["subject"] || listed["state"] !== wanted["state"]) return 0;
  if (!sameLines(wanted["lines_of_business"], listed["lines_of_business"])) return 0;
  return payerRank(wanted, listed);
}

/** Whether two wanted enrollments are one, though their rows name the payer with different precision. */
export function sameEnrollment(one: Facts, other: Facts): boolean {
  return (
    one["subject"] === other["subject"] &&
    one["state"] === other["state"] &&
    sameLines(one["lines_of_business"], other["lines_of_business"]) &&
    payerRank(one, other) > 0
  );
}

/** How precisely a payer is named: by entity, by id or by name alone. */
export function payerStrength(facts: Facts): number {
  if (facts["payer_entity"] !== undefined) return 3;
  return facts["payer_id"] === undefined ? 1 : 2;
}

/** How surely two sets of facts name the same payer: 0 for another one. */
function payerRank(one: Facts, other: Facts): number {
  const both = (name: string): readonly [string, string] | undefined => {
    const [a, b] = [one[name], other[name]];
    return typeof a === "string" && typeof b === "string" ? [a.toLowerCase(), b.toLowerCase()] : undefined;
  };
  const entity = both("payer_entity");
  if (entity !== undefined) return entity[0] === entity[1] ? 3 : 0;
  const id = both("payer_id");
  if (id !== undefined) return id[0] === id[1] ? 2 : 0;
  const name = both("payer_name");
  return name !== undefined && foldPayer(name[0]) === foldPayer(name[1]) ? 1 : 0;
}

/** A list that leaves the lines of business out says nothing about them. */
function sameLines(wanted: Facts[string], listed: Facts[string]): boolean {
  if (!Array.isArray(listed)) return true;
  const [a, b] = [Array.isArray(wanted) ? wanted : [], listed];
  return a.length === b.length && a.every((line: string) => b.includes(line));
}
