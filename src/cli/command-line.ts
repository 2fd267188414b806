import yargs, { type Argv } from "yargs";
import { flagNamed, flags, type FlagName, type RawOptions } from "../config/flags.ts";
import { exitCodes, ReaderGoneError, UsageError, type ExitCode } from "../errors.ts";
import type { Flag } from "../options/option.ts";
import type { Runtime } from "../runtime.ts";
import { nearest } from "../text/nearest.ts";
import { version } from "../version.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";

/** What yargs' types keep quiet about: the options of the command that was named. */
interface OptionsOwner {
  readonly getOptions: () => { readonly key: Readonly<Record<string, unknown>> };
}

/** Translates a command line into a command and runs it. Throws UsageError for what it does not understand. */
export async function runCommandLine(argv: readonly string[], runtime: Runtime): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const [first, ...others] = argv;
  if (first === "help") return runCommandLine([...others.slice(0, 1), "--help"], runtime);
  const names = commands.map(({ usage }) => usage.split(" ")[0] ?? "");
  if (first !== undefined && others.length === 0) refuseForeignFlag(first);
  const named = argv.find((word) => names.includes(word));
  const width = Math.min(runtime.stdout.isTerminal ? runtime.stdout.columns : 100, 110);
  // yargs lays its help out on every run, shown or not, which takes longer than all else that it does
  const layOutHelp = argv.length === 0 || argv.some((word) => word === "--help" || word === "-h");
  const parser: Argv = yargs()
    .scriptName("roster-sync")
    .usage(
      "$0 COMMAND [ROSTER] [options]\n\nKeeps a credentialing roster and the credentialing platforms in sync.",
    )
    .parserConfiguration({
      // without the first, only the last --map would count; with greedy ones, the roster behind it would be a second
      "duplicate-arguments-array": true,
      "greedy-arrays": false,
      "boolean-negation": true,
    })
    .version(version)
    .help()
    .alias({ help: "h", version: "V" })
    .strict()
    .wrap(layOutHelp ? width : null)
    .exitProcess(false)
    .fail((message, error: unknown) => {
      if (error instanceof Error) throw error;
      const { key } = (parser as unknown as OptionsOwner).getOptions();
      throw usageError(message, named, Object.keys(key), names);
    })
    .demandCommand(1, "Specify a command, for example: roster-sync sync roster.csv.")
    .epilogue("Exit codes: README.md. Columns, settings and environment variables: docs/reference.md.");
  for (const command of commands) {
    parser.command(
      command.usage,
      command.describe,
      (builder: Argv) => define(builder, command, layOutHelp),
      async (parsed) => {
        const args = withLast(parsed);
        exitCode = await untilReaderLeaves(
          command,
          command.run(withDashes(args), optionsOf(args, command), runtime, argv),
        );
      },
    );
  }
  // with a callback yargs hands its text over instead of printing it
  await parser.parseAsync(
    [...withSafeDashes(argv)],
    {},
    (_error: unknown, _args: unknown, output: string) => {
      if (output !== "") runtime.stdout.write(`${withoutTypes(output)}\n`);
    },
  );
  return exitCode;
}

/** Help as yargs lays it out, without the names of its types behind each flag. */
function withoutTypes(help: string): string {
  return help.replaceAll(/(?:\n +| *)\[(?:string|boolean|array|number)\](?= *(?:\[|$))/gm, "");
}

async function untilReaderLeaves({ onlyTells }: Command, work: Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work;
  } catch (error) {
    if (onlyTells === true && error instanceof ReaderGoneError) return exitCodes.done;
    throw error;
  }
}

/** @param isShown whether help is asked for; what is hidden costs no time to lay out */
function define(builder: Argv, command: Command, isShown: boolean): Argv {
  const everyday = (name: FlagName): number => Number(flagNamed(name).everyday !== true);
  for (const name of command.flags.toSorted((one, other) => everyday(one) - everyday(other))) {
    const flag = flagNamed(name);
    const standard = flag.standard ?? (typeof flag.initial === "string" ? flag.initial : undefined);
    const shown = standard === undefined ? "" : ` [default: ${standard}]`;
    builder.option(name, {
      describe: `${flag.describe}${shown}`,
      group: flag.everyday === true ? "Everyday:" : `${flag.group}:`,
      hidden: !isShown || command.hidden?.includes(name) === true,
      ...(flag.alias === undefined ? {} : { alias: flag.alias }),
      ...typeOf(flag),
    });
  }
  if (isShown) for (const [example, says] of command.examples) builder.example(`$0 ${example}`, says);
  return command.define?.(builder) ?? builder;
}

function typeOf(
  flag: Flag,
): { readonly type: "string" | "boolean" } | { readonly type: "array"; readonly string: true } {
  if (flag.type === "list") return { type: "array", string: true };
  return { type: flag.type };
}

/** The arguments with the last value of each flag that was given more than once and takes one. */
function withLast(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isList = (name: string): boolean => name === "_" || flags[name]?.type === "list";
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      Array.isArray(value) && !isList(name) ? (value.at(-1) as unknown) : value,
    ]),
  );
}

/** The flags that were given, by their names in the documentation. */
function optionsOf(args: Readonly<Record<string, unknown>>, command: Command): RawOptions {
  const given = command.flags.map((name): [FlagName, unknown] => [name, args[name]]);
  for (const [name, value] of given) {
    if (value === "" || (Array.isArray(value) && value.length === 0))
      throw new UsageError(`--${name} needs a value.`);
  }
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** Stands for a lone dash on its way through yargs, which takes one for nothing. */
const standIn = "\u0001stdin";

/** A command line with its lone dashes made safe: joined to the flag in front, or in place of a positional argument. */
function withSafeDashes(argv: readonly string[]): readonly string[] {
  const safe: string[] = [];
  for (const word of argv) {
    const before = safe.at(-1);
    if (word !== "-") safe.push(word);
    else if (before !== undefined && /^--?[a-z][a-z-]*$/.test(before))
      safe[safe.length - 1] = `${before}=${word}`;
    else safe.push(standIn);
  }
  return safe;
}

/** The arguments with their lone dashes back. */
function withDashes(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, value === standIn ? "-" : value]),
  );
}

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
function refuseForeignFlag(word: string): void {
  const plain = /^--?([a-z-]+)$/.exec(word)?.[1];
  if (plain === undefined || plain === "version" || !Object.hasOwn(elsewhere, plain)) return;
  throw new UsageError(`"${word}" is not recognized.`, elsewhere[plain]);
}

/**
 * What the parser complains of, in a sentence, with the word that was probably meant.
 * @param command the command that was named, if one was
 * @param known the options of that command
 */
function usageError(
  message: string,
  command: string | undefined,
  known: readonly string[],
  names: readonly string[],
): UsageError {
  const help = `See roster-sync ${command === undefined || !names.includes(command) ? "" : `${command} `}--help.`;
  const unknown = /^Unknown (?:arguments?|commands?): (.*)/.exec(message)?.[1];
  if (unknown !== undefined) return unknownWord(unknown.split(",")[0]?.trim() ?? unknown, known, names, help);
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
  names: readonly string[],
  help: string,
): UsageError {
  const said = `"${word}" is not recognized.`;
  const plain = word.replace(/^-+/, "").toLowerCase();
  if (Object.hasOwn(elsewhere, plain)) return new UsageError(said, elsewhere[plain]);
  const options = [...known.filter((name) => name.length > 1), ...Object.keys(flags)];
  const meant = nearest(word, [...options, ...names]);
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
