import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { CsvError, parse, type Parser } from "csv-parse";
import iconv from "iconv-lite";
import { RosterFileError } from "../errors.ts";
import { notice, type Notice } from "../faults/problem.ts";
import { bytesOf } from "../text/bytes.ts";
import type { LineEnd, Dialect } from "./dialect.ts";

/** A sign or a capital in the middle or at the end of a word: what accented letters of a Mac become in Windows-1252. */
const nonsense =
  /\p{L}[€‚ƒ„…†‡ˆ‰‹•˜™›¢£¤¥¦§¨©«¬®¯±¶¸¿]\p{L}|\p{L}[‘“„‚]|\p{Ll}[ŽŠŒŸ](?!\p{Lu})|\p{L}[ŽŠŒŸ]\p{Ll}|(?<!\p{L})\p{Lu}[–—]\p{Ll}/u;

/**
 * Whether a text that is read as Windows-1252 for want of another sign was probably written by a program on a Mac:
 * its letters make no sense, or its lines end as only old programs for the Mac end them.
 */
export function looksLikeMacRoman(sample: Buffer, lineEnd: LineEnd): boolean {
  const text = iconv.decode(sample, "windows-1252");
  return nonsense.test(text) || (lineEnd === "\r" && sample.some((byte) => byte > 0x7f));
}

/** What to say of such a file. */
export function macRomanNotice(looksLikeMac: boolean): readonly Notice[] {
  return notice(
    "doubtful_encoding",
    looksLikeMac ? 1 : 0,
    "The file is not UTF-8 and is read as Windows-1252, but looks as if it was saved on a Mac. If names come out wrong, use --encoding macintosh.",
  );
}

/** A stray quote swallows what follows it; this much is taken for one row before it is called a mistake. */
const longestRow = 64 * 1024 * 1024;

/**
 * The rows of a CSV file, the header first, as text and as they stand: nothing is trimmed, turned into a number
 * or left out. Throws RosterFileError where the file stops being CSV.
 */
export async function* csvRows(
  file: FileHandle,
  name: string,
  dialect: Dialect,
): AsyncGenerator<readonly string[]> {
  const parser = parserFor(dialect, false);
  // a failure of the parser itself is thrown by the loop below; this one is for the file
  const feeding = pipeline(bytesOf(file), iconv.decodeStream(dialect.encoding), parser).catch(
    () => undefined,
  );
  let rows = 0;
  try {
    for await (const row of parser) {
      rows += 1;
      yield row as readonly string[];
    }
  } catch (error) {
    throw error instanceof CsvError ? csvFault(error, name, rows) : error;
  } finally {
    parser.destroy();
    await feeding;
  }
}

/** The rows above a row, counted from 1: their cells, and the text that they are in the file. */
interface RowsAbove {
  readonly cells: readonly (readonly string[])[];
  readonly text: string;
}

/** Reads what stands above the headers. Throws RosterFileError when the file has no such row. */
export async function rowsAbove(
  file: FileHandle,
  name: string,
  dialect: Dialect,
  headerRow: number,
): Promise<RowsAbove> {
  if (headerRow <= 1) return { cells: [], text: "" };
  const cells: (readonly string[])[] = [];
  const parser = parserFor(dialect, true);
  const decoder = iconv.decodeStream(dialect.encoding);
  const chunks: string[] = [];
  decoder.on("data", (chunk: string) => chunks.push(chunk));
  const feeding = pipeline(bytesOf(file), decoder, parser).catch(() => undefined);
  let end = 0;
  try {
    for await (const row of parser) {
      const { record, info } = row as { record: readonly string[]; info: { bytes: number } };
      cells.push(record);
      end = info.bytes;
      if (cells.length === headerRow - 1) break;
    }
  } catch (error) {
    throw error instanceof CsvError ? csvFault(error, name, cells.length) : error;
  } finally {
    parser.destroy();
    await feeding;
  }
  const text = Buffer.from(chunks.join("")).subarray(0, end).toString();
  const sepLine = dialect.sepLine ?? "";
  return {
    cells,
    text: text.slice(sepLine.length).replace(sepLine === "" ? /^(?!)/ : /^(?:\r\n|\r|\n)/, ""),
  };
}

function parserFor(dialect: Dialect, info: boolean): Parser {
  return parse({
    delimiter: dialect.delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
    from_line: dialect.sepLine === undefined ? 1 : 2,
    info,
  });
}

function csvFault(error: CsvError, name: string, rowsBefore: number): RosterFileError {
  const row = rowsBefore + 1;
  if (error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE") {
    return new RosterFileError(
      `${name}: a quotation mark is opened in row ${row} and never closed.`,
      'Find the lone " in that row and remove it, or write it twice.',
      { cause: error },
    );
  }
  return new RosterFileError(
    `${name}: row ${row} cannot be read as CSV (${error.code}).`,
    "Open the file in a spreadsheet program and save it as CSV (UTF-8).",
    { cause: error },
  );
}
