import type { RosterColumn, ColumnPlaces } from "../cells/cells.ts";
import type { HeaderRule } from "../platforms/column.ts";
import { commonHeaderRules } from "../platforms/common-columns.ts";
import { platforms } from "../platforms/index.ts";
import { distance } from "../text/nearest.ts";
import { trimmed } from "../text/plain-text.ts";
import { columnOfHeader, inputColumns } from "./columns.ts";

/** What a header that is not recognized may be meant for. */
interface Hint {
  readonly column: RosterColumn;
  /** `spelling`: a slip of the keyboard; `meaning`: another word for it, which only a person can tell. */
  readonly by: "spelling" | "meaning";
}

/** The first rule that fits decides. */
const rules: readonly HeaderRule[] = [
  ...commonHeaderRules,
  ...new Set(platforms.flatMap(({ headerRules }) => headerRules)),
].toSorted((one, other) => one.place - other.place);

/** The words of a header in small letters, `ProviderNPI` and `NPI_Num` taken apart. */
function wordsOf(header: string): string {
  return header
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replaceAll("#", " number ")
    .replaceAll(/\((s|es)\)/g, "$1")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Names whose parts are letters of their own, which nobody mistypes into each other. */
const shortWord = 3;

/** A header is asked about more than once, and a sheet may have thousands. */
const hints = new Map<string, Hint | null>();

/** Longer texts are sentences, and no headers. */
const longestHeader = 80;

/** What a header that is none of ours may be meant for; undefined when it looks like nothing of ours. */
export function hintOf(header: string): Hint | undefined {
  const known = hints.get(header);
  if (known !== undefined) return known ?? undefined;
  const hint = findHint(header);
  hints.set(header, hint ?? null);
  return hint;
}

function findHint(header: string): Hint | undefined {
  if (header.length > longestHeader || columnOfHeader(header) !== undefined) return undefined;
  const words = wordsOf(header);
  if (words === "") return undefined;
  const misspelt = inputColumns.find((column) => isSlipOf(words, column));
  if (misspelt !== undefined) return { column: misspelt, by: "spelling" };
  const column = rules.find(({ says }) => says.test(words))?.column;
  return column === undefined ? undefined : { column, by: "meaning" };
}

/**
 * Whether a header is one of our names with a slip in it: the same words, each nearly the same. `License State` and
 * `Licensed States` are no slips: they are what a provider has. `License State 2` and `NPI 2` are second ones.
 */
function isSlipOf(words: string, column: RosterColumn): boolean {
  if (/\bstate$|\d|\b(?:licensed|status)\b/.test(words) || words.length < 5) return false;
  const [theirs, known] = [words.split(" "), column.split("_")];
  if (theirs.length === known.length)
    return theirs.every((word, place) => isNearly(word, known[place] ?? ""));
  const [folded, ours] = [theirs.join(""), known.join("")];
  return Math.abs(folded.length - ours.length) <= 1 && distance(folded, ours) <= 1;
}

function isNearly(word: string, known: string): boolean {
  if (word === known) return true;
  if (known.length <= shortWord || word[0] !== known[0]) return false;
  const most = known.length < 8 ? 1 : 2;
  return Math.abs(word.length - known.length) <= most && distance(word, known) <= most;
}

/** What templates write under a header to say how its column is to be filled. */
const hint = new RegExp(
  `^[(\\[*]*(?:${[
    "required(?: .*)?",
    "optional(?: .*)?",
    "mandatory",
    "conditional",
    "if (?:known|any|applicable|available)",
    "as applicable",
    "\\d+(?: ?- ?\\d+)?[ -]?(?:digits?|characters?|chars?|letters?)(?: .*)?",
    "numeric",
    "number",
    "numbers only",
    "text",
    "free text",
    "string",
    "alpha(?:numeric)?",
    "date",
    "boolean",
    "y ?/ ?n",
    "yes ?/ ?no",
    "yes or no",
    "true ?/ ?false",
    "mm.dd.yyyy",
    "m.d.yyyy",
    "yyyy.mm.dd",
    "drop[ -]?down(?: .*)?",
    "pick ?list",
    "select .*",
    "choose .*",
    "enter .*",
    "list",
    "format:? .*",
    "e\\.g\\..*",
    "ex(?:ample)?[:.] ?.*",
    "(?:two|2)[- ]letters?(?: .*)?",
    "(?:state )?(?:code|abbreviation)s?",
    "legal (?:first|last)? ?name(?: .*)?",
    "uuid",
  ].join("|")})[)\\]*.]*$`,
  "i",
);

/**
 * Whether the row right under the headers explains the columns, as payers' templates do ("Required", "10 digits",
 * "Y/N"): at least two cells of ours are filled, and each of them is such a note. Then it can be about nobody.
 */
export function isHintRow(
  cells: readonly string[],
  row: number,
  { indexOf, headerRow = 1 }: ColumnPlaces,
): boolean {
  if (row !== headerRow + 1) return false;
  const filled = inputColumns.flatMap((column) => {
    const text = trimmed(cells[indexOf.get(column) ?? -1] ?? "");
    return text === "" ? [] : [text];
  });
  return filled.length >= 2 && filled.every((text) => hint.test(text));
}

/** What is said of such a row. */
export const hintRowNote = {
  problem: "describes the columns and is not about a provider",
  remedy: "It is copied through unchanged; nothing is looked up or requested for it.",
};
