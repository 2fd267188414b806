import type { Settings } from "../config/settings.ts";
import type { LedgerOwner } from "../ledger/owner.ts";
import { titles } from "../platforms/titles.ts";

/** Whose ledger a run needs; undefined when the platform by whose organizations ledgers are told apart takes no part. */
export function ledgerOwner({ accounts }: Pick<Settings, "accounts">): LedgerOwner | undefined {
  if (accounts.medallion === undefined) return undefined;
  return {
    platform: "medallion",
    title: titles.medallion,
    organization: accounts.medallion.organizationId,
    setting: "MEDALLION_ORGANIZATION_ID",
  };
}
