import type { CommandWords, OptionWords } from "./words.ts";

/** A completion script for bash. */
export function bashScript(commands: readonly CommandWords[]): string {
  const names = [...commands.map(({ name }) => name), "help"].join(" ");
  return `# roster-sync completion for bash: put it into ~/.bashrc
_roster_sync() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$cur"))
    return
  fi
  case "$command" in
${commands.map(commandCase).join("\n")}
  esac
}
complete -F _roster_sync roster-sync
`;
}

function commandCase({ name, options, words, takesFile }: CommandWords): string {
  const withValues = options.filter(({ takesValue }) => takesValue);
  const place =
    words.length > 0 ? `COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$cur"))` : takesFile ? filesOf : ":";
  return `    ${name})
      case "$prev" in
${withValues.map(valueCase).join("\n")}
      esac
      case "$cur" in
        -*) COMPREPLY=($(compgen -W "${options.flatMap(written).join(" ")} --help" -- "$cur")) ;;
        *) ${place} ;;
      esac ;;`;
}

const filesOf = 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"))';

function valueCase(option: OptionWords): string {
  const pattern = written(option).join("|");
  const answer = option.file
    ? filesOf
    : option.values.length > 0
      ? `COMPREPLY=($(compgen -W "${option.values.join(" ")}" -- "$cur"))`
      : ":";
  return `        ${pattern}) ${answer}; return ;;`;
}

function written({ name, alias }: OptionWords): readonly string[] {
  return alias === undefined ? [`--${name}`] : [`--${name}`, `-${alias}`];
}
