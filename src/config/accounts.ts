import type { Environment, Variables } from "./account-spec.ts";
import { caqhAccount } from "./accounts/caqh.ts";
import { medallionAccount } from "./accounts/medallion.ts";
import { verifiableAccount } from "./accounts/verifiable.ts";
import { proxyVariables } from "./proxies.ts";

/** The declared accounts of the platforms. */
export const accountSpecs = {
  medallion: medallionAccount,
  verifiable: verifiableAccount,
  caqh: caqhAccount,
} as const;

/** The platforms that take part: those whose credentials are there. */
export type Accounts = {
  readonly [Name in keyof typeof accountSpecs]: ReturnType<(typeof accountSpecs)[Name]["read"]>;
};

/** Reads the accounts from the environment. Throws UsageError when one is there in part, or is not well formed. */
export function accountsOf(env: Environment): Accounts {
  return {
    medallion: medallionAccount.read(env),
    verifiable: verifiableAccount.read(env),
    caqh: caqhAccount.read(env),
  };
}

/** The environment variables that the program reads; docs/reference.md lists the same, word for word. */
export const environmentVariables = {
  ...medallionAccount.variables,
  ...verifiableAccount.variables,
  ...caqhAccount.variables,
  ROSTER_SYNC_LEDGER: { describe: "the ledger, unless `--ledger` is given", standard: "roster-sync.db" },
  ...proxyVariables,
} as const satisfies Variables;
