import yargs from "yargs";
import { flagNamed, type FlagName } from "../../config/flags.ts";
import type { Command } from "../command.ts";

/** A flag as a shell completes it. */
export interface OptionWords {
  readonly name: string;
  readonly alias: string | undefined;
  readonly describe: string;
  /** Takes a value; without values of its own and without files the shell offers nothing for it. */
  readonly takesValue: boolean;
  readonly values: readonly string[];
  readonly file: boolean;
}

/** A command as a shell completes it. */
export interface CommandWords {
  readonly name: string;
  readonly describe: string;
  readonly options: readonly OptionWords[];
  /** What may stand in its first place: these words, or a file where there are none. */
  readonly words: readonly string[];
  readonly takesFile: boolean;
}

/** What yargs knows of a command's own options; its types keep quiet about it. */
interface Defined {
  readonly key: Readonly<Record<string, unknown>>;
  readonly alias: Readonly<Record<string, readonly string[]>>;
  readonly boolean: readonly string[];
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

/** Everything that completion scripts are made from, read from the commands themselves. */
export function commandWords(commands: readonly Command[]): readonly CommandWords[] {
  return commands.map((command) => {
    const parser = yargs([]).help(false).version(false);
    const builder = command.define?.(parser) ?? parser;
    const defined = (builder as unknown as { readonly getOptions: () => Defined }).getOptions();
    const descriptions = (
      builder as unknown as {
        readonly getInternalMethods: () => {
          readonly getUsageInstance: () => { readonly getDescriptions: () => Record<string, string> };
        };
      }
    )
      .getInternalMethods()
      .getUsageInstance()
      .getDescriptions();
    const [name = "", ...places] = command.usage.split(" ");
    const positionals = places.map((place) => place.replaceAll(/[<>[\]]/g, ""));
    const shown = command.flags.filter((flag) => command.hidden?.includes(flag) !== true);
    const common = shown.map((flag) => flagWords(flag));
    const own = Object.keys(defined.key)
      .filter((key) => key.length > 1 && !positionals.includes(key) && !shown.some((flag) => flag === key))
      .map((key) => ownWords(key, defined, descriptions));
    const [first] = positionals;
    const words = first === undefined ? [] : (defined.choices[first] ?? []);
    return {
      name,
      describe: command.describe,
      options: [...common, ...own],
      words,
      takesFile: first === "roster",
    };
  });
}

function flagWords(name: FlagName): OptionWords {
  const flag = flagNamed(name);
  return {
    // shown by default, so that people only ever write the opposite
    name: name === "progress" ? "no-progress" : name,
    alias: flag.alias,
    describe: flag.describe,
    takesValue: flag.type !== "boolean",
    values: flag.values ?? [],
    file: flag.file === true,
  };
}

const fileOptions = new Set(["output", "roster", "faults"]);

function ownWords(
  name: string,
  { alias, boolean, choices }: Defined,
  descriptions: Readonly<Record<string, string>>,
): OptionWords {
  return {
    name,
    alias: alias[name]?.find((short) => short.length === 1),
    describe: (descriptions[name] ?? "").replace(/^__yargsString__:/, ""),
    takesValue: !boolean.includes(name),
    values: choices[name] ?? [],
    file: fileOptions.has(name),
  };
}
