import { stateCode } from "../cells/states.ts";
import type { Attributes, RemoteState } from "../ledger/entry.ts";
import { plainText } from "../text/plain-text.ts";
import { foldLabel } from "./people.ts";

/** Reading answers tolerantly: whatever is not as expected reads as absent, and nothing here throws. */

/** No text of a platform's is longer; the rest of one that is would only fill cells and ledgers. */
const longestText = 8_000;

/** The value as an object; undefined when it is none. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The objects of a list; empty when it is none. */
export function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return [];
  return value.map(objectIn).filter((item) => item !== undefined);
}

/**
 * A text or a number as trimmed text on one line, without signs that do something instead of showing something;
 * undefined when it is neither, or blank. What is longer than 8,000 letters is cut.
 */
export function textIn(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return undefined;
  const text = plainText(value.slice(0, longestText)).trim();
  return text === "" ? undefined : text;
}

/** An id in lower case, whether it stands there itself or inside an object with an `id`. */
export function idIn(value: unknown): string | undefined {
  return textIn(objectIn(value)?.["id"] ?? value)?.toLowerCase();
}

/** Whether it is one thing with an id: what a call for one thing answers. */
export function isThing(value: unknown): boolean {
  return idIn(objectIn(value)?.["id"]) !== undefined;
}

/**
 * Whether an id may become a part of a file's name. Ids are kept and compared whatever they look like; but one with a
 * slash, with dots or without end leads where nobody wants to go.
 */
export function isNameable(id: string): boolean {
  return /^[a-z\d][\w-]{0,99}$/i.test(id);
}

/** An id as a part of an address; one that is none becomes a part that leads to nothing. */
export function pathPart(id: string): string {
  const isPart = /^[\w~:.@+-]{1,200}$/.test(id) && /[^.]/.test(id);
  return isPart ? encodeURIComponent(id) : `not-an-id-${id.slice(0, 40).replaceAll(/[^\w-]/g, "-")}`;
}

/** A whole number, also when it came as text; undefined for one that no list can have. */
export function countIn(value: unknown): number | undefined {
  const text = textIn(value);
  const count = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(count) ? count : undefined;
}

/** A time as milliseconds since the epoch; any number of fractional digits will do. */
export function timeIn(value: unknown): number | undefined {
  const time = Date.parse(textIn(value) ?? "");
  return Number.isNaN(time) ? undefined : time;
}

/** When the youngest of some rows was made, by these fields. A day without a time of day tells nothing. */
export function youngestOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  fields: readonly string[],
): number | undefined {
  const times = rows
    .flatMap((row) => fields.map((field) => textIn(row[field]) ?? ""))
    .flatMap((text) => (text.length > "YYYY-MM-DD".length ? (timeIn(text) ?? []) : []));
  return times.length === 0 ? undefined : Math.max(...times);
}

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

/**
 * What the answer to a submission proves: that the request is there, with what is known of it, or nothing, and why.
 * An answer without sense, with an error inside, or about somebody else proves nothing.
 */
export type Acceptance = { readonly remote: RemoteState } | { readonly doubt: string };

type Row = Readonly<Record<string, unknown>>;

/** Words by which an answer says that it went well or not, whatever its status. */
const verdicts = ["success", "succeeded", "successful", "ok", "created", "accepted"];
const complaints = [
  "error",
  "errors",
  "error_message",
  "errormessage",
  "error_code",
  "errorcode",
  "exception",
];

/** The answer as an object that complains of nothing; else why it proves nothing. */
export function soundAnswer(body: unknown): { readonly row: Row } | { readonly doubt: string } {
  const row = objectIn(body);
  if (row === undefined) return { doubt: "an answer that does not show the request" };
  for (const [name, value] of Object.entries(row)) {
    const key = name.toLowerCase();
    if (complaints.includes(key) && !isEmpty(value)) return { doubt: "an answer that contains an error" };
    if (verdicts.includes(key) && (value === false || value === "false"))
      return { doubt: "an answer that says it was not done" };
  }
  return { row };
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  const whole = objectIn(value);
  return whole === undefined ? textIn(value) === undefined : Object.keys(whole).length === 0;
}

/** One thing that an answer may repeat of what was asked for. */
interface Echo {
  /** For the sentence, for example `provider`. */
  readonly what: string;
  readonly asked: string | undefined;
  /** As the answer has it; undefined when it says nothing of it. */
  readonly said: string | undefined;
  /** Whether both may be the same; equality unless told otherwise. */
  readonly fits?: (asked: string, said: string) => boolean;
}

/** The first thing that the answer says otherwise than it was asked, if any. */
export function contradiction(echoes: readonly Echo[]): string | undefined {
  const other = echoes.find(
    ({ asked, said, fits = (one: string, two: string) => one === two }) =>
      asked !== undefined && said !== undefined && !fits(asked, said),
  );
  return other === undefined ? undefined : `an answer about another ${other.what}`;
}

/** Whether the answer repeats all of these. */
export function repeats(echoes: readonly Echo[]): boolean {
  return echoes.every(({ asked, said }) => asked !== undefined && said !== undefined);
}

/** That the answer shows too little of the request. */
export const unshown = "an answer that does not show the request";

/**
 * Joins the parts of a natural key. Parts are kept readable; what would make two different keys equal is encoded.
 */
export function naturalKey(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll("%", "%25").replaceAll("|", "%7C")).join("|");
}
