import yargs, { type Argv } from "yargs";
import { flagNamed, flags, type FlagName, type RawOptions } from "../config/flags.ts";
import type { Flag } from "../options/option.ts";
import { exitCodes, ReaderGoneError, UsageError, type ExitCode } from "../errors.ts";
import type { Runtime } from "../runtime.ts";
import { version } from "../version.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { withDashes, withSafeDashes } from "./lone-dash.ts";
import { refuseForeignFlag, usageError } from "./wrong-words.ts";

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
