import { accountsOf, readConfigFile, readEnvironment } from "../config/environment.ts";
import type { FlagName, RawOptions } from "../config/flags.ts";
import { resolveSettings, type Settings } from "../config/resolve.ts";
import { UsageError } from "../errors.ts";
import type { Runtime } from "../runtime.ts";

/** The configuration file of a command line, or the standard one. */
export function configFileOf(options: RawOptions, runtime: Runtime): RawOptions {
  return readConfigFile(typeof options.config === "string" ? options.config : undefined, runtime.cwd);
}

/**
 * The settings of a command that works with the platforms: flags, configuration file and environment.
 * @param flagOnly what counts only on the command line
 */
export function settingsOf(
  options: RawOptions,
  runtime: Runtime,
  flagOnly: readonly FlagName[] = [],
): Settings {
  return resolved(options, runtime, accountsOf, flagOnly);
}

/** The settings of a command that needs no credentials, and does not mind whether they are complete. */
export function settingsWithoutAccounts(
  options: RawOptions,
  runtime: Runtime,
  flagOnly: readonly FlagName[] = [],
): Settings {
  return resolved(options, runtime, () => accountsOf({}), flagOnly);
}

/** Settings without some of them. */
export function without(file: RawOptions, names: readonly FlagName[]): RawOptions {
  return Object.fromEntries(Object.entries(file).filter(([name]) => !names.includes(name as FlagName)));
}

function resolved(
  options: RawOptions,
  runtime: Runtime,
  accountsIn: typeof accountsOf,
  flagOnly: readonly FlagName[],
): Settings {
  const env = readEnvironment(runtime.env, runtime.cwd);
  const file = without(configFileOf(options, runtime), flagOnly);
  return resolveSettings({ flags: options, file, accounts: accountsIn(env), env, cwd: runtime.cwd });
}

/** At least one platform must take part. */
export function checkSomePlatform({ accounts }: Settings): void {
  if (Object.values(accounts).some((account) => account !== undefined)) return;
  throw new UsageError(
    "No platform is configured.",
    "Set the credentials in the environment or in a .env file (see docs/reference.md), or try it with --sandbox.",
  );
}
