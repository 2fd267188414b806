import { oneOf, type Reader } from "./readers.ts";

/**
 * A setting: what people are told about it, and how it is read. Command line, configuration file, completion,
 * docs/reference.md and the types of what the program works with all come from here.
 */
export interface Setting<T = unknown> {
  /** The help's text; the meaning in docs/reference.md begins with the same words. */
  readonly describe: string;
  /** What docs/reference.md writes behind the flag. */
  readonly takes?: string;
  readonly read: Reader<T>;
  /** The value where nobody sets one, as people would write it; without it the setting may be undefined. */
  readonly initial?: string | boolean;
  /** What happens where nobody sets one, in the words of help and documentation; the initial text needs none. */
  readonly standard?: string;
  /** The environment variable that counts where neither the command line nor the configuration file sets it. */
  readonly variable?: string;
}

/** A setting that is a flag of the command line as well. */
export interface Flag<T = unknown> extends Setting<T> {
  readonly type: "string" | "boolean" | "list";
  readonly alias?: string;
  readonly group: "Files" | "Rows" | "Platforms" | "Safety" | "Log";
  /** What people need on ordinary days; help shows it first. */
  readonly everyday?: true;
  /** The words that it takes, for completion. */
  readonly values?: readonly string[];
  /** It names a file, for completion. */
  readonly file?: true;
}

/** The flags of one group of the help. */
export function inGroup<
  const Group extends Flag["group"],
  const Flags extends Readonly<Record<string, Omit<Flag, "group">>>,
>(group: Group, members: Flags): { readonly [Name in keyof Flags]: Flags[Name] & { readonly group: Group } } {
  const grouped = Object.entries(members).map(([name, flag]) => [name, { ...flag, group }]);
  return Object.fromEntries(grouped) as {
    readonly [Name in keyof Flags]: Flags[Name] & { readonly group: Group };
  };
}

/** A flag that takes one of a few words. */
export function words<const Word extends string>(
  values: readonly Word[],
): { readonly type: "string"; readonly values: readonly Word[]; readonly read: Reader<Word> } {
  return { type: "string", values, read: oneOf(values) };
}
