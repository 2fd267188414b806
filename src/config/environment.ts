import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { messageOf, UsageError } from "../errors.ts";

/** The environment, with the `.env` file of the current folder behind it: what is set already is not replaced. */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Readonly<Record<string, string | undefined>> {
  let text: string;
  try {
    text = readFileSync(join(cwd, ".env"), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return env;
    throw new UsageError(`The .env file cannot be read: ${messageOf(error)}.`);
  }
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value !== "");
  return { ...parseEnv(text.replace(/^\uFEFF/, "")), ...Object.fromEntries(set) };
}
