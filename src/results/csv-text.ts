import { stringify } from "csv-stringify/sync";
import iconv from "iconv-lite";
import type { Dialect } from "../roster/dialect.ts";

/** A row; cells that many rows have in common may stand apart behind the others. */
export interface Row {
  readonly cells: readonly string[];
  /** At least one cell; the same array for the same cells. */
  readonly added?: readonly string[] | undefined;
}

/** Turns rows into the bytes of a file in the dialect of the roster. */
export interface CsvText {
  /** What stands in front of the first row. */
  readonly head: () => Uint8Array;
  /** Rows, each with its line end in front, but for the very first of the file. */
  readonly rows: (rows: readonly Row[]) => Uint8Array;
  /** What stands behind the last row. */
  readonly tail: () => Uint8Array;
}

/** Characters of ours that the code pages of Windows and of the Mac lack, and what stands for them there. */
const plain: readonly (readonly [string, string])[] = [["→", "->"]];

/** Begins a file. */
export function csvText(dialect: Dialect): CsvText {
  const { encoding, bom, delimiter, lineEnd, sepLine, above, endsWithLineEnd } = dialect;
  let first = true;
  const textOf = (rows: readonly (readonly string[])[], rowEnd: string): string =>
    stringify(rows as string[][], {
      delimiter,
      record_delimiter: rowEnd,
      // any line break in a cell needs quotes, not only the file's own
      quote_record_delimiter: true,
      eof: false,
    });
  const repeated = new WeakMap<readonly string[], string>();
  const repeatedTextOf = (cells: readonly string[]): string => {
    const known = repeated.get(cells) ?? `${delimiter}${textOf([cells], lineEnd)}`;
    repeated.set(cells, known);
    return known;
  };
  const encode = (text: string): Uint8Array => {
    const writable =
      encoding === "windows-1252" || encoding === "macintosh"
        ? plain.reduce((all, [from, to]) => all.replaceAll(from, to), text)
        : text;
    return iconv.encode(writable, encoding);
  };
  return {
    head: () =>
      encode(`${bom ? "\uFEFF" : ""}${sepLine === undefined ? "" : `${sepLine}${lineEnd}`}${above}`),
    rows: (rows) => {
      if (rows.length === 0) return new Uint8Array();
      const text = runsOf(rows).map(({ cells, added }) => {
        const behind = added === undefined ? "" : repeatedTextOf(added);
        return `${textOf(cells, `${behind}${lineEnd}`)}${behind}`;
      });
      const lead = first ? "" : lineEnd;
      first = false;
      return encode(`${lead}${text.join(lineEnd)}`);
    },
    tail: () => encode(endsWithLineEnd ? lineEnd : ""),
  };
}

/** Rows that follow each other with the same cells behind them, together. */
function runsOf(
  rows: readonly Row[],
): readonly { readonly cells: readonly (readonly string[])[]; readonly added: Row["added"] }[] {
  const runs: { cells: (readonly string[])[]; added: Row["added"] }[] = [];
  for (const { cells, added } of rows) {
    const run = runs.at(-1);
    if (run !== undefined && run.added === added) run.cells.push(cells);
    else runs.push({ cells: [cells], added });
  }
  return runs;
}

/** How the tables are written that stand beside the results: what every spreadsheet program opens. */
export const plainDialect: Dialect = {
  encoding: "utf-8",
  bom: false,
  delimiter: ",",
  lineEnd: "\n",
  sepLine: undefined,
  above: "",
  endsWithLineEnd: true,
};
