import { both, says, type HeaderRule } from "../header-rule.ts";
import type { CaqhColumn } from "./columns.ts";

/** Headers that may be meant for columns of CAQH's. */
export const caqhHeaderRules: readonly HeaderRule<CaqhColumn>[] = [
  {
    place: 70,
    says: both("caqh|proview", "attest\\w*|current|due|last|complete|up to date"),
    column: undefined,
  },
  { place: 80, says: says("caqh|proview"), column: "caqh_provider_id" },
];
