import type { CommandWords, OptionWords } from "./words.ts";

/** A completion script for PowerShell. */
export function powershellScript(commands: readonly CommandWords[]): string {
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
    .flatMap((option) => written(option).map((word) => `'${word}' = ${listOf(option.values)}`));
  return `    '${name}' = @{
      Words = ${listOf(words)}
      Flags = ${listOf([...options.flatMap(written), "--help"])}
      Values = @{ ${values.join("; ")} }
    }`;
}

function listOf(words: readonly string[]): string {
  return `@(${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(", ")})`;
}

function written({ name, alias }: OptionWords): readonly string[] {
  return alias === undefined ? [`--${name}`] : [`--${name}`, `-${alias}`];
}
