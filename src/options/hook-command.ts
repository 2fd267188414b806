import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { UsageError } from "../errors.ts";

/** A program to start when a run has ended, with its arguments. */
export interface HookCommand {
  /** Where the program is; absolute. */
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * A command line as words, without a shell: blanks separate them, quotes of either kind and backslashes keep blanks.
 * Throws UsageError for a quote that is not closed.
 */
export function wordsOf(command: string): readonly string[] {
  const words: string[] = [];
  let rest = command.trim();
  while (rest !== "") {
    const match = /^(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/su.exec(rest);
    if (match === null) {
      throw new UsageError(
        "--on-end has a quote that is not closed.",
        `Write it as --on-end 'notify "two words"'.`,
      );
    }
    words.push(unquoted(match[0]));
    rest = rest.slice(match[0].length).trimStart();
  }
  return words;
}

function unquoted(word: string): string {
  return word.replaceAll(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gsu,
    (_all, double: string | undefined, single: string | undefined, escaped: string | undefined) =>
      double?.replaceAll(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? "",
  );
}

/**
 * Finds the program of a command: by its path when it has a slash, else along PATH. Throws UsageError when it is
 * not there or may not be run, so that nobody learns of it from a night that should have told them.
 */
export function findHook(
  words: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): HookCommand {
  const [program, ...args] = words;
  if (program === undefined || program === "") throw new UsageError("--on-end names no program.");
  const places = /[/\\]/.test(program)
    ? [isAbsolute(program) ? program : resolve(cwd, program)]
    : (env["PATH"] ?? "").split(delimiter).map((folder) => join(resolve(cwd, folder), program));
  const endings = process.platform === "win32" ? ["", ".exe"] : [""];
  const file = places.flatMap((place) => endings.map((ending) => place + ending)).find(isProgram);
  if (file !== undefined) return { file, args };
  const isThere = places.some(exists);
  throw new UsageError(
    isThere
      ? `--on-end names "${program}", which is not executable.`
      : `--on-end names "${program}", but there is no such program.`,
    isThere
      ? "Make it executable (chmod +x), or name the program that runs it."
      : "Use a program on PATH or its full path. It is started without a shell; for more than one command write a script.",
  );
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
