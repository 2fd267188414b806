import { both, says, type HeaderRule } from "../header-rule.ts";
import type { VerifiableColumn } from "./columns.ts";

/** Headers that may be meant for columns of Verifiable's. */
export const verifiableHeaderRules: readonly HeaderRule<VerifiableColumn>[] = [
  { place: 110, says: both("verifiable", "facility"), column: "verifiable_facility_id" },
  { place: 120, says: both("verifiable", "id|ids|uuid|provider"), column: "verifiable_provider_id" },
  { place: 360, says: both("self", "manage[sd]?|managing"), column: "is_self_managed" },
  { place: 450, says: says("facilit(?:y|ies)$"), column: "facility_name" },
];
