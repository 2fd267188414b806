import type { Environment, Variables } from "../options/account-spec.ts";
import { platforms } from "../platforms/index.ts";
import { postgresVariables } from "../ledger/postgres/variables.ts";
import { proxyVariables } from "./proxies.ts";

/** What each platform has read of its account, by its name; platforms whose credentials are not there take no part. */
export type Accounts = Readonly<Record<string, unknown>>;

/** Reads the accounts from the environment. Throws UsageError when one is there in part, or is not well formed. */
export function accountsOf(env: Environment): Accounts {
  const accounts = platforms.map(({ name, account }) => [name, account.read(env)] as const);
  return Object.fromEntries(accounts.filter(([, account]) => account !== undefined));
}

/** The environment variables that the program reads; docs/reference.md lists the same, word for word. */
export const environmentVariables: Variables = {
  ...Object.fromEntries(platforms.flatMap(({ account }) => Object.entries(account.variables))),
  ROSTER_SYNC_LEDGER: { describe: "the ledger, unless `--ledger` is given", standard: "roster-sync.db" },
  ...postgresVariables,
  ...proxyVariables,
};
