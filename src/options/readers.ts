import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { ledgerAddressOf, type LedgerAddress } from "../ledger/address.ts";
import type { Rate } from "../text/counts.ts";
import type { Environment } from "./account-spec.ts";
import { wordsOf } from "./hook-command.ts";
import { durationMs, failureLimit, rateOf, wholeNumber, type FailureLimit } from "./measures.ts";

/** Where a value stands. */
export interface Place {
  /** As sentences name it: `--settle`, `roster-sync.config.json: settle`. */
  readonly name: string;
  /** The folder that paths are relative to. */
  readonly cwd: string;
  /** What else may be said there of an address. */
  readonly env: Environment;
}

/** Reads a value that somebody has set. Throws UsageError, which names the place, the value and the remedy. */
export type Reader<T> = (value: unknown, place: Place) => T;

/** Text; numbers and lists of a configuration file as people write them on a command line. */
export const text: Reader<string> = (value, { name }) => {
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(String).join(",");
  throw new UsageError(`${name} needs a value.`);
};

/** A file, as an absolute path; `-`, which is stdout, as it is. */
export const path: Reader<string> = (value, place) => {
  const written = text(value, place);
  return written === "-" ? written : resolve(place.cwd, written);
};

/** Where the ledger is: an address of PostgreSQL, or the path of a file. */
export const ledgerAddress: Reader<LedgerAddress> = (value, place) =>
  ledgerAddressOf(text(value, place), place.cwd, {
    named: place.name,
    isSecret: place.name === ledgerVariable,
    env: place.env,
  });

/** The only place of an address in which others cannot read a password. */
export const ledgerVariable = "ROSTER_SYNC_LEDGER";

/** True or false, or an answer in words. */
export const yesNo: Reader<boolean> = (value, { name }) => {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (word === "yes" || word === "true") return true;
  if (word === "no" || word === "false") return false;
  throw new UsageError(`${name} is true or false, not ${JSON.stringify(value)}.`);
};

/** A span of time in milliseconds. */
export const duration: Reader<number> = (value, place) => durationMs(text(value, place), place.name);

/** A span of time in milliseconds; the word `off` for none at all. */
export const durationOrOff: Reader<number | undefined> = (value, place) =>
  value === "off" ? undefined : duration(value, place);

/** A span of time in milliseconds; nothing needs no unit. */
export const durationOrZero: Reader<number> = (value, place) =>
  /^0+$/.test(text(value, place)) ? 0 : duration(value, place);

/** So many calls in a span of time. */
export const rate: Reader<Rate> = (value, place) => rateOf(text(value, place), place.name);

/** A whole number, this or more. */
export function count(least: number): Reader<number> {
  return (value, { name }) => wholeNumber(value, name, least);
}

/** So many rows, or a share of all rows. */
export const failures: Reader<FailureLimit> = (value, place) => failureLimit(text(value, place), place.name);

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Reader<Word> {
  return (value, place) => {
    const written = text(value, place);
    const found = words.find((word) => word === written);
    if (found !== undefined) return found;
    const known =
      words.length > 3 ? `one of ${words.join(", ")}` : words.join(", ").replace(/, (?=[^,]*$)/, " or ");
    throw new UsageError(`${place.name} "${written}" is not valid.`, `Use ${known}.`);
  };
}

/** A program and its arguments: one text, as it stands on a command line, or a list of words. */
export const command: Reader<readonly string[]> = (value, place) => {
  const words = Array.isArray(value) ? value.map(String) : wordsOf(text(value, place));
  if (words.length > 0) return words;
  throw new UsageError(`${place.name} names no program.`);
};
