import { flags } from "../config/flags.ts";
import { UsageError } from "../errors.ts";
import { nearest } from "../text/nearest.ts";

/** What people type who come from other tools, and what it is called here. */
const elsewhere: Readonly<Record<string, string>> = {
  "dry-run": "Use the command plan: it reads everything and sends nothing.",
  n: "Use the command plan: it reads everything and sends nothing.",
  q: "Did you mean --quiet?",
  y: "Did you mean --yes?",
  force: "Did you mean --yes?",
  v: "Did you mean --version, or --log-level debug for more output?",
  verbose: "Did you mean --log-level debug?",
  debug: "Did you mean --log-level debug?",
  silent: "Did you mean --quiet?",
  input: "The roster needs no flag: roster-sync sync roster.csv",
  out: "Did you mean --output?",
  run: "Did you mean sync? For example: roster-sync sync roster.csv",
  import: "Did you mean sync? For example: roster-sync sync roster.csv",
  validate: "Did you mean check?",
  lint: "Did you mean check?",
  init: "Did you mean template?",
  version: "Did you mean --version?",
};

/** An example of what stands in the place of a positional argument. */
const examples: Readonly<Record<string, string>> = {
  sync: "Specify the roster, for example: roster-sync sync roster.csv",
  plan: "Specify the roster, for example: roster-sync plan roster.csv",
  status: "Specify the roster, for example: roster-sync status roster.results.csv",
  check: "Specify the roster, for example: roster-sync check roster.csv",
  files: "Specify the roster, for example: roster-sync files roster.results.csv",
  export: "Specify what to export, for example: roster-sync export providers -o roster.csv",
  ledger:
    "Specify an action: list, export, resolve, runs, copy or upgrade. For example: roster-sync ledger list",
  completion: "Specify your shell: bash, zsh, fish or powershell. For example: roster-sync completion bash",
};

/** A flag of other tools that stands alone: the parser would only miss a command. */
export function refuseForeignFlag(word: string): void {
  const plain = /^--?([a-z-]+)$/.exec(word)?.[1];
  if (plain === undefined || plain === "version" || !Object.hasOwn(elsewhere, plain)) return;
  throw new UsageError(`"${word}" is not recognized.`, elsewhere[plain]);
}

/**
 * What the parser complains of, in a sentence, with the word that was probably meant.
 * @param command the command that was named, if one was
 * @param known the options of that command
 */
export function usageError(
  message: string,
  command: string | undefined,
  known: readonly string[],
  commands: readonly string[],
): UsageError {
  const help = `See roster-sync ${command === undefined || !commands.includes(command) ? "" : `${command} `}--help.`;
  const unknown = /^Unknown (?:arguments?|commands?): (.*)/.exec(message)?.[1];
  if (unknown !== undefined)
    return unknownWord(unknown.split(",")[0]?.trim() ?? unknown, known, commands, help);
  if (message.startsWith("Not enough non-option arguments")) {
    return new UsageError(
      (command === undefined ? undefined : examples[command]) ?? "Something is missing.",
      help,
    );
  }
  const choice = /Argument: ([^,]+), Given: ("?)(.*)\2, Choices: (.*)$/m.exec(message);
  if (choice !== null) return notOneOf(choice[1] ?? "", choice[3] ?? "", choice[4] ?? "", known);
  return new UsageError(message.endsWith(".") ? message : `${message}.`, help);
}

function unknownWord(
  word: string,
  known: readonly string[],
  commands: readonly string[],
  help: string,
): UsageError {
  const said = `"${word}" is not recognized.`;
  const plain = word.replace(/^-+/, "").toLowerCase();
  if (Object.hasOwn(elsewhere, plain)) return new UsageError(said, elsewhere[plain]);
  const options = [...known.filter((name) => name.length > 1), ...Object.keys(flags)];
  const meant = nearest(word, [...options, ...commands]);
  if (meant === undefined) return new UsageError(said, help);
  return new UsageError(said, `Did you mean ${options.includes(meant) ? "--" : ""}${meant}?`);
}

function notOneOf(name: string, given: string, list: string, known: readonly string[]): UsageError {
  const choices = [...list.matchAll(/"([^"]*)"/g)].map(([, choice]) => choice ?? "");
  const meant = nearest(given, choices);
  const flag =
    known.includes(name) && name !== "action" && name !== "what" && name !== "shell" ? `--${name}` : name;
  return new UsageError(
    `${flag} "${given}" is not valid.`,
    `Use one of ${choices.join(", ")}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
  );
}
