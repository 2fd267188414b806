import type { Facts } from "../../ledger/entry.ts";
import type { Remote } from "../../workspace/remotes.ts";
import { foldLabel } from "../people.ts";

/**
 * How well a listed enrollment fits a wanted one: 0 when subject kind, state, payer or lines of business differ.
 * Payers are compared by the strongest name that both sides have: entity, else id, else folded name.
 */
export function enrollmentMatchRank(wanted: Facts, { facts: listed }: Remote): number {
  if (listed["subject"] !== wanted["subject"] || listed["state"] !== wanted["state"]) return 0;
  if (!sameLines(wanted["lines_of_business"], listed["lines_of_business"])) return 0;
  return payerRank(wanted, listed);
}

/** How surely two sets of facts name the same payer: 0 for another one. */
export function payerRank(one: Facts, other: Facts): number {
  const both = (name: string): readonly [string, string] | undefined => {
    const [a, b] = [one[name], other[name]];
    return typeof a === "string" && typeof b === "string" ? [a.toLowerCase(), b.toLowerCase()] : undefined;
  };
  const entity = both("payer_entity");
  if (entity !== undefined) return entity[0] === entity[1] ? 3 : 0;
  const id = both("payer_id");
  if (id !== undefined) return id[0] === id[1] ? 2 : 0;
  const name = both("payer_name");
  return name !== undefined && foldLabel(name[0]) === foldLabel(name[1]) ? 1 : 0;
}

/** A list that leaves the lines of business out says nothing about them. */
function sameLines(wanted: Facts[string], listed: Facts[string]): boolean {
  if (!Array.isArray(listed)) return true;
  const [a, b] = [Array.isArray(wanted) ? wanted : [], listed];
  return a.length === b.length && a.every((line: string) => b.includes(line));
}
