import { columnOfHeader } from "./columns.ts";

/** How a spreadsheet program wrote the file; the results are written the same way. */
export interface Dialect {
  readonly encoding: Encoding;
  /** A byte-order mark stands in front. */
  readonly bom: boolean;
  readonly delimiter: Delimiter;
  readonly lineEnd: LineEnd;
  /** Excel's first line `sep=;`, as it stands, without its line end. */
  readonly sepLine: string | undefined;
  /** The rows above the headers, as they stand, with their line ends. */
  readonly above: string;
  /** The last row ends with a line end. */
  readonly endsWithLineEnd: boolean;
}

/** The encodings that spreadsheet programs write, by iconv-lite's names. */
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "macintosh"] as const;
/** One of {@link encodings}. */
export type Encoding = (typeof encodings)[number];

/** What parts the cells of a row. */
export const delimiters = [",", ";", "\t", "|"] as const;
/** One of {@link delimiters}. */
export type Delimiter = (typeof delimiters)[number];

/** What parts the rows. */
export type LineEnd = "\r\n" | "\n" | "\r";

/** A text from a row on, counted from 1, its line breaks between quotes aside. */
export function textFromRow(text: string, row: number): string {
  let [ends, length] = [0, 0];
  if (row <= 1) return text;
  for (const { letter, quoted, next } of letters(text, delimiters)) {
    length += 1;
    if (quoted || !isLineEnd(letter) || (letter === "\r" && next === "\n")) continue;
    ends += 1;
    if (ends === row - 1) break;
  }
  return text.slice(length);
}

/** Excel's line in front of the header, which names the delimiter. */
export function sepLineOf(
  text: string,
): { readonly line: string; readonly delimiter: Delimiter } | undefined {
  const match = /^("?)sep=(.)\1(?=\r|\n|$)/i.exec(text);
  const delimiter = delimiters.find((known) => known === match?.[2]);
  return match === null || delimiter === undefined ? undefined : { line: match[0], delimiter };
}

/**
 * The delimiter of a text, from its first lines: the one that parts the most headers that mean something, else the
 * one that gives the header the most cells and most of the rows after it the same number. What stands between quotes
 * does not count. A comma when nothing speaks for any.
 */
export function sniffDelimiter(text: string): Delimiter {
  const telling = delimiters.map((delimiter) => meaningfulHeaders(text, delimiter));
  const most = Math.max(...telling);
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ",", score: 0 };
  for (const [place, delimiter] of delimiters.entries()) {
    if (telling[place] !== most) continue;
    const counts = countsByLine(text, delimiter, 50);
    const header = counts[0] ?? 0;
    if (header === 0) continue;
    const alike = counts.filter((count) => count === header).length / counts.length;
    const score = header * (0.1 + alike);
    // where nothing else decides, the rarer sign: commas stand in prose
    if (score >= best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How many cells of the first line that holds anything are headers of ours. */
function meaningfulHeaders(text: string, delimiter: Delimiter): number {
  let [count, cell] = [0, ""];
  const end = (): void => {
    if (columnOfHeader(cell) !== undefined) count += 1;
    cell = "";
  };
  for (const { letter, quoted } of letters(text.trimStart(), [delimiter])) {
    if (!quoted && isLineEnd(letter)) break;
    if (!quoted && letter === delimiter) end();
    else cell += letter;
  }
  end();
  return count;
}

function countsByLine(text: string, delimiter: Delimiter, lines: number): readonly number[] {
  const counts: number[] = [];
  let count = 0;
  let filled = false;
  for (const { letter, quoted } of letters(text, [delimiter])) {
    if (quoted) continue;
    if (isLineEnd(letter)) {
      if (filled) counts.push(count);
      if (counts.length === lines) return counts;
      count = 0;
      filled = false;
    } else {
      filled = true;
      if (letter === delimiter) count += 1;
    }
  }
  // the last line may be cut off by the end of the sample
  if (filled && counts.length === 0) counts.push(count);
  return counts;
}

/** The line end of a text: the first that does not stand between quotes. */
export function sniffLineEnd(text: string, delimiter?: Delimiter): LineEnd {
  const parting = delimiter === undefined ? delimiters : [delimiter];
  for (const { letter, quoted, next } of letters(text, parting)) {
    if (quoted) continue;
    if (letter === "\n") return "\n";
    if (letter === "\r") return next === "\n" ? "\r\n" : "\r";
  }
  return "\n";
}

interface Letter {
  readonly letter: string;
  /** It stands between quotes, or is one of them. */
  readonly quoted: boolean;
  readonly next: string | undefined;
}

/** The letters of a text. Quotes quote at the beginning of a cell only; elsewhere they are inches. */
function* letters(text: string, parting: readonly Delimiter[]): Generator<Letter> {
  let [quoted, begins, closed] = [false, true, false];
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charAt(index);
    const quote = letter === '"' && (quoted || begins || closed);
    if (quote) {
      closed = quoted;
      quoted = !quoted;
    } else {
      closed = false;
    }
    yield { letter, quoted: quoted || quote, next: text[index + 1] };
    begins = !quoted && (isLineEnd(letter) || parting.some((delimiter) => delimiter === letter));
  }
}

function isLineEnd(letter: string): boolean {
  return letter === "\n" || letter === "\r";
}
