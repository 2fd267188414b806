import type { Attributes } from "../ledger/entry.ts";
import { stateCode } from "../cells/states.ts";
import { foldLabel } from "./people.ts";
import { objectIn, textIn } from "./reading.ts";

/** Where an object that stands for a word keeps it, the surest first. */
const wordKeys = ["code", "abbreviation", "value", "label", "name"];

/** A word that a list gives as text, or inside an object that stands for it; undefined when there is none. */
export function wordIn(value: unknown): string | undefined {
  const whole = objectIn(value);
  if (whole === undefined) return textIn(value);
  return wordKeys.map((key) => textIn(whole[key])).find((word) => word !== undefined);
}

/** A state as its code, whether a list says `TX`, `tx`, `Texas` or `{ "code": "TX" }`; a word that is none as it is. */
export function stateIn(value: unknown): string | undefined {
  const word = wordIn(value);
  return word === undefined ? undefined : (stateCode(word) ?? word.toUpperCase());
}

/** A word of an enumeration without regard to case, blanks and hyphens: `State Controlled` is `state_controlled`. */
export function codeIn(value: unknown): string | undefined {
  return wordIn(value)
    ?.toLowerCase()
    .replaceAll(/[\s_-]+/g, "_");
}

/** How companies end their names without meaning anything by it. */
const companyWords = new Set(
  "inc incorporated llc llp ltd limited co corp corporation company plc the and".split(" "),
);

/** A payer's name without case, punctuation, accents, `&` and what says only that it is a company. */
export function foldPayer(name: string): string {
  const words = foldLabel(name).split(" ");
  const kept = words.filter((word) => !companyWords.has(word));
  return (kept.length === 0 ? words : kept).join(" ");
}

/** Whether two names may be one payer's, told briefly in one place and in full in the other. */
export function payersAlike(one: string, other: string): boolean {
  const [short, long] = [foldPayer(one).split(" "), foldPayer(other).split(" ")].toSorted(
    (a, b) => a.length - b.length,
  );
  return (short ?? []).every((word) => (long ?? []).includes(word));
}

/** How surely two sets of attributes name the same payer: 0 for another one. */
export function payerRank(one: Attributes, other: Attributes): number {
  const both = (name: string): readonly [string, string] | undefined => {
    const [a, b] = [one[name], other[name]];
    return typeof a === "string" && typeof b === "string" ? [a.toLowerCase(), b.toLowerCase()] : undefined;
  };
  const entity = both("payer_entity");
  if (entity !== undefined) return entity[0] === entity[1] ? 3 : 0;
  const id = both("payer_id");
  if (id !== undefined) return id[0] === id[1] ? 2 : 0;
  const name = both("payer_name");
  return name !== undefined && foldPayer(name[0]) === foldPayer(name[1]) ? 1 : 0;
}
