import type { Settings } from "../config/settings.ts";
import type { LedgerOwner } from "../ledger/owner.ts";
import { platforms } from "../platforms/index.ts";

/** Whose ledger a run needs; undefined when the platform by whose organizations ledgers are told apart takes no part. */
export function ledgerOwner({ accounts }: Pick<Settings, "accounts">): LedgerOwner | undefined {
  const [owner] = platforms.flatMap(({ name, title, owner: told }) => {
    const account = accounts[name];
    if (account === undefined || told === undefined) return [];
    return [{ platform: name, title, organization: told.organization(account), setting: told.setting }];
  });
  return owner;
}
