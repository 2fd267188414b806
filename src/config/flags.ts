import type { Flag, Setting } from "../options/option.ts";
import { rate, yesNo } from "../options/readers.ts";
import { platforms } from "../platforms/index.ts";
import { ownFlags } from "./own-flags.ts";

const aRate = {
  type: "string",
  takes: "RATE",
  describe: "Rate limit, for example 240/min",
  read: rate,
} as const;

/** The name of a flag that a platform brings along, without its dashes. */
export type PlatformFlagName = string & { readonly broughtBy: "platform" };

/** The flag for the rate limit of a platform. */
export function rateFlag(platform: string): PlatformFlagName {
  return `${platform}-rate` as PlatformFlagName;
}

/** The flags that platforms bring along, each with the one behind which it is listed. */
const platformFlags: readonly (readonly [name: string, flag: Flag, after: string])[] = [
  ...platforms.map(
    ({ name, rate: initial }) =>
      [rateFlag(name), { ...aRate, initial, group: "Platforms" }, "sandbox"] as const,
  ),
  ...platforms.flatMap(({ flags: own = {} }) =>
    Object.entries(own).map(
      ([name, { after, ...flag }]) => [name, { ...flag, group: "Platforms" }, after] as const,
    ),
  ),
];

/** The flags of the commands that work on a roster. */
export const flags: Readonly<Record<string, Flag>> = Object.fromEntries(
  Object.entries<Flag>(ownFlags).flatMap(([name, flag]) => [
    [name, flag] as const,
    ...platformFlags.flatMap(([added, theirs, after]) => (after === name ? [[added, theirs] as const] : [])),
  ]),
);

/** The columns for whose blank cells a yes or no of the configuration file counts. */
export const configurableColumns: readonly string[] = platforms
  .flatMap(({ columns }) => columns)
  .filter(({ configurable }) => configurable === true)
  .map(({ name }) => name);

/** What only the configuration file takes: it counts where a cell of the roster is blank. */
export const fileSettings: Readonly<Record<string, Setting<boolean>>> = Object.fromEntries(
  configurableColumns.map((name) => [
    settingFor(name),
    { describe: `\`true\` or \`false\` for \`${name}\``, read: yesNo },
  ]),
);

/** The setting of the configuration file that counts where a cell of a column is blank. */
export function settingFor(column: string): string {
  return column.replaceAll("_", "-");
}

/** Every setting. */
export const settings: Readonly<Record<string, Setting>> = { ...flags, ...fileSettings };

/** A setting by its name. Throws for a name that no setting has. */
export function settingNamed(name: string): Setting {
  const setting = settings[name];
  if (setting === undefined) throw new Error(`there is no setting ${name}`);
  return setting;
}

/** A flag by its name. Throws for a name that no flag has. */
export function flagNamed(name: FlagName): Flag {
  const flag = flags[name];
  if (flag === undefined) throw new Error(`there is no flag ${name}`);
  return flag;
}

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof ownFlags | PlatformFlagName;

/** The name of a setting that has nothing to do with single platforms. */
export type SettingName = keyof typeof ownFlags;

/** What a setting is once it has been read. */
export type Value<Name extends SettingName> =
  | ReturnType<(typeof ownFlags)[Name]["read"]>
  | ((typeof ownFlags)[Name] extends { readonly initial: unknown } ? never : undefined);

/** What was said on the command line or in the configuration file, not checked yet. */
export type RawOptions = Readonly<Partial<Record<SettingName, unknown>>> & Readonly<Record<string, unknown>>;
