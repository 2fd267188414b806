import type { CommandWords, OptionWords } from "./words.ts";

/** A completion script for zsh. */
export function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef roster-sync
# roster-sync completion for zsh: save it as _roster-sync in a folder of $fpath, or put it into ~/.zshrc after compinit
_roster-sync() {
  local -a commands
  commands=(
${commands.map(({ name, describe }) => `    ${quoted(`${name}:${describe}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(commandCase).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_roster-sync" ]; then
  _roster-sync "$@"
else
  compdef _roster-sync roster-sync
fi
`;
}

function commandCase({ name, options, words, takesFile }: CommandWords): string {
  const place = words.length > 0 ? `1:what:(${words.join(" ")})` : takesFile ? "1:roster:_files" : undefined;
  const specs = [...options.flatMap(optionSpecs), ...(place === undefined ? [] : [quoted(place)])];
  return `    ${name}) _arguments ${specs.join(" \\\n      ")} ;;`;
}

function optionSpecs({ name, alias, describe, takesValue, values, file }: OptionWords): readonly string[] {
  const text = describe.replaceAll(/[[\]:]/g, " ");
  const action = file ? "_files" : values.length > 0 ? `(${values.join(" ")})` : " ";
  const value = takesValue ? `:${name}:${action}` : "";
  const written = alias === undefined ? [`--${name}`] : [`--${name}`, `-${alias}`];
  return written.map((word) => quoted(`${word}[${text}]${value}`));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
