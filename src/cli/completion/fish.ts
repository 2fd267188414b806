import type { CommandWords, OptionWords } from "./words.ts";

/** A completion script for fish. */
export function fishScript(commands: readonly CommandWords[]): string {
  return [
    "# roster-sync completion for fish: save it as ~/.config/fish/completions/roster-sync.fish",
    "complete -c roster-sync -n __fish_use_subcommand -f",
    ...commands.flatMap(commandLines),
    "",
  ].join("\n");
}

function commandLines({ name, describe, options, words, takesFile }: CommandWords): readonly string[] {
  const inside = `-n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c roster-sync -n __fish_use_subcommand -a ${name} -d ${quoted(describe)}`,
    ...(takesFile ? [] : [`complete -c roster-sync ${inside} -f`]),
    ...(words.length === 0 ? [] : [`complete -c roster-sync ${inside} -a ${quoted(words.join(" "))}`]),
    ...options.map((option) => `complete -c roster-sync ${inside} ${optionWords(option)}`),
  ];
}

function optionWords({ name, alias, describe, takesValue, values, file }: OptionWords): string {
  const short = alias === undefined ? "" : ` -s ${alias}`;
  const value = !takesValue
    ? ""
    : file
      ? " -r -F"
      : values.length > 0
        ? ` -x -a ${quoted(values.join(" "))}`
        : " -x";
  return `-l ${name}${short}${value} -d ${quoted(describe)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
