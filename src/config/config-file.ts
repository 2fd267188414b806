import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { settings, type RawOptions } from "./flags.ts";
import { messageOf, UsageError } from "../errors.ts";
import { nearest } from "../text/nearest.ts";
import { environmentVariables } from "./accounts.ts";

/** The configuration file that is read when none is named. */
export const standardConfigFile = "roster-sync.config.json";

const known: ReadonlyMap<string, string> = new Map(Object.keys(settings).map((name) => [fold(name), name]));

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, "");
}

/**
 * Reads the configuration file: any flag by its name (`max-creates`, `maxCreates`, `max_creates`), nothing secret.
 * Without a name given, the standard file is read if it is there.
 */
export function readConfigFile(name: string | undefined, folder: string): RawOptions {
  const path = resolve(folder, name ?? standardConfigFile);
  if (name === undefined && !existsSync(path)) return {};
  const shownName = name ?? standardConfigFile;
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(parse(path, shownName))) {
    const option = known.get(fold(key));
    if (option === undefined || option === "config") throw unknownKey(key, shownName);
    options[option] = value;
  }
  return options;
}

function parse(path: string, name: string): object {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (missing) throw new UsageError(`There is no configuration file ${name}.`);
    // JSON's own message quotes the text around a mistake, which might be a secret put there by error
    const where = /line \d+ column \d+|position \d+/.exec(messageOf(error))?.[0];
    throw new UsageError(`${name} is not valid JSON${where === undefined ? "" : ` (${where})`}.`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new UsageError(`${name} must contain one object, { "setting": value, … }.`);
}

function unknownKey(key: string, file: string): UsageError {
  const secret = Object.keys(environmentVariables).find((name) => fold(name) === fold(key));
  if (secret !== undefined || /password|secret|token|api_?key/i.test(key)) {
    return new UsageError(
      `${file} contains "${key}", which belongs in the environment.`,
      `Set ${secret ?? "it as an environment variable"} there or in a .env file; credentials are never read from the configuration file.`,
    );
  }
  const meant = nearest(key, known.values());
  return new UsageError(
    `${file} contains "${key}", which is not a setting.`,
    meant === undefined ? undefined : `Did you mean "${meant}"?`,
  );
}
