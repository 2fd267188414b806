import { commands as allCommands } from "../commands.ts";
import type { shells } from "./define.ts";
import { commandWords, type CommandWords, type OptionWords } from "./words.ts";

/** The completion script of a shell. It holds all words itself, so that pressing Tab starts no program. */
export function completionScript(shell: (typeof shells)[number]): string {
  const words = commandWords(allCommands);
  switch (shell) {
    case "bash":
      return bashScript(words);
    case "zsh":
      return zshScript(words);
    case "fish":
      return fishScript(words);
    case "powershell":
      return powershellScript(words);
  }
}

/** A completion script for bash. */
function bashScript(commands: readonly CommandWords[]): string {
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
${commands.map(bashCase).join("\n")}
  esac
}
complete -F _roster_sync roster-sync
`;
}

function bashCase({ name, options, words, takesFile }: CommandWords): string {
  const withValues = options.filter(({ takesValue }) => takesValue);
  const place =
    words.length > 0 ? `COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$cur"))` : takesFile ? filesOf : ":";
  return `    ${name})
      case "$prev" in
${withValues.map(valueCase).join("\n")}
      esac
      case "$cur" in
        -*) COMPREPLY=($(compgen -W "${options.flatMap(bashFlags).join(" ")} --help" -- "$cur")) ;;
        *) ${place} ;;
      esac ;;`;
}

const filesOf = 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"))';

function valueCase(option: OptionWords): string {
  const pattern = bashFlags(option).join("|");
  const answer = option.file
    ? filesOf
    : option.values.length > 0
      ? `COMPREPLY=($(compgen -W "${option.values.join(" ")}" -- "$cur"))`
      : ":";
  return `        ${pattern}) ${answer}; return ;;`;
}

function bashFlags({ name, alias }: OptionWords): readonly string[] {
  return alias === undefined ? [`--${name}`] : [`--${name}`, `-${alias}`];
}

/** A completion script for zsh. */
function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef roster-sync
# roster-sync completion for zsh: save it as _roster-sync in a folder of $fpath, or put it into ~/.zshrc after compinit
_roster-sync() {
  local -a commands
  commands=(
${commands.map(({ name, describe }) => `    ${zshQuoted(`${name}:${describe}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(zshCase).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_roster-sync" ]; then
  _roster-sync "$@"
else
  compdef _roster-sync roster-sync
fi
`;
}

function zshCase({ name, options, words, takesFile }: CommandWords): string {
  const place = words.length > 0 ? `1:what:(${words.join(" ")})` : takesFile ? "1:roster:_files" : undefined;
  const specs = [...options.flatMap(optionSpecs), ...(place === undefined ? [] : [zshQuoted(place)])];
  return `    ${name}) _arguments ${specs.join(" \\\n      ")} ;;`;
}

function optionSpecs({ name, alias, describe, takesValue, values, file }: OptionWords): readonly string[] {
  const text = describe.replaceAll(/[[\]:]/g, " ");
  const action = file ? "_files" : values.length > 0 ? `(${values.join(" ")})` : " ";
  const value = takesValue ? `:${name}:${action}` : "";
  const written = alias === undefined ? [`--${name}`] : [`--${name}`, `-${alias}`];
  return written.map((word) => zshQuoted(`${word}[${text}]${value}`));
}

function zshQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A completion script for fish. */
function fishScript(commands: readonly CommandWords[]): string {
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
    `complete -c roster-sync -n __fish_use_subcommand -a ${name} -d ${fishQuoted(describe)}`,
    ...(takesFile ? [] : [`complete -c roster-sync ${inside} -f`]),
    ...(words.length === 0 ? [] : [`complete -c roster-sync ${inside} -a ${fishQuoted(words.join(" "))}`]),
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
        ? ` -x -a ${fishQuoted(values.join(" "))}`
        : " -x";
  return `-l ${name}${short}${value} -d ${fishQuoted(describe)}`;
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** A completion script for PowerShell. */
function powershellScript(commands: readonly CommandWords[]): string {
  return `# roster-sync completion for PowerShell: put it into your profile ($PROFILE)
Register-ArgumentCompleter -Native -CommandName roster-sync -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${commands.map(commandEntry).join("\n")}
  }
  $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  $before = if ($wordToComplete) { $words[-2] } else { $words[-1] }
  if ($words.Count -le 1 -or ($words.Count -eq 2 -and $wordToComplete)) {
    $candidates = $commands.Keys | Sort-Object
  } else {
    $command = $commands[$words[1]]
    if (-not $command) { return }
    if ($command.Values.ContainsKey($before)) {
      $candidates = $command.Values[$before]
      # nothing of its own: PowerShell offers files
      if ($candidates.Count -eq 0) { return }
    } elseif ($wordToComplete.StartsWith('-')) {
      $candidates = $command.Flags
    } else {
      $candidates = $command.Words
    }
  }
  $candidates | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function commandEntry({ name, options, words }: CommandWords): string {
  const values = options
    .filter(({ takesValue }) => takesValue)
    .flatMap((option) => powershellFlags(option).map((word) => `'${word}' = ${listOf(option.values)}`));
  return `    '${name}' = @{
      Words = ${listOf(words)}
      Flags = ${listOf([...options.flatMap(powershellFlags), "--help"])}
      Values = @{ ${values.join("; ")} }
    }`;
}

function listOf(words: readonly string[]): string {
  return `@(${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(", ")})`;
}

function powershellFlags({ name, alias }: OptionWords): readonly string[] {
  return alias === undefined ? [`--${name}`] : [`--${name}`, `-${alias}`];
}
