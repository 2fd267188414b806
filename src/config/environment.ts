import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv, TextDecoder } from "node:util";
import { messageOf, UsageError } from "../errors.ts";
import type { Environment } from "../options/account-spec.ts";
import { environmentVariables } from "./accounts.ts";

/**
 * The environment, with the `.env` file of the current folder behind it: what is set already is not replaced.
 * Throws UsageError when that file sets one of our variables in a way that cannot be understood.
 */
export function readEnvironment(env: Environment, cwd: string): Environment {
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value !== "");
  return { ...environmentFile(cwd), ...Object.fromEntries(set) };
}

/** What the `.env` file of a folder sets; nothing when there is none. Throws UsageError as {@link readEnvironment}. */
export function environmentFile(folder: string): Environment {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, ".env"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new UsageError(`The .env file cannot be read: ${messageOf(error)}.`);
  }
  return parseFile(textOf(bytes));
}

/** Windows' own shells write UTF-16 with `>`, some with a mark in front. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  const marked =
    first === 0xff && second === 0xfe
      ? "utf-16le"
      : first === 0xfe && second === 0xff
        ? "utf-16be"
        : undefined;
  // a letter of ASCII is half a zero in UTF-16, and there is no zero in any other text
  const bare = second === 0 ? "utf-16le" : first === 0 ? "utf-16be" : "utf-8";
  return new TextDecoder(marked ?? bare).decode(bytes);
}

/** How a line may set a variable: as files of this kind do, as YAML does, as three shells do. */
const setting = /^\s*(?:export\s+|set\s+|\$env:)?(\w+)\s*[=:]\s*(\S.*|)$/i;

const names: ReadonlyMap<string, string> = new Map(
  Object.keys(environmentVariables).map((name) => [name.toLowerCase(), name]),
);

function parseFile(text: string): Environment {
  const plain = text
    .split(/\r\n?|\n/)
    .map(plainLine)
    .join("\n");
  // the parser takes a line without an equals sign for the beginning of the next name
  const values = Object.fromEntries(
    Object.entries(parseEnv(plain)).map(([name, value]) => [name.split("\n").at(-1)?.trim() ?? name, value]),
  );
  for (const [place, line] of plain.split("\n").entries()) {
    const word = /^\s*(?:export\s+|set\s+|\$env:)?(\w+)/i.exec(line)?.[1] ?? "";
    const name = names.get(word.toLowerCase());
    if (name === undefined || values[name] !== undefined || values[word] !== undefined) continue;
    throw new UsageError(
      `Line ${place + 1} of the .env file names ${name} but does not set it.`,
      `Write it as ${name}=value.`,
    );
  }
  const said = plain.split("\n").find((line) => /^\s*[^#\s]/.test(line));
  if (said !== undefined && Object.keys(values).length === 0) {
    throw new UsageError("The .env file has no line that can be read.", "Each line is NAME=value.");
  }
  return values;
}

/** A line that sets one of our variables in another way, as NAME=value; every other line as it is. */
function plainLine(line: string): string {
  const [, word = "", value = ""] = setting.exec(line) ?? [];
  const name = names.get(word.toLowerCase());
  return name === undefined ? line : `${name}=${wholeValue(value.trim())}`;
}

/** A password may have a # in it, which is no remark unless a blank stands before it. */
function wholeValue(value: string): string {
  if (/^["'`#]/.test(value) || !/[^\s]#/.test(value)) return value;
  const said = value.replace(/\s#.*$/, "").trim();
  const mark = ["'", '"', "`"].find((each) => !said.includes(each));
  return mark === undefined ? value : `${mark}${said}${mark}`;
}
