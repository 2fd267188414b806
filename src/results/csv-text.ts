import iconv from "iconv-lite";
import { stringify } from "csv-stringify/sync";
import type { Dialect } from "../roster/dialect.ts";

/** Turns rows into the bytes of a file in the dialect of the roster. */
export interface CsvText {
  /** What stands in front of the first row. */
  readonly head: () => Uint8Array;
  /** Rows, each with its line end in front, but for the very first of the file. */
  readonly rows: (rows: readonly (readonly string[])[]) => Uint8Array;
  /** What stands behind the last row. */
  readonly tail: () => Uint8Array;
}

/** Characters of ours that the Windows code page lacks, and what stands for them there. */
const plain: readonly (readonly [string, string])[] = [["→", "->"]];

/** Begins a file. */
export function csvText(dialect: Dialect): CsvText {
  const { encoding, bom, delimiter, lineEnd, sepLine, endsWithLineEnd } = dialect;
  let first = true;
  const encode = (text: string): Uint8Array => {
    const writable =
      encoding === "windows-1252" ? plain.reduce((all, [from, to]) => all.replaceAll(from, to), text) : text;
    return iconv.encode(writable, encoding);
  };
  return {
    head: () => encode(`${bom ? "\uFEFF" : ""}${sepLine === undefined ? "" : `${sepLine}${lineEnd}`}`),
    rows: (rows) => {
      if (rows.length === 0) return new Uint8Array();
      const text = stringify(
        rows.map((row) => [...row]),
        { delimiter, record_delimiter: lineEnd, eof: false },
      );
      const lead = first ? "" : lineEnd;
      first = false;
      return encode(`${lead}${text}`);
    },
    tail: () => encode(endsWithLineEnd ? lineEnd : ""),
  };
}

/** How the tables are written that stand beside the results: what every spreadsheet program opens. */
export const plainDialect: Dialect = {
  encoding: "utf-8",
  bom: false,
  delimiter: ",",
  lineEnd: "\n",
  sepLine: undefined,
  endsWithLineEnd: true,
};
